import { Input } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { phaseText, signText } from '#renderer/text/publish-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/ui/job-progress.tsx';
import type { CertificateInfo, NoticeEdition } from '#shared/host/records.ts';
import type { SigningState } from './certificate-file.ts';
import { dayStamp } from './moment.ts';
import { useCertificate } from './use-certificate.ts';
import { useSign } from './use-sign.ts';

interface Props {
  readonly edition: NoticeEdition;
  readonly onSigned: () => void;
}

/** Certificate, password, name, role: the certificate is shown before anything is signed with it. */
export function SignForm({ edition, onSigned }: Props) {
  const settings = useSettings((state) => state.settings);
  const certificate = useCertificate();
  const { state } = certificate;
  const [typedName, setName] = useState<string | null>(null);
  const [typedRole, setRole] = useState<string | null>(null);
  const name = typedName ?? (settings.author === '' ? (state.certificate?.name ?? '') : settings.author);
  const role = typedRole ?? settings.role;
  const signing = useSign(onSigned);
  const ready = state.file !== null && state.certificate !== null && name.trim() !== '' && role.trim() !== '';
  const submit = () => {
    if (signing.progress !== null || state.busy !== null) return;
    if (state.file === null || state.certificate === null) void certificate.inspect();
    else if (ready) void signing.sign({ ...state, file: state.file, edition, name, role });
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
            onClick={() => void certificate.makeTest(name || signText.test)}
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
      {state.certificate !== null && <CertificateCard certificate={state.certificate} />}
      {state.certificate !== null && (
        <div className="row">
          <Input
            value={role}
            onChange={(event) => setRole(event.target.value)}
            prefix={<span className="na">{signText.role}</span>}
            aria-label={signText.role}
            maxLength={20}
          />
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            prefix={<span className="na">{signText.name}</span>}
            aria-label={signText.name}
            maxLength={40}
          />
        </div>
      )}
      {state.failure !== null && <FailureNote failure={state.failure} />}
      {signing.failure !== null && <FailureNote failure={signing.failure} />}
      {signing.progress !== null && (
        <JobProgressBar
          progress={signing.progress}
          label={phaseText(signing.progress.phase)}
          onCancel={signing.cancel}
        />
      )}
      {state.file !== null && (
        <button
          type="submit"
          className="btn primary"
          disabled={state.busy !== null || signing.progress !== null || (state.certificate !== null && !ready)}
        >
          {submitWord(state)}
        </button>
      )}
    </form>
  );
}

function submitWord({ certificate, busy }: SigningState): string {
  if (busy === 'inspecting') return signText.inspecting;
  return certificate === null ? signText.inspect : signText.sign;
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

function CertificateCard({ certificate }: { readonly certificate: CertificateInfo }) {
  return (
    <div className="certificate">
      <span>
        <b>{certificate.name}</b>
        {certificate.test && <span className="tag und small">{signText.test}</span>}
      </span>
      <small>{signText.issuer(certificate.issuer)}</small>
      <small>
        {signText.validity(dayStamp(certificate.notBefore), dayStamp(certificate.notAfter))} · {certificate.algorithm}
      </small>
    </div>
  );
}
