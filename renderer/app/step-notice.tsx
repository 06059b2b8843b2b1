import { useEffect, useState } from 'react';
import { useSession, useStores } from '../stores/context.ts';
import type { StepReport } from '../stores/step-report.ts';
import { stepText } from '../text/session-text.ts';
import { reportWords } from '../text/step-words.ts';
import { goToPlace } from './go-to-place.ts';

/** How long a step that was taken is told of, in milliseconds; one that was not stays until it is read. */
const TOLD_MS = 8000;

/** Says what 撤销 and 重做 have changed, and shows the place; or why they have not. */
export function StepNotice() {
  const stores = useStores();
  const step = useSession((state) => state.step);
  const inspection = useSession((state) => state.inspection);
  const [read, setRead] = useState(0);
  useEffect(() => {
    if (step === null) return undefined;
    const [first] = step.places;
    if (first !== undefined) goToPlace(stores, first.register);
    if (step.is !== 'done') return undefined;
    const timer = setTimeout(() => setRead(step.id), TOLD_MS);
    return () => clearTimeout(timer);
  }, [step, stores]);
  if (step === null || inspection === null || read >= step.id) return null;
  const words = reportWords(step, inspection.catalogue, inspection.facts);
  return <Notice step={step} words={words} onRead={() => setRead(step.id)} />;
}

interface Props {
  readonly step: StepReport;
  readonly words: string;
  readonly onRead: () => void;
}

function Notice({ step, words, onRead }: Props) {
  const isDone = step.is === 'done';
  return (
    <div className={`told ${isDone ? '' : 'und'}`} role={isDone ? 'status' : 'alert'} key={step.id}>
      <span>{words}</span>
      <button type="button" className="btn link" onClick={onRead}>
        {stepText.dismiss}
      </button>
    </div>
  );
}
