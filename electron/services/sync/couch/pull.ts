import type { RemoteStreamId } from '#electron/services/holdings/remote.ts';
import { partAfter } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { waysThrough } from '#electron/services/sync/ways/ways.ts';
import type { Piece } from '#electron/services/sync/ways/ways.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { Head } from '#shared/log/heads.ts';
import { MAX_STREAM_BYTES } from '#shared/package/limits.ts';
import { CouchFault, TooLarge } from './couch-fault.ts';
import { eventIn, eventNameOf, rangeOf } from './documents.ts';
import type { EventName } from './documents.ts';
import type { CouchRequests, CouchRow } from './requests.ts';
import type { Sight } from './sight.ts';

/** Events of one answer, as long as it does not grow too large. */
const PAGE = 200;

export interface PullPorts {
  readonly requests: CouchRequests;
  readonly sight: Pick<Sight, 'disown' | 'isForged'>;
  readonly hash: HashText;
}

/** An event that was read and is what its id says. */
interface Sound {
  readonly name: EventName;
  readonly event: Event;
}

/**
 * What comes in a stream behind `after` up to the end that is meant, or the farthest; all of it where that event is not on
 * the way there. Null: there is no such end. Documents that are not what their id says are left out, and named to who keeps
 * count of them.
 */
export async function readPart(
  stream: RemoteStreamId,
  after: Head | null,
  ports: PullPorts,
  signal: AbortSignal,
): Promise<StreamPart | null> {
  if (after !== null) {
    // Most come back where they left: what they have is not read again.
    const rest = restBehind(after, await soundFrom(stream, after.seq, ports, signal), stream);
    if (rest !== null) return partOf(stream, after, rest);
  }
  const way = wayOf(await soundFrom(stream, 0, ports, signal), null, stream);
  return way === null ? null : partAfter(partOf(stream, null, way), after);
}

/** Which end is meant; what is not said may be any. */
type End = Pick<RemoteStreamId, 'seq' | 'hash'>;

/** What leads on from an event that is there to the end; null: it must be read from the beginning. */
function restBehind(after: Head, found: readonly Sound[], end: End): readonly Sound[] | null {
  const behind = found.filter(({ name }) => name.seq > after.seq);
  const here = found.filter(({ name }) => name.seq === after.seq);
  if (!here.some(({ name }) => name.hash === after.hash)) return null;
  const isEnd = behind.every(({ event }) => event.prev !== after.hash);
  const way = isEnd && isMeant(after, end) ? [] : wayOf(behind, after, end);
  // Where no end is named, another way may lead farther.
  const isNamed = end.hash !== undefined && end.hash !== null;
  const isAlone = here.length === 1 && way?.length === behind.length;
  return isNamed || isAlone ? way : null;
}

const isMeant = (head: Head, { seq, hash }: End): boolean =>
  (seq ?? head.seq) === head.seq && (hash ?? head.hash) === head.hash;

/** The way through events from behind `after` to the end; null: it does not lead there. */
function wayOf(events: readonly Sound[], after: Head | null, end: End): readonly Sound[] | null {
  const isNext = ({ event }: Sound): boolean =>
    after === null ? event.prev === null && event.seq === 1 : event.seq === after.seq + 1 && event.prev === after.hash;
  const pieces = events.flatMap((one): readonly (Sound & Piece)[] => {
    const { event, name } = one;
    const piece = { ...one, head: { seq: name.seq, hash: name.hash }, hashes: [name.hash] };
    if (isNext(one)) return [{ ...piece, after: null }];
    return event.prev === null ? [] : [{ ...piece, after: { seq: name.seq - 1, hash: event.prev } }];
  });
  const ways = waysThrough(pieces);
  const head = ways.ends.find((one) => isMeant(one, end));
  return head === undefined ? null : ways.to(head).map(({ piece }) => piece);
}

function partOf({ inspection, device }: StreamId, after: Head | null, way: readonly Sound[]): StreamPart {
  const last = way.at(-1)?.name ?? after;
  if (last === null || last === undefined) throw new Error('a part ends somewhere');
  return { inspection, device, after, events: way.map(({ event }) => event), head: { seq: last.seq, hash: last.hash } };
}

/** The events of a stream from one on that are what their ids say. */
async function soundFrom(
  stream: StreamId,
  from: number,
  ports: PullPorts,
  signal: AbortSignal,
): Promise<readonly Sound[]> {
  const [sound, forged]: [Sound[], string[]] = [[], []];
  let bytes = 0;
  for await (const row of rowsFrom(stream, from, ports.requests, signal)) {
    const name = eventNameOf(row.key);
    if (name === null) continue;
    const event = await eventOf(row, name, ports, signal);
    if (event === null) forged.push(row.key);
    else sound.push({ name, event });
    bytes += row.doc?.text?.length ?? 0;
    if (bytes > 2 * MAX_STREAM_BYTES) throw new CouchFault('sync.read-failed', { reason: 'TOO-LARGE' });
  }
  ports.sight.disown(
    forged.filter((id) => !ports.sight.isForged(id)),
    stream,
  );
  return sound;
}

/** The event of a document, whichever of its revisions holds it: anybody's may stand before ours. */
async function eventOf(
  { key, doc }: CouchRow,
  name: EventName,
  { requests, sight, hash }: PullPorts,
  signal: AbortSignal,
): Promise<Event | null> {
  const shown = doc?.text === undefined ? null : eventIn(doc.text, name, hash);
  if (shown !== null || sight.isForged(key)) return shown;
  for (const text of await requests.leaves(key, signal)) {
    const event = eventIn(text, name, hash);
    if (event !== null) return event;
  }
  return null;
}

async function* rowsFrom(
  stream: StreamId,
  from: number,
  requests: CouchRequests,
  signal: AbortSignal,
): AsyncIterable<CouchRow> {
  let { startkey } = rangeOf('e', stream, from);
  const { endkey } = rangeOf('e', stream);
  for (let limit = PAGE; ;) {
    const rows = await requests.range({ startkey, endkey, limit, withBodies: true }, signal).catch((fault: unknown) => {
      if (!(fault instanceof TooLarge) || limit === 1) throw fault;
      return null;
    });
    if (rows === null) {
      limit = Math.ceil(limit / 8);
      continue;
    }
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    startkey = `${last.key}\0`;
  }
}
