import { useId } from 'react';
import { dayStamp } from '#renderer/text/moment.ts';
import { signText } from '#renderer/text/publish-text.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';

interface Props {
  readonly certificates: readonly CertificateInfo[];
  readonly chosen: CertificateInfo | null;
  readonly onChoose: (certificate: CertificateInfo) => void;
}

/** Which certificate of a file to sign with, where more than one could. */
export function CertificateChoice({ certificates, chosen, onChoose }: Props) {
  const group = useId();
  return (
    <fieldset className="certificate-choice">
      <legend>{signText.choice(certificates.length)}</legend>
      {certificates.map((certificate) => (
        <label key={certificate.fingerprint}>
          <input
            type="radio"
            name={group}
            aria-label={`${certificate.name}，${signText.issuer(certificate.issuer)}`}
            checked={certificate === chosen}
            onChange={() => onChoose(certificate)}
          />
          <span>
            <b>{certificate.name}</b>
            <small>{signText.issuer(certificate.issuer)}</small>
            <small>
              {signText.validity(dayStamp(certificate.notBefore), dayStamp(certificate.notAfter))}
              {certificate.serial !== undefined && ` · ${signText.serial(certificate.serial)}`}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
