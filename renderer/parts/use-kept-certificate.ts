import { useEffect, useState } from 'react';
import { useServices } from '#renderer/stores/context.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';
import type { CertificateKeeping } from '#shared/host/vault-records.ts';
import type { Failure, Result } from '#shared/result.ts';

/** What the host is to keep: a file, its password, and which of its certificates. */
export interface CertificateSecret {
  readonly p12: Uint8Array;
  readonly password: string;
  readonly fingerprint: CertificateInfo['fingerprint'];
}

export interface KeptCertificateActions {
  /** Null until the host has told. */
  readonly keeping: CertificateKeeping | null;
  readonly busy: boolean;
  readonly failure: Failure<ErrorCode> | null;
  /** Resolves to whether it is kept; key and password are then no longer needed here. */
  readonly keep: (secret: CertificateSecret, unprotected: boolean) => Promise<boolean>;
  readonly forget: () => Promise<void>;
}

/** The certificate that the host keeps: its description and how well it is kept, never itself. */
export function useKeptCertificate(): KeptCertificateActions {
  const { host } = useServices();
  const [keeping, setKeeping] = useState<CertificateKeeping | null>(null);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (answer: Result<CertificateKeeping, ErrorCode>): boolean => {
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setKeeping(answer.value);
    return answer.ok;
  };
  useEffect(() => {
    let here = true;
    void host.call('certificate:kept', {}).then((answer) => {
      if (here && answer.ok) setKeeping(answer.value);
    });
    return () => {
      here = false;
    };
  }, [host]);
  return {
    keeping,
    busy,
    failure,
    keep: async ({ p12, password, fingerprint }, unprotected) => {
      setBusy(true);
      const chosen = fingerprint === undefined ? {} : { certificate: fingerprint };
      return take(await host.upload('certificate:keep', { password, unprotected, ...chosen }, p12));
    },
    forget: async () => {
      setBusy(true);
      take(await host.call('certificate:forget', {}));
    },
  };
}
