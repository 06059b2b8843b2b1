import { useEffect, useRef, useState } from 'react';
import { useInspection, useJobs, useServices, useSession } from '#renderer/stores/context.ts';
import type { WorkId } from '#renderer/stores/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { Failure } from '#shared/result.ts';
import type { CertificateFile } from './certificate-file.ts';

export interface Signing {
  /** The file of this window, or the one that the host keeps. */
  readonly certificate:
    | {
        readonly file: CertificateFile;
        readonly password: string;
        readonly fingerprint: CertificateInfo['fingerprint'];
      }
    | 'kept';
  readonly edition: NoticeEdition;
  readonly name: string;
  readonly role: string;
}

const chosenIn = ({ password, fingerprint }: Exclude<Signing['certificate'], 'kept'>) => ({
  password,
  ...(fingerprint === undefined ? {} : { certificate: fingerprint }),
});

/** Signs the notice in a job of the host; the new record arrives through the journal. */
export function useSign(onSigned: () => void) {
  const { host } = useServices();
  const inspection = useInspection(({ id }) => id);
  const refresh = useSession((state) => state.refresh);
  const follow = useJobs((state) => state.follow);
  const [work, setWork] = useState<WorkId | null>(null);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const sign = async ({ certificate, edition, name, role }: Signing) => {
    setFailure(null);
    const input = { inspection, edition, role, name };
    const start = () =>
      certificate === 'kept'
        ? host.call('notice:sign-kept', input)
        : host.upload('notice:sign', { ...input, ...chosenIn(certificate) }, certificate.file.bytes);
    const signing = follow(start);
    setWork(signing.work);
    const done = await signing.end;
    if (done.ok) await refresh();
    if (!here.current) return;
    setWork(null);
    if (done.ok) onSigned();
    else setFailure(done.error);
  };
  return { sign, work, failure };
}
