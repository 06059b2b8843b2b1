import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Heads } from '#shared/host/records.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Event, VersionVector } from '#shared/log/event.ts';
import { ok, type Result } from '#shared/result.ts';
import type { EventRow, HeadRow, LocalDatabase } from './database.ts';

/** What the index holds of one inspection, whole and without gaps. */
export interface Mirror {
  readonly events: readonly Event[];
  readonly heads: Heads;
}

export type MirrorProgress = (step: 'reading' | 'rebuilding', done: number) => void;

const NOTHING: Mirror = { events: [], heads: {} };

/**
 * Brings the index of an inspection up to the journal and returns its events. Where the two disagree (rows lost, a
 * stream shorter than remembered, another history under the same numbers) the index is thrown away and read again:
 * the journal is the truth. `index` is false when the index could not be written; the events are complete all the same.
 */
export async function bringUpToDate(
  db: LocalDatabase,
  host: HostApi,
  inspection: InspectionId,
  journal: Heads,
  onProgress: MirrorProgress,
): Promise<Result<Mirror & { readonly indexed: boolean }, ErrorCode>> {
  const local = await readMirror(db, inspection);
  const base = continues(local, journal) ? local : NOTHING;
  const step = base === NOTHING && local.events.length > 0 ? 'rebuilding' : 'reading';
  onProgress(step, base.events.length);
  if (isComplete(base, journal)) return ok({ ...base, indexed: true });
  const read = await readOn(host, inspection, base, (done) => onProgress(step, done));
  if (!read.ok) return read;
  if (base !== NOTHING && !attaches(base, read.value.events.slice(base.events.length))) {
    return rebuild(db, host, inspection, onProgress);
  }
  const fresh = read.value.events.slice(base.events.length);
  const indexed = await writeMirror(db, inspection, fresh, read.value.heads, base === NOTHING);
  return ok({ ...read.value, indexed });
}

async function rebuild(
  db: LocalDatabase,
  host: HostApi,
  inspection: InspectionId,
  onProgress: MirrorProgress,
): Promise<Result<Mirror & { readonly indexed: boolean }, ErrorCode>> {
  const read = await readOn(host, inspection, NOTHING, (done) => onProgress('rebuilding', done));
  if (!read.ok) return read;
  const indexed = await writeMirror(db, inspection, read.value.events, read.value.heads, true);
  return ok({ ...read.value, indexed });
}

/** Reads the journal beyond `base` page by page. */
export async function readOn(
  host: HostApi,
  inspection: InspectionId,
  base: Mirror,
  onProgress: (done: number) => void,
): Promise<Result<Mirror, ErrorCode>> {
  const events = [...base.events];
  const seen: Record<DeviceId, number> = reachOf(events);
  for (;;) {
    const page = await host.call('inspection:read-events', { inspection, seen });
    if (!page.ok) return page;
    for (const event of page.value.events) {
      events.push(event);
      seen[event.device] = Math.max(seen[event.device] ?? 0, event.seq);
    }
    onProgress(events.length);
    // A page without events ends the reading even where the host claims more: no loop without progress.
    if (!page.value.more || page.value.events.length === 0) return ok({ events, heads: page.value.heads });
  }
}

/** Highest seq per device. */
export function reachOf(events: readonly Event[]): VersionVector {
  const reach: VersionVector = {};
  for (const event of events) reach[event.device] = Math.max(reach[event.device] ?? 0, event.seq);
  return reach;
}

async function readMirror(db: LocalDatabase, inspection: InspectionId): Promise<Mirror> {
  try {
    const [rows, head] = await db.transaction('r', db.events, db.heads, () =>
      Promise.all([db.events.where('inspection').equals(inspection).toArray(), db.heads.get(inspection)]),
    );
    return head === undefined ? { events: rows.map((row) => row.event), heads: {} } : mirrorOf(rows, head);
  } catch {
    // An unreadable index is an absent one: it will be read again from the journal.
    return NOTHING;
  }
}

function mirrorOf(rows: readonly EventRow[], head: HeadRow): Mirror {
  return { events: rows.map((row) => row.event), heads: head.heads as Heads };
}

/** Whether the index is whole as far as it says it goes, and goes no further than the journal. */
function continues(local: Mirror, journal: Heads): boolean {
  const counts = new Map<string, number>();
  for (const event of local.events) counts.set(event.device, (counts.get(event.device) ?? 0) + 1);
  const own = Object.entries(local.heads);
  if (own.length !== counts.size || own.length === 0) return false;
  return own.every(([device, head]) => {
    const there = new Map(Object.entries(journal)).get(device);
    if (there === undefined || there.seq < head.seq || counts.get(device) !== head.seq) return false;
    return there.seq > head.seq || there.hash === head.hash;
  });
}

function isComplete(base: Mirror, journal: Heads): boolean {
  if (base === NOTHING) return false;
  const own = new Map(Object.entries(base.heads));
  return Object.entries(journal).every(([device, head]) => own.get(device)?.seq === head.seq);
}

/** Whether new events continue the very events the index holds (their `prev` is its head). */
function attaches(base: Mirror, fresh: readonly Event[]): boolean {
  const heads = new Map(Object.entries(base.heads));
  return fresh.every((event) => {
    const head = heads.get(event.device);
    return head === undefined || event.seq !== head.seq + 1 || event.prev === head.hash;
  });
}

/** Writes events and heads in one durable transaction; false: it did not commit (disk full, index broken). */
export async function writeMirror(
  db: LocalDatabase,
  inspection: InspectionId,
  events: readonly Event[],
  heads: Heads,
  replace: boolean,
): Promise<boolean> {
  const rows = events.map((event) => ({ inspection, device: event.device, seq: event.seq, event }));
  try {
    await db.transaction('rw', db.events, db.heads, async () => {
      if (replace) await db.events.where('inspection').equals(inspection).delete();
      await db.events.bulkPut(rows);
      await db.heads.put({ inspection, heads });
    });
    return true;
  } catch {
    return false;
  }
}
