import type { ReactNode } from 'react';
import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';
import { errorText } from '#shared/text/error-text.ts';
import './ui.css';

interface Props {
  readonly failure: Failure<ErrorCode>;
  readonly children?: ReactNode;
}

/** A coded failure in three sentences: what happened, what is safe, what to do; then the ways out. */
export function FailureNote({ failure, children }: Props) {
  const text = errorText(failure);
  return (
    <div className="failure" role="alert">
      <b>{text.happened}</b>
      <span>{text.safe}</span>
      <span>{text.todo}</span>
      {children !== undefined && <div className="actions">{children}</div>}
    </div>
  );
}
