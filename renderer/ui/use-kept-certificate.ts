import { useEffect, useState } from 'react';
import { useServices } from '#renderer/stores/context.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { CertificateKeeping } from '#shared/host/vault-records.ts';
import type { Failure, Result } from '#shared/result.ts';

export interface KeptCertificateActions {
  /** Null until the host has told. */
  readonly keeping: CertificateKeeping | null;
  readonly busy: boolean;
  readonly failure: Failure<ErrorCode> | null;
  /** Resolves to whether it is kept; key and password are then no longer needed here. */
  readonly keep: (p12: Uint8Array, password: string, unprotected: boolean) => Promise<boolean>;
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
    keep: async (p12, password, unprotected) => {
      setBusy(true);
      return take(await host.upload('certificate:keep', { password, unprotected }, p12));
    },
    forget: async () => {
      setBusy(true);
      take(await host.call('certificate:forget', {}));
    },
  };
}
