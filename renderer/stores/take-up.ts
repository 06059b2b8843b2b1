import { sameJson } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Fold } from '#shared/log/fold.ts';
import { seqIn } from '#shared/log/causality.ts';
import type { DraftRow } from '../db/database.ts';
import { isInFacts } from '#shared/log/inverse.ts';
import type { Outbox } from './outbox.ts';
import type { LeftRow } from './outbox-rows.ts';
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

type Entry = DraftRow & { readonly draft: Draft };

/** Sorts out what windows that are gone have left: what is in the journal is forgotten, the rest goes on its way again. */
export function takeUp(left: readonly LeftRow[], saved: Fold, outbox: Outbox): TakenUp {
  const rows = left.map(({ row }) => row);
  const entries = rows.flatMap((row): Entry[] =>
    row.draft === null || row.refused !== undefined ? [] : [{ ...row, draft: row.draft }],
  );
  const aside = rows.filter(({ refused }) => refused !== undefined);
  // What stands in a field of this window by now is the later text.
  const texts = rows.flatMap(({ key, draft, text }) =>
    draft === null && text !== null && !outbox.holds(key) ? [[key, text] as const] : [],
  );
  const facts = saved.inspection?.facts;
  // A window closed right after an acknowledgement had no time to forget what it had sent, or never heard of it.
  const open = entries.filter((row) => !(facts !== undefined && isInFacts(facts, row.draft)) && !isWritten(saved, row));
  const stale = open.filter((row) => outbox.holds(row.key) || isStale(saved, row.draft, row));
  const history = stale.flatMap((row) => {
    const pending = { key: row.key, draft: row.draft, order: row.order, group: row.group ?? row.order };
    return facts === undefined ? [] : intoHistory(facts, { ...pending, seen: saved.reach });
  });
  const isTakenOver = ({ row }: LeftRow): boolean => aside.includes(row) || texts.some(([key]) => key === row.key);
  const isSentOn = ({ row }: LeftRow): boolean =>
    history.some(({ key, order }) => key === row.key && order === row.order);
  const fresh = open.filter((row) => !stale.includes(row));
  const pending = fresh.flatMap(({ draft, group }) => outbox.pend([draft], { seen: saved.reach }, group));
  outbox.takeOver(left.filter(isTakenOver));
  outbox.sendOn(left.filter(isSentOn));
  outbox.forget(left.filter((one) => !isTakenOver(one) && !isSentOn(one)));
  return { pending: [...history, ...pending], recovered: open.length, typed: Object.fromEntries(texts), aside };
}

/** Whether the window that left this entry had it written, beyond what it had seen. */
function isWritten({ order }: Fold, { draft, seen, window }: Entry): boolean {
  if (window === undefined || seen === undefined) return false;
  return order.some(
    (event) =>
      event.window?.id === window &&
      event.seq > seqIn(seen, event.device) &&
      event.type === draft.type &&
      sameJson(event.payload, draft.payload),
  );
}
