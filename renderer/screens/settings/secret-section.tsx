import { useServices } from '#renderer/stores/context.ts';
import { dayStamp } from '#renderer/text/moment.ts';
import { levelText, secretText } from '#renderer/text/secret-text.ts';
import { CertificateCard } from '#renderer/parts/certificate-card.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { useKeptCertificate } from '#renderer/parts/use-kept-certificate.ts';

/** 签名证书: which one is kept here, how well, and the way to forget it. */
export function SecretSection() {
  const { now } = useServices();
  const { keeping, busy, failure, forget } = useKeptCertificate();
  if (keeping === null) return null;
  const { level, kept } = keeping;
  return (
    <section>
      <h2>{secretText.section}</h2>
      <dl>
        <dt>{secretText.level}</dt>
        <dd>
          <span className={level === 'basic' ? 'und' : undefined}>{levelText[level]}</span>
          <small>{secretText.secretStays}</small>
        </dd>
      </dl>
      {kept === null ? (
        <p className="na">{secretText.none}</p>
      ) : (
        <>
          <CertificateCard certificate={kept.certificate} now={now()}>
            <small>
              {secretText.keptAt(dayStamp(kept.keptAt))} · {kept.usable ? levelText[kept.level] : secretText.unusable}
            </small>
          </CertificateCard>
          <div className="actions">
            <button type="button" className="btn danger" disabled={busy} onClick={() => void forget()}>
              {secretText.forget}
            </button>
          </div>
        </>
      )}
      {failure !== null && <FailureNote failure={failure} />}
    </section>
  );
}
