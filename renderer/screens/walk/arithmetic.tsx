import { Fragment } from 'react';

/** Runs of figures and signs: what is computed, set apart from what is said about it. */
const COMPUTATION =
  /((?:[0-9][0-9.,]*%?|[÷×=≈≥≤<>＋+\s（(）)])*[0-9][0-9.,]*%?(?:\s*[÷×=≈≥≤<>＋+]\s*[0-9][0-9.,]*%?)+)/g;

/** An explanation with its arithmetic in figures of one width. */
export function Arithmetic({ text }: { readonly text: string }) {
  return (
    <span className="say">
      {text.split(COMPUTATION).map((part, index) =>
        // The same sentence gives the same parts in the same places.
        index % 2 === 1 ? (
          <code key={`${index} ${part}`}>{part}</code>
        ) : (
          <Fragment key={`${index} ${part}`}>{part}</Fragment>
        ),
      )}
    </span>
  );
}
