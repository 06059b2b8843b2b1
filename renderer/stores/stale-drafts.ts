import type { Facts } from '#shared/facts/schema.ts';
import type { Draft } from '#shared/log/events.ts';
import { sameJson } from '#shared/log/canonical.ts';
import { seqIn } from '#shared/log/causality.ts';
import type { Fold } from '#shared/log/fold.ts';
import { registerKey } from '#shared/log/register.ts';
import { assignmentsOf } from '#shared/log/events.ts';
import { slotOf } from '#shared/log/slots.ts';
import { inversesOf } from '#shared/log/inverse.ts';
import type { Known } from './outbox.ts';
import type { Pending } from './send-queue.ts';

/**
 * Whether what an entry writes has been written since by somebody who had not seen it: recorded now, it would pass for
 * the later one. The writer's own earlier keystrokes, saved without their hearing of it, are nobody else's.
 */
export function isStale({ slots }: Fold, draft: Draft, { seen, over = [] }: Known): boolean {
  if (seen === undefined) return false;
  const own = over.flatMap(assignmentsOf);
  return assignmentsOf(draft).some(({ register }) => {
    const key = registerKey(register);
    const isOwn = (value: unknown) =>
      own.some((one) => registerKey(one.register) === key && sameJson(one.value, value));
    const written = slotOf(slots, register)?.frontier ?? [];
    return written.some(({ event, value }) => event.seq > seqIn(seen, event.device) && !isOwn(value));
  });
}

/** Order of an entry that the outbox has no row of. */
const NO_ROW = -1;

/**
 * What the journal gets of a stale entry: the entry, and behind it what stands now, so that it stands. Nothing for a
 * step that has no way back, such as 撤销定稿: it is not taken late.
 */
export function intoHistory(facts: Facts, entry: Pending): readonly Pending[] {
  const standing = inversesOf(facts, entry.draft) ?? [];
  return standing.length === 0 ? [] : [entry, ...standing.map((draft) => ({ ...entry, draft, order: NO_ROW }))];
}
