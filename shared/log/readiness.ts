import type { Assessment } from '../assess/types.ts';
import type { NamedAcceptance } from '../facts/schema.ts';
import { isBlank } from '../reading/characters.ts';
import type { FoldedInspection } from './fold.ts';

/** A 待核 that is accepted; whoever finalises accepts it by name. */
export type Acceptance = Omit<NamedAcceptance, 'by'>;

/** What still stands between an inspection and 定稿. */
export type Blocker =
  | { readonly is: 'conflict'; readonly index: number }
  | { readonly is: 'unreadable'; readonly index: number }
  | { readonly is: 'undetermined'; readonly indicator: number }
  | { readonly is: 'contradiction'; readonly key: string };

/**
 * Lists what must be settled before 定稿: every conflict, every event that needs a newer version, every 待核 indicator
 * that is not accepted by name with a reason, every contradiction without a reply (a published notice must not disagree
 * with its own figures unexplained). Empty: ready. Indices point into `conflicts` and `unknownEvents`.
 */
export function blockersOf(
  inspection: Pick<FoldedInspection, 'conflicts' | 'unknownEvents'>,
  assessment: Pick<Assessment, 'indicators' | 'findings'>,
  accepted: readonly Acceptance[],
): Blocker[] {
  const named = new Set(acceptedOnly(assessment, accepted).map(({ indicator }) => indicator));
  return [
    ...inspection.conflicts.map((_, index): Blocker => ({ is: 'conflict', index })),
    ...inspection.unknownEvents.map((_, index): Blocker => ({ is: 'unreadable', index })),
    ...assessment.indicators
      .filter(({ no, result }) => result === '待核' && !named.has(no))
      .map(({ no }): Blocker => ({ is: 'undetermined', indicator: no })),
    ...assessment.findings
      .filter(({ severity, reply }) => severity === 'contradiction' && reply === null)
      .map(({ key }): Blocker => ({ is: 'contradiction', key })),
  ];
}

/** The acceptances that say something: those of 待核 indicators, with a reason. */
export function acceptedOnly(
  assessment: Pick<Assessment, 'indicators'>,
  accepted: readonly Acceptance[],
): readonly Acceptance[] {
  const open = new Set(assessment.indicators.filter(({ result }) => result === '待核').map(({ no }) => no));
  return accepted.filter(({ indicator, reason }) => open.has(indicator) && !isBlank(reason));
}
