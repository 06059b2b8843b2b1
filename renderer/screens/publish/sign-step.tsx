import { useState } from 'react';
import { useInspection } from '#renderer/stores/context.ts';
import { previewText, publishText, signText } from '#renderer/text/publish-text.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import { chinaMinute } from '#shared/publication/chinese-date.ts';
import { SignForm } from './sign-form.tsx';
import type { FiledNotice } from './signed-notice.ts';
import { Step } from './step.tsx';

interface Props {
  readonly signed: FiledNotice | null;
  readonly edition: NoticeEdition;
  /** Its files are no longer what was signed, or gone. */
  readonly damaged: boolean;
  readonly onSigned: () => void;
}

/** 3 签名: who has signed, and the form for the next signature. */
export function SignStep({ signed, edition, damaged, onSigned }: Props) {
  const finalised = useInspection((inspection) => inspection.finalised);
  const [again, setAgain] = useState(false);
  const state = signed !== null && !damaged ? 'done' : finalised ? 'now' : 'next';
  return (
    <Step number={3} title={publishText.steps.sign} state={state}>
      <div className="step-body">
        {!finalised && <p className="note">{signText.later}</p>}
        {signed?.signatures.map((signature) => (
          <div key={`${signature.role} ${signature.at}`} className="signature">
            <span>
              {signature.role}　<b>{signature.name}</b>
              <small>{signText.signedAt(chinaMinute(Date.parse(signature.at)))}</small>
            </span>
            {signature.test && <span className="tag und small">{signText.test}</span>}
            <span className={damaged ? 'tag unmet small' : 'tag met small'}>
              {damaged ? signText.damaged : signText.signed}
            </span>
          </div>
        ))}
        {finalised && (signed === null || again) && (
          <SignForm
            edition={edition}
            onSigned={() => {
              setAgain(false);
              onSigned();
            }}
          />
        )}
        {finalised && (signed === null || again) && (
          <p className="note">{signText.edition(previewText.editions[edition])}</p>
        )}
        {signed !== null && !again && (
          <button type="button" className="btn link" title={signText.again} onClick={() => setAgain(true)}>
            {signText.signAgain}
          </button>
        )}
      </div>
    </Step>
  );
}
