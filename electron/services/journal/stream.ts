import { dirname, join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/heads.ts';
import type { Event } from '#shared/log/event.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { encodeBatch, scanStream } from './line.ts';
import { DiskFault, isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder, syncFolder } from '#electron/services/disk/folders.ts';
import type { OpenStreamFile, StreamFile } from '#electron/services/disk/stream-file.ts';

/** The file on disk is not the one that was read: another program changed it. */
const CHANGED = 'CHANGED';
/** How the system says that a file of this name came there meanwhile. */
export const TAKEN = 'EEXIST';

/**
 * Damage found in a stream: the code of `errors.ts`, the line (from 1), and how many events before it are intact. Of a
 * file that the system does not give out, its `reason`.
 */
export interface Damage {
  readonly code: 'journal.stream-unreadable' | 'journal.damaged' | 'journal.events-missing' | 'journal.tail-cut';
  readonly line: number;
  readonly intact: number;
  readonly device?: DeviceId;
  readonly reason?: string;
}

/** Names a stream. */
export interface StreamId {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
}

/** One stream file as known in memory. `length`: bytes up to the last complete batch. */
export interface Stream extends StreamId {
  readonly path: string;
  readonly exists: boolean;
  readonly length: number;
  readonly head: Head | null;
  readonly damage: Damage | null;
  /** Bytes behind `length`: a torn tail to be kept aside, or leftovers of a failed write, to be removed. */
  readonly tail: 'none' | 'keep' | 'discard';
}

/** What a stream needs of its surroundings. */
export interface StreamPorts {
  readonly openFile: OpenStreamFile;
  readonly hash: HashText;
  /** Folder for tails that were cut off. */
  readonly tornFolder: string;
  /** Folder for damaged files that a sound one took the place of. */
  readonly damagedFolder: string;
}

export interface ReadStream {
  readonly stream: Stream;
  readonly events: readonly Event[];
}

/** A stream that has no file yet. */
export function newStream(path: string, inspection: InspectionId, device: DeviceId): Stream {
  return { inspection, device, path, exists: false, length: 0, head: null, damage: null, tail: 'none' };
}

/** A stream that is known to have been there and has no file. */
export function missingStream(path: string, inspection: InspectionId, device: DeviceId): Stream {
  const damage: Damage = { code: 'journal.events-missing', line: 1, intact: 0 };
  return { ...newStream(path, inspection, device), damage };
}

/** A stream whose file the system does not give out: what it holds is not known, and nothing is written to it. */
export function unreadableStream(path: string, { inspection, device }: StreamId, reason: string): Stream {
  const damage: Damage = { code: 'journal.stream-unreadable', line: 0, intact: 0, device, reason };
  return { ...newStream(path, inspection, device), exists: true, damage };
}

/** How systems say that one file cannot be read, while the others around it can: rights, a bad sector, no file at all. */
const OF_ONE_FILE: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EIO',
  'EISDIR',
  'ENOTFILE',
  'ENXIO',
  'ELOOP',
  'EINVAL',
  'EUCLEAN',
  'EBADMSG',
  'EILSEQ',
]);

/** Whether a fault of the system concerns one file alone; others (a drive that is gone) concern the whole folder. */
export const isOfOneFile = (fault: unknown): fault is Error => isSystemError(fault) && OF_ONE_FILE.has(fault.code);

/** Reads and verifies a stream file without changing it. Throws the system's error. */
export async function readStream(path: string, id: StreamId, hash: HashText): Promise<ReadStream> {
  const scan = scanStream(await readRegular(path), id, hash);
  const intact = scan.events.length;
  const stream = { ...newStream(path, id.inspection, id.device), exists: true, length: scan.length, head: scan.head };
  if (scan.end.is === 'clean') return { stream, events: scan.events };
  const damaged = scan.end.is === 'damaged';
  const damage: Damage = {
    code: damaged ? 'journal.damaged' : 'journal.tail-cut',
    line: scan.end.is === 'damaged' ? scan.end.line : intact + 1,
    intact,
  };
  return { stream: { ...stream, damage, tail: damaged ? 'none' : 'keep' }, events: scan.events };
}

/** A stream as known, with its events: what a failed write left behind it was never acknowledged and does not count. */
export function upTo(stream: Stream, events: readonly Event[]): ReadStream {
  return { stream, events: events.filter(({ seq }) => seq <= (stream.head?.seq ?? 0)) };
}

/** Whether new events may go behind a stream's last one. Never behind damage or where saved ones are missing. */
export function isWritable(stream: Stream): boolean {
  return stream.damage === null || stream.damage.code === 'journal.tail-cut';
}

/** Whether a stream's file holds something that could not be made sense of. */
export function isBroken({ damage }: Stream): boolean {
  return damage?.code === 'journal.damaged' || damage?.code === 'journal.stream-unreadable';
}

/**
 * Holds a stream against how far it is remembered to have reached: a file that ends before, or has another event there,
 * lacks what was saved, although every line of it is sound. What was saved is no torn tail and is not cut off.
 */
export function heldAgainst({ stream, events }: ReadStream, remembered: Head | undefined): ReadStream {
  if (remembered === undefined) return { stream, events };
  const isThere = hashAt(events, stream.head, remembered.seq) === remembered.hash;
  return { stream: heldTo(stream, isThere, events.length), events };
}

/** A stream of so many intact events that has the one it is remembered to end in, or has it not. */
export function heldTo(stream: Stream, isThere: boolean, intact: number): Stream {
  if (isBroken(stream)) return stream;
  if (isThere) return stream.damage?.code === 'journal.events-missing' ? { ...stream, damage: null } : stream;
  const code = stream.tail === 'keep' ? 'journal.damaged' : 'journal.events-missing';
  return { ...stream, damage: { code, line: intact + 1, intact }, tail: 'none' };
}

/** The hash of the event at `seq`: its successor names it, the head is the last one's; null beyond the head. */
export function hashAt(events: readonly Event[], head: Head | null, seq: number): Sha256 | null {
  return seq === head?.seq ? head.hash : (events[seq]?.prev ?? null);
}

/** Moves what lies behind the last complete batch out of the file, keeping a copy of it. Throws the system's error. */
export async function cutTail(stream: Stream, ports: StreamPorts): Promise<Stream> {
  if (stream.tail === 'none') return stream;
  const file = await openExisting(stream, ports.openFile);
  if (file === null) return { ...stream, exists: false, tail: 'none' };
  try {
    if (stream.tail === 'keep') await keepAside(stream, ports.tornFolder);
    await file.truncate(stream.length);
    await file.datasync();
  } finally {
    await file.close();
  }
  return { ...stream, tail: 'none' };
}

/** The stream's file; null when it holds nothing and its creation had not come about. */
async function openExisting(stream: Stream, openFile: OpenStreamFile): Promise<StreamFile | null> {
  try {
    return await openFile(stream.path, false);
  } catch (fault) {
    if (stream.length === 0 && reasonOf(fault) === 'ENOENT') return null;
    throw fault;
  }
}

async function keepAside(stream: Stream, folder: string): Promise<void> {
  const tail = (await readRegular(stream.path)).subarray(stream.length);
  if (tail.length === 0) return;
  await makeDurableFolder(folder);
  await writeFileAtomic(join(folder, `${stream.inspection}.${stream.device}.${stream.length}.part`), tail, 0o600);
}

export interface Appended {
  readonly stream: Stream;
  readonly result: Result<null, ErrorCode>;
}

/**
 * Writes a batch behind a stream and answers when it is on the disk. On failure (`journal.write-failed`) nothing of the
 * batch counts: the head is the old one and the file is cut back, at the latest before the next write.
 */
export async function appendBatch(
  before: Stream,
  texts: readonly string[],
  head: Head,
  ports: StreamPorts,
): Promise<Appended> {
  let stream = before;
  try {
    stream = await cutTail(stream, ports);
    const bytes = encodeBatch(texts);
    await writeBehind(stream, bytes, ports.openFile);
    return { stream: { ...stream, exists: true, length: stream.length + bytes.length, head }, result: ok(null) };
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    const failed = err('journal.write-failed', { reason: reasonOf(fault) });
    // What another program wrote is not ours to cut.
    const isTheirs = [CHANGED, TAKEN].includes(reasonOf(fault));
    return { stream: isTheirs ? stream : await rollBack(stream, ports), result: failed };
  }
}

async function writeBehind(stream: Stream, bytes: Uint8Array, openFile: OpenStreamFile): Promise<void> {
  const file = await openFile(stream.path, !stream.exists);
  try {
    // Someone else wrote to this file, or it was replaced: writing on would tear the chain.
    if ((await file.size()) !== stream.length) throw new DiskFault(CHANGED);
    await writeAll(file, bytes, stream.length);
    await file.datasync();
  } finally {
    await file.close();
  }
  if (stream.length === 0) await syncFolder(dirname(stream.path));
}

async function writeAll(file: StreamFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw new DiskFault('SHORT');
    done += written;
  }
}

/** Cuts a failed write away now if the disk allows; otherwise the next write does so first. */
async function rollBack(stream: Stream, ports: StreamPorts): Promise<Stream> {
  const touched: Stream = { ...stream, exists: true, tail: stream.tail === 'keep' ? 'keep' : 'discard' };
  try {
    return await cutTail(touched, ports);
  } catch {
    return touched;
  }
}
