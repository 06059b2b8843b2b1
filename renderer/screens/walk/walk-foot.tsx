import { nameOf } from '#shared/commands/table.ts';
import { CommandKey } from '#renderer/ui/command-key.tsx';
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
        <CommandKey command="view.previous" />
        <Way to={previous} none={nameOf('view.previous')} />
      </button>
      <span className="middle">
        <button type="button" className="way" onClick={() => steps.goUndetermined(1)}>
          {nameOf('view.next-undetermined')}
          <CommandKey command="view.next-undetermined" />
        </button>
        <button type="button" className="way" disabled={disabled} onClick={onPick}>
          {nameOf('tools.add-evidence')}
          <CommandKey command="tools.add-evidence" />
        </button>
        <button type="button" className="way" disabled={disabled} onClick={onWaive}>
          {nameOf('tools.waive')}
          <CommandKey command="tools.waive" />
        </button>
      </span>
      <button type="button" className="way end" disabled={next === undefined} onClick={steps.goNext}>
        <Way to={next} none={nameOf('view.next')} />
        <CommandKey command="view.next" />
      </button>
    </footer>
  );
}

/** Where a step leads; what does not fit is in the tool tip. */
function Way({ to, none }: { readonly to: WalkSteps['next']; readonly none: string }) {
  const text = to === undefined ? none : `${to.no} ${to.name}`;
  return <span title={text}>{text}</span>;
}
