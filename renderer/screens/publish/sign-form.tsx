import { Input } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useServices } from '#renderer/stores/context.ts';
import { phaseText, signText } from '#renderer/text/publish-text.ts';
import { secretText } from '#renderer/text/secret-text.ts';
import { CertificateCard } from '#renderer/parts/certificate-card.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import {
  type CertificateSecret,
  type KeptCertificateActions,
  useKeptCertificate,
} from '#renderer/parts/use-kept-certificate.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import { CertificateChoice } from './certificate-choice.tsx';
import type { CertificateFile, SigningState } from './certificate-file.ts';
import { KeepOffer } from './keep-offer.tsx';
import { KeptSignForm } from './kept-sign-form.tsx';
import { SignerFields, useSigner } from './signer-fields.tsx';
import { useCertificate } from './use-certificate.ts';
import { useSign } from './use-sign.ts';

interface Props {
  readonly edition: NoticeEdition;
  readonly onSigned: () => void;
}

/** Signing with the kept certificate where there is one, else with a file. */
export function SignForm({ edition, onSigned }: Props) {
  const kept = useKeptCertificate();
  const [other, setOther] = useState(false);
  const found = kept.keeping?.kept ?? null;
  const usable = found?.usable === true ? found : null;
  if (usable !== null && !other)
    return <KeptSignForm kept={usable} edition={edition} onSigned={onSigned} onOther={() => setOther(true)} />;
  return (
    <>
      <FileSignForm kept={kept} edition={edition} onSigned={onSigned} onKept={() => setOther(false)} />
      {usable !== null && (
        <button type="button" className="btn link" onClick={() => setOther(false)}>
          {secretText.useKept}
        </button>
      )}
    </>
  );
}

interface FileProps extends Props {
  readonly kept: KeptCertificateActions;
  readonly onKept: () => void;
}

/** Certificate, password, name, role: the certificate is shown before anything is signed with it. */
function FileSignForm({ kept, edition, onSigned, onKept }: FileProps) {
  const { now } = useServices();
  const certificate = useCertificate();
  const { state } = certificate;
  const signer = useSigner(state.certificate?.name);
  const signing = useSign(() => {
    signer.forget();
    onSigned();
  });
  const { signs } = signer;
  const ready = state.file !== null && state.certificate !== null && signs !== null;
  const submit = () => {
    if (signing.work !== null || state.busy !== null) return;
    if (state.file === null || state.certificates.length === 0) void certificate.inspect();
    else if (state.certificate === null) return;
    else if (signs !== null) {
      const { file, password } = state;
      const { fingerprint } = state.certificate;
      void signing.sign({
        certificate: { file, password, fingerprint },
        edition,
        ...signs,
      });
    }
  };
  return (
    <form
      className="sign-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FileRow state={state} onChoose={(file) => void certificate.choose(file)}>
        {state.file === null && (
          <button
            type="button"
            className="btn"
            disabled={state.busy === 'making'}
            onClick={() => void certificate.makeTest(signer.name.value ?? signText.test)}
          >
            {state.busy === 'making' ? signText.makingTest : signText.makeTest}
          </button>
        )}
      </FileRow>
      {state.file === null && <p className="note">{signText.makeTestHint}</p>}
      {state.made !== null && (
        <p className="note made">
          {signText.testSaved(state.made.fileName)}
          <code>{state.made.password}</code>
        </p>
      )}
      {state.file !== null && (
        <Input.Password
          value={state.password}
          onChange={(event) => certificate.setPassword(event.target.value)}
          prefix={<span className="na">{signText.password}</span>}
          aria-label={signText.password}
          autoComplete="off"
          visibilityToggle={false}
        />
      )}
      {state.certificates.length > 1 && (
        <CertificateChoice certificates={state.certificates} chosen={state.certificate} onChoose={certificate.take} />
      )}
      {state.certificate !== null && <CertificateCard certificate={state.certificate} now={now()} />}
      {state.certificate !== null && state.file !== null && (
        <KeepOffer kept={kept} secret={secretOf(state.file, state.password, state.certificate)} onKept={onKept} />
      )}
      {state.certificate !== null && <SignerFields signer={signer} holder={state.certificate.name} />}
      {state.failure !== null && <FailureNote failure={state.failure} />}
      {signing.failure !== null && <FailureNote failure={signing.failure} />}
      {signing.work !== null && <JobProgressBar work={signing.work} label={({ phase }) => phaseText(phase)} />}
      {state.file !== null && (
        <button
          type="submit"
          className="btn primary"
          disabled={state.busy !== null || signing.work !== null || (state.certificates.length > 0 && !ready)}
        >
          {submitWord(state)}
        </button>
      )}
    </form>
  );
}

function secretOf(file: CertificateFile, password: string, { fingerprint }: CertificateInfo): CertificateSecret {
  return { p12: file.bytes, password, fingerprint };
}

function submitWord({ certificates, busy }: SigningState): string {
  if (busy === 'inspecting') return signText.inspecting;
  return certificates.length === 0 ? signText.inspect : signText.sign;
}

interface FileRowProps {
  readonly state: SigningState;
  readonly onChoose: (file: File) => void;
  readonly children: ReactNode;
}

function FileRow({ state, onChoose, children }: FileRowProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      {state.file !== null && (
        <span className="file-name" title={state.file.name}>
          {state.file.name}
        </span>
      )}
      <input
        ref={input}
        type="file"
        accept=".p12,.pfx"
        hidden
        aria-label={signText.file}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onChoose(file);
          // The same file may be chosen again after it was replaced on disk.
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className={state.file === null ? 'btn primary' : 'btn link'}
        onClick={() => input.current?.click()}
      >
        {state.file === null ? signText.choose : signText.change}
      </button>
      {children}
    </div>
  );
}
