import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { namesIn } from '#electron/services/disk/read.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { isOfOneFile } from '#electron/services/journal/stream.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { hashesIn, partAfter, partUpTo } from '#electron/services/journal/stream-part.ts';
import type { RemoteStreamId } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { MAX_STREAM_BYTES } from '#shared/package/limits.ts';
import { distinctVouchers, waysThrough } from '#electron/services/sync/ways/ways.ts';
import type { Step } from '#electron/services/sync/ways/ways.ts';
import { decodePart } from './part-file.ts';
import type { FiledPart } from './part-file.ts';
import { partNameOf } from './part-name.ts';

/** A part that was read and found whole; its events are read again when they are wanted. */
interface KnownPart {
  readonly path: string;
  readonly after: Head | null;
  readonly head: Head;
  readonly hashes: readonly Sha256[];
  readonly voucher: SignedHead | null;
}

/** What was found in a file while it looked as it does: null: no whole part of its name. */
interface Seen {
  readonly state: string;
  readonly part: KnownPart | null;
}

/** An end of a stream on the shelf, under one of the signatures that are there for it. */
export interface ShelvedEnd extends Head {
  readonly voucher: SignedHead | null;
}

/** The parts of streams in a folder that several laptops write to; each file is read once for each state of it. */
export interface Shelf {
  /** Where a stream ends there, the farthest first, and what is signed of each end; null: nobody signed it. */
  ends(stream: StreamId): Promise<readonly ShelvedEnd[]>;
  /**
   * What comes behind `after` up to that end, or the farthest; all of it where that way has no such event. Null: there is
   * no such end, or it was changed while it was read.
   */
  read(stream: RemoteStreamId, after: Head | null): Promise<StreamPart | null>;
}

/** Where the parts of a stream lie below the folder of a place. */
export const shelfOf = ({ inspection, device }: { inspection: InspectionId; device: DeviceId }): string[] => [
  'inspections',
  inspection,
  device,
];

export const openShelf = (root: string, hash: HashText): Shelf => new FolderShelf(root, hash);

class FolderShelf implements Shelf {
  readonly #root: string;
  readonly #hash: HashText;
  readonly #seen = new Map<string, Seen>();

  constructor(root: string, hash: HashText) {
    this.#root = root;
    this.#hash = hash;
  }

  async ends(stream: StreamId): Promise<readonly ShelvedEnd[]> {
    const parts = await this.#partsOf(stream);
    const ways = waysThrough(parts);
    return ways.ends.flatMap((end) => {
      const vouchers = vouchersOf(end, parts, ways.to(end));
      return vouchers.map((voucher): ShelvedEnd => ({ ...end, voucher }));
    });
  }

  async read(stream: RemoteStreamId, after: Head | null): Promise<StreamPart | null> {
    const ways = waysThrough(await this.#partsOf(stream));
    const end = ways.ends.find(({ seq, hash }) => (stream.seq ?? seq) === seq && (stream.hash ?? hash) === hash);
    const steps = end === undefined ? [] : ways.to(end);
    // Most laptops come back where they left: what they have is not read again.
    const begun = steps.findIndex(({ piece, upTo }) => upTo === after?.seq && hashIn(piece, upTo) === after.hash);
    if (begun >= 0) return joined(stream, after, steps.slice(begun + 1), this.#hash);
    const whole = await joined(stream, null, steps, this.#hash);
    return whole === null ? null : partAfter(whole, after);
  }

  async #partsOf(stream: StreamId): Promise<readonly KnownPart[]> {
    const folder = join(this.#root, ...shelfOf(stream));
    const parts: KnownPart[] = [];
    for (const name of await namesIn(folder)) {
      const part = partNameOf(name) === null ? null : await this.#look(join(folder, name), name, stream);
      if (part !== null) parts.push(part);
    }
    return parts;
  }

  async #look(path: string, name: string, stream: StreamId): Promise<KnownPart | null> {
    const state = await stateOf(path);
    if (state === null) return null;
    const before = this.#seen.get(path);
    if (before?.state === state) return before.part;
    const filed = await readPart(path, name, stream, this.#hash);
    const part = filed === null ? null : knownOf(filed, path);
    this.#seen.set(path, { state, part });
    return part;
  }
}

const knownOf = ({ part, voucher }: FiledPart, path: string): KnownPart => ({
  path,
  voucher,
  after: part.after,
  head: part.head,
  hashes: hashesIn(part),
});

const hashIn = ({ after, hashes }: KnownPart, seq: number): Sha256 | undefined => hashes[seq - (after?.seq ?? 0) - 1];

/** The events of parts that continue each other; null where there are none at all, or a part is not whole any more. */
async function joined(
  stream: StreamId,
  after: Head | null,
  steps: readonly Step<KnownPart>[],
  hash: HashText,
): Promise<StreamPart | null> {
  const events: Event[] = [];
  let head = after;
  for (const { piece, upTo } of steps) {
    const filed = await readPart(piece.path, basename(piece.path), stream, hash);
    if (filed === null) return null;
    const part = partUpTo(filed.part, upTo);
    for (const event of part.events) events.push(event);
    head = part.head;
  }
  const { inspection, device } = stream;
  return head === null ? null : { inspection, device, after, events, head };
}

/**
 * The signatures that lie there with the events that end so, and of each other key on the way there its last: whoever goes
 * on with another's stream does not hide that it is another's.
 */
function vouchersOf(
  { hash }: Head,
  parts: readonly KnownPart[],
  way: readonly Step<KnownPart>[],
): readonly (SignedHead | null)[] {
  const ofEnd = parts.flatMap(({ head, voucher }) => (head.hash === hash && voucher !== null ? [voucher] : []));
  const onWay = way.flatMap(({ piece }) => piece.voucher ?? []);
  return distinctVouchers(ofEnd, onWay);
}

/** The part in a file; null where it holds none of its name, or the system does not give it out. */
async function readPart(path: string, name: string, stream: StreamId, hash: HashText): Promise<FiledPart | null> {
  const named = partNameOf(name);
  if (named === null) return null;
  try {
    return decodePart(await readRegular(path), stream, named, hash);
  } catch (fault) {
    if (!isOfOneFile(fault)) throw fault;
    return null;
  }
}

/** What a file looks like to the system; null for one that is gone, or so large that nobody of us wrote it. */
async function stateOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return size <= MAX_STREAM_BYTES ? `${size}/${mtimeMs}` : null;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
}
