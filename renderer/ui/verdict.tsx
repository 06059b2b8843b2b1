import type { Verdict } from '#shared/facts/schema.ts';
import { VERDICT_CLASS } from '../text/shell-text.ts';
import './ui.css';

/** The shape of a result: full circle 符合, diamond 不符合, open ring 待核, dash 不适用. */
export function StateDot({ verdict }: { readonly verdict: Verdict }) {
  return (
    <i className={`dot ${VERDICT_CLASS[verdict]}`} title={verdict}>
      <span className="unseen">{verdict}</span>
    </i>
  );
}

/** A result as shape and word on its colour. */
export function VerdictTag({ verdict, small = false }: { readonly verdict: Verdict; readonly small?: boolean }) {
  return (
    <span className={`tag ${VERDICT_CLASS[verdict]}${small ? ' small' : ''}`}>
      <i className={`dot ${VERDICT_CLASS[verdict]}`} aria-hidden="true" />
      {verdict}
    </span>
  );
}

const RADIUS = 7;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

/** Share of a group that is decided and good, as a ring; the figures beside it say the same. */
export function Ring({ done, total }: { readonly done: number; readonly total: number }) {
  const length = total === 0 ? 0 : (done / total) * CIRCUMFERENCE;
  return (
    <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx={10} cy={10} r={RADIUS} fill="none" stroke="var(--line)" strokeWidth={4} />
      {length > 0 && (
        <circle
          cx={10}
          cy={10}
          r={RADIUS}
          fill="none"
          stroke="var(--met)"
          strokeWidth={4}
          strokeDasharray={`${length} ${CIRCUMFERENCE}`}
          transform="rotate(-90 10 10)"
        />
      )}
    </svg>
  );
}
