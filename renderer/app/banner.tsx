import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly tone: 'unmet' | 'und' | 'quiet';
  /** What it is about, in a few words; the text says the rest. */
  readonly lead?: string;
  readonly text: string;
  /** Read out at once by a screen reader, whatever it is at. */
  readonly urgent?: boolean;
  /** Buttons, at the right. */
  readonly children?: ReactNode;
}

/** One thing said above every screen. A line that has to be short shows the whole text as a tool tip. */
export function Banner({ tone, lead, text, urgent = false, children }: Props): ReactElement {
  const Line = urgent ? 'div' : 'output';
  return (
    <Line className={`banner ${tone}`} role={urgent ? 'alert' : undefined}>
      <span className="text" title={lead === undefined ? text : `${lead} ${text}`}>
        {lead !== undefined && <b className={tone}>{lead}</b>}
        {text}
      </span>
      {children}
    </Line>
  );
}
