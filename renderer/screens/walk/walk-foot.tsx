import { walkText } from '#renderer/text/walk-text.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import type { WalkSteps } from './use-walk-steps.ts';

interface Props {
  readonly steps: WalkSteps;
  readonly disabled: boolean;
  readonly onPick: () => void;
  readonly onWaive: () => void;
}

/** The ways on, with their keys. */
export function WalkFoot({ steps, disabled, onPick, onWaive }: Props) {
  const { previous, next } = steps;
  return (
    <footer className="foot">
      <button type="button" className="way" disabled={previous === undefined} onClick={steps.goPrevious}>
        <Kbd>←</Kbd>
        <span>{previous === undefined ? walkText.previous : `${previous.no} ${previous.name}`}</span>
      </button>
      <span className="middle">
        <button type="button" className="way" onClick={steps.goUndetermined}>
          {walkText.nextUndetermined}
          <Kbd>N</Kbd>
        </button>
        <button type="button" className="way" disabled={disabled} onClick={onPick}>
          {walkText.addPhoto}
          <Kbd>P</Kbd>
        </button>
        <button type="button" className="way" disabled={disabled} onClick={onWaive}>
          {walkText.waive}
          <Kbd>X</Kbd>
        </button>
      </span>
      <button type="button" className="way end" disabled={next === undefined} onClick={steps.goNext}>
        <span>{next === undefined ? walkText.next : `${next.no} ${next.name}`}</span>
        <Kbd>→</Kbd>
      </button>
    </footer>
  );
}
