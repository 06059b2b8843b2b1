import { assess } from '../assessment/assess.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import type { HashText } from '../log/canonical.ts';
import type { FoldedInspection } from '../log/fold.ts';
import { blockersOf } from '../log/readiness.ts';
import { admits, standingOf } from '../log/standing.ts';
import type { StageRefusal } from '../log/standing.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { type Settlement, settlementOf } from './notice-input.ts';

type NotPublishable = StageRefusal | 'inspection.not-ready';

/**
 * The 定稿 that a notice of this inspection may be signed for, the one gate of window, host and command: finalised, its
 * facts still those of the 定稿, every 待核 accepted and every contradiction answered (SPEC PU17). A 定稿 that came from
 * elsewhere is not taken at its word.
 */
export function publishable(
  state: FoldedInspection,
  catalogue: Catalogue,
  hash: HashText,
): Result<Settlement, NotPublishable> {
  const standing = standingOf(state, hash);
  const admitted = admits(standing.is, 'notice.published');
  if (!admitted.ok || standing.is === 'open') return admitted.ok ? err('inspection.not-finalised') : admitted;
  const { finalised } = standing;
  const blockers = blockersOf(state, assess(catalogue, state.facts), finalised.accepted);
  if (blockers.length > 0) return err('inspection.not-ready', { count: blockers.length });
  return ok(settlementOf(finalised, state));
}
