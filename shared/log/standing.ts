import type { ErrorCode } from '../errors.ts';
import type { Sha256 } from '../ids.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { canonicalText } from './canonical.ts';
import type { HashText } from './canonical.ts';
import { EVENTS } from './events.ts';
import type { Draft } from './events.ts';
import type { Finalised, Fold, FoldedInspection } from './fold.ts';
import type { EventType } from './payloads.ts';
import { shownWrite, slotOf } from './slots.ts';
import type { Stage } from './stage.ts';

type RecordedNotice = FoldedInspection['published'][number];

/** The stage of an inspection; but for `open` with its 定稿 and the notice of it that was signed last. */
export type Standing =
  | { readonly is: Extract<Stage, 'open'> }
  | { readonly is: Extract<Stage, 'finalised'>; readonly finalised: Finalised; readonly notice: null }
  | { readonly is: Extract<Stage, 'signed'>; readonly finalised: Finalised; readonly notice: RecordedNotice }
  | { readonly is: Extract<Stage, 'overtaken'>; readonly finalised: Finalised; readonly notice: RecordedNotice | null };

/**
 * Where an inspection stands. Without a hash only events that the 定稿 had not seen tell that it was overtaken; with one
 * the facts are held against it, and a 定稿 that came from elsewhere is not taken at its word.
 */
export function standingOf(inspection: FoldedInspection, hash: HashText | null): Standing {
  const { facts, finalised } = inspection;
  if (finalised === null) return { is: 'open' };
  const notice = signedSince(finalised, inspection);
  const isSame = finalised.late.length === 0 && (hash === null || factsHash(facts, hash) === finalised.factsSha256);
  if (!isSame) return { is: 'overtaken', finalised, notice };
  return notice === null ? { is: 'finalised', finalised, notice } : { is: 'signed', finalised, notice };
}

/** The notice signed last, where that was after a 定稿. */
function signedSince(finalised: Finalised, { published, history }: FoldedInspection): RecordedNotice | null {
  const last = published.at(-1) ?? null;
  const later = history.findLast(({ event }) => event === finalised.event || event === last?.event);
  return later?.event === finalised.event ? null : last;
}

/** The name of facts: the hash of their canonical text. */
export function factsHash(facts: FoldedInspection['facts'], hash: HashText): Sha256 {
  const text = canonicalText(facts);
  if (text === null) throw new Error('folded facts have no canonical text');
  return hash(text);
}

/** Whether a 定稿 stands, without working out the rest of the state: all that decides what a window may write. */
export function isFinalised({ slots }: Pick<Fold, 'slots'>): boolean {
  return shownWrite(slotOf(slots, { of: 'status' }))?.draft.type === 'inspection.finalised';
}

/** Why a stage does not take an event. */
export type StageRefusal = Extract<
  ErrorCode,
  'inspection.finalised' | 'inspection.not-finalised' | 'inspection.changed-since-final'
>;

/** Whether an inspection at this stage takes an event of this type (SPEC LG11, LG21); each type says itself when. */
export function admits(stage: Stage, type: EventType): Result<null, StageRefusal> {
  const { taken } = EVENTS[type];
  if (taken.includes(stage)) return ok(null);
  if (stage === 'open') return err('inspection.not-finalised');
  return err(taken.includes('finalised') ? 'inspection.changed-since-final' : 'inspection.finalised');
}

/**
 * Whether a window may append these drafts to an inspection that stands finalised or open: what the stage admits
 * (`inspection.finalised`, `inspection.not-finalised`), and never what the host alone can vouch for (`app.bad-request`),
 * which has calls of its own.
 */
export function admitDrafts(drafts: readonly Draft[], finalised: boolean): Result<null, ErrorCode> {
  let stage: Stage = finalised ? 'finalised' : 'open';
  for (const [index, { type }] of drafts.entries()) {
    if (EVENTS[type].by === 'host') return err('app.bad-request', { path: `drafts.${index}.type` });
    const admitted = admits(stage, type);
    if (!admitted.ok) return admitted;
    if (type === 'inspection.reopened') stage = 'open';
  }
  return ok(null);
}
