import type { CarriedStream } from '#electron/services/holdings/evidence.ts';
import type { RemoteStream, SharedPlace } from '#electron/services/holdings/remote.ts';
import { devicesOf } from '#electron/services/journal/journal-folder.ts';
import type { JournalReader } from '#electron/services/journal/reader.ts';
import { hashIn, partAfter } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Head, Heads } from '#shared/log/heads.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

/** A stream here held against the same one in a place, where that ends in one event or in several. */
export interface WeighedStream {
  readonly device: DeviceId;
  readonly here: Head | null;
  /** What is here and not there; null: all of it is there. */
  readonly ahead: StreamPart | null;
  /** What is there and not here, for each end and each signature of it: behind the end here, or all of what went on differently. */
  readonly behind: readonly CarriedStream[];
}

export interface WeighPorts {
  readonly journal: JournalReader;
  readonly place: Pick<SharedPlace, 'part'>;
}

/** So many ends of one stream are looked into: whoever may write to a place could put any number there. */
const ENDS = 16;

/** Holds the streams of an inspection here against those in a place, and fetches what is there alone (SPEC SY3). */
export async function weighStreams(
  inspection: InspectionId,
  there: readonly RemoteStream[],
  ports: WeighPorts,
  signal: AbortSignal,
): Answer<WeighedStream[]> {
  const heads = await headsHere(inspection, ports.journal);
  if (!heads.ok) return heads;
  const weighed: WeighedStream[] = [];
  for (const device of new Set<DeviceId>([...devicesOf(heads.value), ...there.map((stream) => stream.device)])) {
    const ends = there.filter((stream) => stream.device === device).slice(0, ENDS);
    const one = await weighStream({ inspection, device }, heads.value[device] ?? null, ends, ports, signal);
    if (!one.ok) return one;
    weighed.push(one.value);
  }
  return ok(weighed);
}

/** Where the streams of an inspection end here; none where it is not here at all. */
async function headsHere(inspection: InspectionId, journal: WeighPorts['journal']): Answer<Heads> {
  const view = await journal.view(inspection);
  if (view.ok) return ok(view.value.heads);
  return view.error.code === 'inspection.not-found' ? ok({}) : view;
}

async function weighStream(
  stream: Pick<StreamPart, 'inspection' | 'device'>,
  here: Head | null,
  ends: readonly RemoteStream[],
  { journal, place }: WeighPorts,
  signal: AbortSignal,
): Answer<WeighedStream> {
  const { device } = stream;
  // As it mostly is: nothing is read.
  const isSame = ends.length === 1 && here !== null && ends.every((end) => isEnd(here, end));
  if (isSame) return ok({ device, here, ahead: null, behind: [] });
  const own = await journal.part(stream, null);
  if (!own.ok) return own;
  const behind: CarriedStream[] = [];
  const parts = new Map<string, StreamPart | null>();
  let shared: Head | null = null;
  for (const end of ends) {
    const isOurs = own.value !== null && end.hash !== null && hashIn(own.value, end.seq) === end.hash;
    if (isOurs) shared = farther(shared, { seq: end.seq, hash: end.hash });
    if (isOurs) continue;
    const fetched = parts.has(keyOf(end)) ? ok(parts.get(keyOf(end)) ?? null) : await place.part(end, here, signal);
    if (!fetched.ok) return fetched;
    parts.set(keyOf(end), fetched.value);
    if (fetched.value === null) continue;
    behind.push({ part: fetched.value, voucher: end.voucher });
    const common = fetched.value.after ?? (own.value === null ? null : lastInBoth(own.value, fetched.value));
    if (common !== null) shared = farther(shared, common);
  }
  const isAllThere = here === null || (shared !== null && isEnd(here, shared));
  const ahead = isAllThere || own.value === null ? null : partAfter(own.value, shared);
  return ok({ device, here, ahead, behind });
}

const isEnd = (here: Head, { seq, hash }: Pick<RemoteStream, 'seq' | 'hash'>): boolean =>
  here.seq === seq && here.hash === hash;

const keyOf = ({ seq, hash }: RemoteStream): string => `${seq} ${hash ?? ''}`;

/** The last event that two streams have from the first on; null: none. */
function lastInBoth(one: StreamPart, other: StreamPart): Head | null {
  let [same, apart] = [0, Math.min(one.head.seq, other.head.seq) + 1];
  while (apart - same > 1) {
    const seq = Math.floor((same + apart) / 2);
    if (hashIn(one, seq) === hashIn(other, seq)) same = seq;
    else apart = seq;
  }
  const hash = same === 0 ? null : hashIn(one, same);
  return hash === null ? null : { seq: same, hash };
}

const farther = (a: Head | null, b: Head): Head => (a === null || b.seq > a.seq ? b : a);
