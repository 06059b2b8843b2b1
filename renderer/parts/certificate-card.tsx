import type { ReactNode } from 'react';
import { dayStamp } from '#renderer/text/moment.ts';
import { signText } from '#renderer/text/publish-text.ts';
import { secretText } from '#renderer/text/secret-text.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';
import { CERTIFICATE_WARNING_TEXTS } from '#shared/text/certificate-text.ts';

interface Props {
  readonly certificate: CertificateInfo;
  /** Milliseconds: tells an expired certificate. */
  readonly now: number;
  readonly children?: ReactNode;
}

/** Whose certificate it is, who issued it, until when it holds, and what to know before signing with it. */
export function CertificateCard({ certificate, now, children }: Props) {
  return (
    <div className="certificate">
      <span>
        <b>{certificate.name}</b>
        {certificate.test && <span className="tag und small">{signText.test}</span>}
        {Date.parse(certificate.notAfter) < now && <span className="tag unmet small">{secretText.expired}</span>}
      </span>
      <small>{signText.issuer(certificate.issuer)}</small>
      <small>
        {signText.validity(dayStamp(certificate.notBefore), dayStamp(certificate.notAfter))} · {certificate.algorithm}
      </small>
      {(certificate.warnings ?? []).map((warning) => (
        <small key={warning} className="caution">
          {CERTIFICATE_WARNING_TEXTS[warning]}
        </small>
      ))}
      {children}
    </div>
  );
}
