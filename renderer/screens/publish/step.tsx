import type { ReactNode } from 'react';

export type StepState = 'done' | 'now' | 'next';

interface Props {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  readonly children?: ReactNode;
}

/** One of the four steps: done, the one to do now, or not yet possible. */
export function Step({ number, title, state, children }: Props) {
  return (
    <section className={`step ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <h2>
        <i aria-hidden="true">{number}</i>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** What belongs to the line above it, as an item of the same list. */
export function Within({ children }: { readonly children: ReactNode }) {
  return <li className="within">{children}</li>;
}

/** A line of a step: ✓ settled, ! worth knowing, ✕ in the way. */
export function Line({ sign, children }: { readonly sign: 'ok' | 'warn' | 'stop'; readonly children: ReactNode }) {
  return <li className={sign}>{children}</li>;
}
