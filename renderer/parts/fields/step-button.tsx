import { useEffect, useRef, useState } from 'react';
import { walkText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { Stepping, type Stepped } from './stepping.ts';

const TIMING = {
  after: (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  every: (ms: number, task: () => void) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};

/** The steps of one figure. Where it goes from the screen under a hold, its text is taken as any other that was typed. */
export function useStepping(stepped: Stepped): { readonly stepping: Stepping; readonly latest: Stepped } {
  const [stepping] = useState(() => new Stepping(TIMING));
  const current = useRef(stepped);
  useEffect(() => {
    current.current = stepped;
  });
  const [latest] = useState<Stepped>(() => ({
    read: () => current.current.read(),
    show: (figure) => current.current.show(figure),
    record: (figure) => current.current.record(figure),
  }));
  useEffect(() => () => stepping.drop(), [stepping]);
  return { stepping, latest };
}

interface Props {
  readonly by: 1 | -1;
  readonly disabled: boolean;
  readonly stepping: Stepping;
  readonly stepped: Stepped;
}

/** A click is one step; held down it runs. A finger that begins to scroll on it steps nothing. */
export function StepButton({ by, disabled, stepping, stepped }: Props) {
  const held = useRef(false);
  const release = () => {
    held.current = stepping.release(stepped) || held.current;
  };
  return (
    <button
      type="button"
      className="step"
      tabIndex={-1}
      disabled={disabled}
      aria-label={by > 0 ? walkText.increase : walkText.decrease}
      onPointerDown={(event) => {
        held.current = false;
        if (event.button === 0) stepping.press(by, stepped);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={release}
      onContextMenu={(event) => {
        // A long touch asks for a menu.
        if (stepping.runs) event.preventDefault();
      }}
      onClick={({ detail }) => {
        // The click that ends a hold is none of its own; one without a pointer has none before it.
        if (held.current && detail > 0) return;
        stepping.step(by, stepped);
        stepping.release(stepped);
      }}
    >
      <Icon name={by > 0 ? 'plus' : 'minus'} size={14} />
    </button>
  );
}
