import { useServices } from '#renderer/stores/context.ts';
import { phaseText, signText } from '#renderer/text/publish-text.ts';
import { levelText, secretText } from '#renderer/text/secret-text.ts';
import { CertificateCard } from '#renderer/parts/certificate-card.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { KeptCertificate } from '#shared/host/vault-records.ts';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import { SignerFields, useSigner } from './signer-fields.tsx';
import { useSign } from './use-sign.ts';

interface Props {
  readonly kept: KeptCertificate;
  readonly edition: NoticeEdition;
  readonly onSigned: () => void;
  readonly onOther: () => void;
}

/** Signing with the kept certificate: no file and no password, they stay with the host. */
export function KeptSignForm({ kept, edition, onSigned, onOther }: Props) {
  const { now } = useServices();
  const signer = useSigner(kept.certificate.name);
  const signing = useSign(() => {
    signer.forget();
    onSigned();
  });
  const { signs } = signer;
  const ready = signs !== null && signing.work === null;
  return (
    <form
      className="sign-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void signing.sign({ certificate: 'kept', edition, ...signs });
      }}
    >
      <CertificateCard certificate={kept.certificate} now={now()}>
        <small>{levelText[kept.level]}</small>
      </CertificateCard>
      <SignerFields signer={signer} holder={kept.certificate.name} />
      {signing.failure !== null && <FailureNote failure={signing.failure} />}
      {signing.work !== null && <JobProgressBar work={signing.work} label={({ phase }) => phaseText(phase)} />}
      <div className="row">
        <button type="submit" className="btn primary" disabled={!ready}>
          {signText.sign}
        </button>
        <button type="button" className="btn link" onClick={onOther}>
          {secretText.useOther}
        </button>
      </div>
    </form>
  );
}
