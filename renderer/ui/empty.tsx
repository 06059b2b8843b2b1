import type { ReactNode } from 'react';
import './ui.css';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** An empty place that says why it is empty and what to do about it. */
export function Empty({ title, hint, children }: Props) {
  return (
    <div className="empty">
      <b>{title}</b>
      {hint !== undefined && <span>{hint}</span>}
      {children}
    </div>
  );
}
