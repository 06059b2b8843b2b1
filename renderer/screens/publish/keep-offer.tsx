import { useState } from 'react';
import { secretText } from '#renderer/text/secret-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { CertificateSecret, KeptCertificateActions } from '#renderer/parts/use-kept-certificate.ts';

interface Props {
  readonly kept: KeptCertificateActions;
  readonly secret: CertificateSecret;
  readonly onKept: () => void;
}

/** Offers to keep the certificate just looked at; where it could not be protected, only after a plain warning. */
export function KeepOffer({ kept, secret, onKept }: Props) {
  const [warned, setWarned] = useState(false);
  const level = kept.keeping?.level;
  if (level === undefined) return null;
  const keep = async (unprotected: boolean) => {
    if (await kept.keep(secret, unprotected)) onKept();
  };
  if (warned) {
    return (
      <div className="failure" role="alert">
        <span>{secretText.warning}</span>
        <div className="actions">
          <button type="button" className="btn danger" disabled={kept.busy} onClick={() => void keep(true)}>
            {secretText.keepAnyway}
          </button>
          <button type="button" className="btn" onClick={() => setWarned(false)}>
            {secretText.dontKeep}
          </button>
        </div>
        {kept.failure !== null && <FailureNote failure={kept.failure} />}
      </div>
    );
  }
  return (
    <>
      <div className="row keep-offer">
        <button
          type="button"
          className="btn"
          disabled={kept.busy}
          onClick={() => (level === 'basic' ? setWarned(true) : void keep(false))}
        >
          {kept.busy ? secretText.keeping : secretText.keep}
        </button>
        <p className="note">{secretText.hint[level]}</p>
      </div>
      {kept.failure !== null && <FailureNote failure={kept.failure} />}
    </>
  );
}
