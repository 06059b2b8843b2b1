import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { namesIn } from '#electron/services/disk/read.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { isOfOneFile } from '#electron/services/journal/stream.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { partAfter } from '#electron/services/holdings/part-of.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { MAX_STREAM_BYTES } from '#shared/package/limits.ts';
import { decodePart } from './part-file.ts';
import type { FiledPart } from './part-file.ts';
import { partNameOf } from './part-name.ts';
import { farthestWay } from '../way.ts';

/** A part that was read and found whole; its events are read again when they are wanted. */
interface KnownPart {
  readonly path: string;
  readonly after: Head | null;
  readonly head: Head;
  readonly voucher: SignedHead | null;
}

/** What was found in a file while it looked as it does: null: no whole part of its name. */
interface Seen {
  readonly state: string;
  readonly part: KnownPart | null;
}

/** The parts of streams in a folder that several laptops write to; each file is read once for each state of it. */
export interface Shelf {
  /** The parts by which the farthest event of a stream is reached that is there without a gap; none: nothing of it is. */
  way(stream: StreamId): Promise<readonly KnownPart[]>;
  /**
   * What comes behind `after` up to there; all of it where the stream there has no such event. Null: nothing is there, or
   * it was changed while it was read.
   */
  read(stream: StreamId, after: Head | null): Promise<StreamPart | null>;
}

/** Where the parts of a stream lie below the folder of a place. */
export const shelfOf = ({ inspection, device }: { inspection: InspectionId; device: DeviceId }): string[] => [
  'inspections',
  inspection,
  device,
];

export function openShelf(root: string, hash: HashText): Shelf {
  const seen = new Map<string, Seen>();
  const look = async (path: string, name: string, stream: StreamId): Promise<KnownPart | null> => {
    const state = await stateOf(path);
    if (state === null) return null;
    const before = seen.get(path);
    if (before?.state === state) return before.part;
    const filed = await readPart(path, name, stream, hash);
    const part =
      filed === null ? null : { path, voucher: filed.voucher, after: filed.part.after, head: filed.part.head };
    seen.set(path, { state, part });
    return part;
  };
  const way = async (stream: StreamId): Promise<readonly KnownPart[]> => {
    const folder = join(root, ...shelfOf(stream));
    const parts: KnownPart[] = [];
    for (const name of await namesIn(folder)) {
      const part = partNameOf(name) === null ? null : await look(join(folder, name), name, stream);
      if (part !== null) parts.push(part);
    }
    return farthestWay(parts);
  };
  return {
    way,
    read: async (stream, after) => {
      const parts = await way(stream);
      // Most laptops come back where they left: what they have is not read again.
      const begun = parts.findIndex(({ head }) => head.seq === after?.seq && head.hash === after.hash);
      if (begun >= 0) return joined(stream, after, parts.slice(begun + 1), hash);
      const whole = await joined(stream, null, parts, hash);
      return whole === null ? null : partAfter(whole, after);
    },
  };
}

/** The events of parts that continue each other; null where there are none at all, or a part is not whole any more. */
async function joined(
  stream: StreamId,
  after: Head | null,
  parts: readonly KnownPart[],
  hash: HashText,
): Promise<StreamPart | null> {
  const events: Event[] = [];
  for (const { path } of parts) {
    const filed = await readPart(path, basename(path), stream, hash);
    if (filed === null) return null;
    for (const event of filed.part.events) events.push(event);
  }
  const { inspection, device } = stream;
  const head = parts.at(-1)?.head ?? after;
  return head === null ? null : { inspection, device, after, events, head };
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
