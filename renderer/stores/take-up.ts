import { sameJson } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Fold } from '#shared/log/fold.ts';
import { seqIn } from '#shared/log/causality.ts';
import type { DraftRow } from '../db/database.ts';
import { isInFacts } from '#shared/log/inverse.ts';
import type { Outbox } from './outbox.ts';
import type { Pending } from './send-queue.ts';
import { intoHistory, isStale } from './stale-drafts.ts';

/** What an interrupted run had left. */
export interface TakenUp {
  readonly pending: readonly Pending[];
  /** How many entries are taken up again. */
  readonly recovered: number;
  /** Text that was not a valid answer yet, by register key. */
  readonly typed: Readonly<Record<string, string>>;
  readonly aside: readonly DraftRow[];
}

type Left = DraftRow & { readonly draft: Draft };

/** Sorts out the rows of an interrupted run: what is in the journal is forgotten, the rest goes on its way again. */
export function takeUp(rows: readonly DraftRow[], saved: Fold, outbox: Outbox): TakenUp {
  const aside = rows.filter(({ refused }) => refused !== undefined);
  const facts = saved.inspection?.facts;
  const drafts = rows.flatMap((row): Left[] =>
    row.draft === null || row.refused !== undefined ? [] : [{ ...row, draft: row.draft }],
  );
  // A window closed right after an acknowledgement had no time to forget what it had sent, or never heard of it.
  const done = drafts.filter((row) => (facts !== undefined && isInFacts(facts, row.draft)) || isWritten(saved, row));
  for (const { key } of done) outbox.drop(key);
  const left = drafts.filter((row) => !done.includes(row));
  const stale = left.filter((row) => isStale(saved, row.draft, row));
  const entries = stale.map((row) => {
    const pending = { key: row.key, draft: row.draft, order: row.order, group: row.group ?? row.order };
    return facts === undefined ? [] : intoHistory(facts, { ...pending, seen: saved.reach });
  });
  for (const [at, pair] of entries.entries()) if (pair.length === 0) outbox.drop(stale[at]?.key ?? '');
  const fresh = left.filter((row) => !stale.includes(row));
  const typed = rows.flatMap(({ key, draft, text }) => (draft === null && text !== null ? [[key, text] as const] : []));
  return {
    pending: [
      ...entries.flat(),
      ...fresh.flatMap(({ draft, group }) => outbox.pend([draft], { seen: saved.reach }, group)),
    ],
    recovered: left.length,
    typed: Object.fromEntries(typed),
    aside,
  };
}

/** Whether the window that left this entry had it written, beyond what it had seen. */
function isWritten({ order }: Fold, { draft, seen, window }: Left): boolean {
  if (window === undefined || seen === undefined) return false;
  return order.some(
    (event) =>
      event.window?.id === window &&
      event.seq > seqIn(seen, event.device) &&
      event.type === draft.type &&
      sameJson(event.payload, draft.payload),
  );
}
