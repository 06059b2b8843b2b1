import type { ErrorCode } from '#shared/errors.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import type { Failure } from '#shared/result.ts';
import type { DraftRow, LocalDatabase } from './database.ts';
import { indexFailure, isFull } from './index-failure.ts';

/** What the index holds of one inspection. */
export interface IndexContents {
  readonly events: readonly Event[];
  readonly heads: Heads;
}

/** What the index holds of an inspection, as it says itself; null: it cannot be read. */
export async function readIndex(db: LocalDatabase, inspection: InspectionId): Promise<IndexContents | null> {
  try {
    const [rows, head] = await db.transaction('r', db.events, db.heads, () =>
      Promise.all([db.events.where('inspection').equals(inspection).toArray(), db.heads.get(inspection)]),
    );
    return { events: rows.map((row) => row.event), heads: (head?.heads ?? {}) as Heads }; // written by writeIndex alone
  } catch {
    return null;
  }
}

/** Throws away the index of one inspection; what was typed for it stays. */
export async function dropIndex(db: LocalDatabase, inspection: InspectionId): Promise<void> {
  await db
    .transaction('rw', db.events, db.heads, async () => {
      await db.events.where('inspection').equals(inspection).delete();
      await db.heads.delete(inspection);
    })
    // An index that cannot be used now is mended when its inspection is opened.
    .catch(() => undefined);
}

/**
 * Writes events and heads in one durable transaction; answers why it did not commit. Where the browser has no space left
 * the small pictures go first: they can be made again.
 */
export async function writeIndex(
  db: LocalDatabase,
  inspection: InspectionId,
  events: readonly Event[],
  heads: Heads,
  replace: boolean,
): Promise<Failure<ErrorCode> | null> {
  const put = () => putRows(db, inspection, events, heads, replace);
  try {
    await put().catch(async (thrown: unknown) => {
      if (!isFull(thrown)) throw thrown;
      await db.thumbnails.clear();
      await put();
    });
    return null;
  } catch (thrown) {
    return indexFailure(thrown);
  }
}

async function putRows(
  db: LocalDatabase,
  inspection: InspectionId,
  events: readonly Event[],
  heads: Heads,
  replace: boolean,
): Promise<void> {
  const rows = events.map((event) => ({ inspection, device: event.device, seq: event.seq, event }));
  await db.transaction('rw', db.events, db.heads, async () => {
    if (replace) await db.events.where('inspection').equals(inspection).delete();
    await db.events.bulkPut(rows);
    // Another window may have written further events meanwhile: a head never goes back.
    const before = replace ? undefined : await db.heads.get(inspection);
    await db.heads.put({ inspection, heads: furthest(before?.heads ?? {}, heads) });
  });
}

/** Of each stream the head that is further on. */
export function furthest<H extends { readonly seq: number }>(
  before: Readonly<Record<string, H>>,
  now: Readonly<Record<string, H>>,
): Record<string, H> {
  const known = new Map(Object.entries(before));
  const moved = Object.entries(now).filter(([device, head]) => head.seq >= (known.get(device)?.seq ?? 0));
  return { ...before, ...Object.fromEntries(moved) };
}

/**
 * Deletes a store that cannot be used and makes it anew; what was typed goes over where it can still be read. False: not
 * even that works, the window goes on without an index.
 */
export async function resetIndex(db: LocalDatabase): Promise<boolean> {
  const drafts = await db.drafts.toArray().catch((): DraftRow[] => []);
  try {
    await db.delete({ disableAutoOpen: false });
    await db.open();
    await db.drafts.bulkPut(drafts);
    return true;
  } catch {
    return false;
  }
}

/** Throws away the index of inspections that the journal does not have; what was typed for them stays. */
export async function dropOrphans(
  db: LocalDatabase,
  known: readonly InspectionId[],
): Promise<{ readonly inspections: number; readonly events: number }> {
  const ids = new Set<string>(known);
  try {
    return await db.transaction('rw', db.events, db.heads, async () => {
      const orphans = (await db.heads.toCollection().primaryKeys()).filter((id) => !ids.has(id));
      const events = await db.events.where('inspection').anyOf(orphans).delete();
      await db.heads.bulkDelete(orphans);
      return { inspections: orphans.length, events };
    });
  } catch {
    // An index that cannot be used now is mended when its inspection is opened.
    return { inspections: 0, events: 0 };
  }
}
