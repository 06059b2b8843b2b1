import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { RepairReason } from '#shared/host/index-records.ts';
import { reachesAsFar, reachOf, reachOfHeads } from '#shared/log/causality.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { ok, type Failure, type Result } from '#shared/result.ts';
import type { LocalDatabase } from './database.ts';
import type { Repair } from './index-watch.ts';
import { readIndex, resetIndex, writeIndex, type IndexContents } from './index-store.ts';

/** An inspection read for use. */
export interface BroughtUp extends IndexContents {
  /** Null: the index has it all; else why it could not be written. The events are complete all the same. */
  readonly indexFailure: Failure<ErrorCode> | null;
  /** What was mended; null: the index agreed with the journal. */
  readonly repair: Repair | null;
}

export type BringUpProgress = (step: 'reading' | 'rebuilding', done: number) => void;

const NOTHING: IndexContents = { events: [], heads: {} };

/**
 * Brings the index of an inspection up to the journal and returns its events. Where the two disagree (rows lost, a
 * stream shorter or longer than remembered, another history under the same numbers) the index is thrown away and read
 * again: the journal is the truth.
 */
export async function bringUpToDate(
  db: LocalDatabase,
  host: HostApi,
  inspection: InspectionId,
  journal: Heads,
  onProgress: BringUpProgress,
): Promise<Result<BroughtUp, ErrorCode>> {
  const found = (await readIndex(db, inspection)) ?? (await readAgain(db, inspection));
  const local = found ?? NOTHING;
  const reason = found === null ? 'unreadable' : disagreement(local, journal);
  if (reason === null) {
    onProgress('reading', local.events.length);
    return ok({ ...local, indexFailure: null, repair: null });
  }
  const base = reason === 'behind' ? local : NOTHING;
  const step = reason === 'behind' ? 'reading' : 'rebuilding';
  onProgress(step, base.events.length);
  const read = await readOn(host, inspection, base, (done) => onProgress(step, done));
  if (!read.ok) return read;
  const fresh = read.value.events.slice(base.events.length);
  if (!attaches(base, fresh)) return rebuild(db, host, inspection, 'differs', onProgress);
  const failure = await write(db, inspection, fresh, read.value.heads, base === NOTHING);
  return ok({ ...read.value, indexFailure: failure, repair: { reason, events: fresh.length } });
}

/** A store that was closed from outside (another window deleted or upgraded it) is well once it is opened again. */
async function readAgain(db: LocalDatabase, inspection: InspectionId): Promise<IndexContents | null> {
  db.close({ disableAutoOpen: false });
  return readIndex(db, inspection);
}

async function rebuild(
  db: LocalDatabase,
  host: HostApi,
  inspection: InspectionId,
  reason: RepairReason,
  onProgress: BringUpProgress,
): Promise<Result<BroughtUp, ErrorCode>> {
  const read = await readOn(host, inspection, NOTHING, (done) => onProgress('rebuilding', done));
  if (!read.ok) return read;
  const { events, heads } = read.value;
  const failure = await write(db, inspection, events, heads, true);
  return ok({ events, heads, indexFailure: failure, repair: { reason, events: events.length } });
}

/** Writes; a store that refuses for another reason than space is thrown away and made anew, once. */
async function write(
  db: LocalDatabase,
  inspection: InspectionId,
  events: readonly Event[],
  heads: Heads,
  replace: boolean,
): Promise<Failure<ErrorCode> | null> {
  const failure = await writeIndex(db, inspection, events, heads, replace);
  // Only a whole index may go into an empty store.
  if (failure === null || failure.code === 'index.full' || !replace) return failure;
  return (await resetIndex(db)) ? writeIndex(db, inspection, events, heads, true) : failure;
}

/** Reads the journal beyond `base` page by page. */
export async function readOn(
  host: HostApi,
  inspection: InspectionId,
  base: IndexContents,
  onProgress: (done: number) => void,
): Promise<Result<IndexContents, ErrorCode>> {
  const events = [...base.events];
  const seen = reachOf(events);
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

/** Why the index cannot stand as it is, the gravest reason first; null: it says what the journal says. */
function disagreement(local: IndexContents, journal: Heads): RepairReason | null {
  const counts = new Map<string, number>();
  for (const event of local.events) counts.set(event.device, (counts.get(event.device) ?? 0) + 1);
  const own = Object.entries(local.heads);
  const there = new Map<string, Heads[DeviceId]>(Object.entries(journal));
  if (!reachesAsFar(reachOfHeads(journal), reachOfHeads(local.heads))) return 'ahead';
  if (own.length !== counts.size || own.some(([device, head]) => counts.get(device) !== head.seq)) return 'gaps';
  if (own.some(([device, head]) => there.get(device)?.seq === head.seq && there.get(device)?.hash !== head.hash))
    return 'differs';
  return reachesAsFar(reachOfHeads(local.heads), reachOfHeads(journal)) ? null : 'behind';
}

/** Whether new events continue the very events the index holds (their `prev` is its head). */
function attaches(base: IndexContents, fresh: readonly Event[]): boolean {
  const heads = new Map(Object.entries(base.heads));
  return fresh.every((event) => {
    const head = heads.get(event.device);
    return head === undefined || event.seq !== head.seq + 1 || event.prev === head.hash;
  });
}
