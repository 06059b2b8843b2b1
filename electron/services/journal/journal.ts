import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import type { Heads } from '#shared/host/records.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Head } from '#shared/log/chain.ts';
import type { Event } from '#shared/log/event.ts';
import type { StampedEvent } from '#shared/log/stamp.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { DataPaths, Device } from './data-folder.ts';
import { isSystemError, reasonOf, syncFolder } from './disk.ts';
import { appendBatch, cutTail, isWritable, newStream, readStream } from './stream.ts';
import type { Damage, ReadStream, Stream, StreamPorts } from './stream.ts';

/** What the journal knows of an inspection without its events. */
export interface JournalView {
  readonly heads: Heads;
  readonly count: number;
  readonly damage: Damage | null;
}

/** The stream that new events of an inspection go to. */
export interface Writer {
  readonly device: DeviceId;
  readonly head: Head | null;
}

/** The truth on disk: one append-only file for each (inspection, device). */
export interface Journal {
  /** Ids of all inspections that have a stream. */
  list(): Promise<Result<readonly InspectionId[], ErrorCode>>;
  view(inspection: InspectionId): Promise<Result<JournalView, ErrorCode>>;
  /** Every intact event, stream by stream. */
  read(inspection: InspectionId): Promise<Result<readonly Event[], ErrorCode>>;
  /**
   * Appends what `make` stamps for the writing stream, as one batch: all of it is on disk when this answers, or none
   * counts. Appends to an inspection happen one after the other. `begin` allows an inspection that is not there yet.
   */
  append(
    inspection: InspectionId,
    make: (writer: Writer) => Result<readonly StampedEvent[], ErrorCode>,
    begin?: boolean,
  ): Promise<Result<readonly Event[], ErrorCode>>;
}

export interface JournalPorts extends Omit<StreamPorts, 'tornFolder'> {
  readonly paths: DataPaths;
  readonly device: Device;
}

type Streams = ReadonlyMap<DeviceId, Stream>;

/** Opens the journal of a prepared and locked data folder; streams are read when first asked for. */
export function openJournal(ports: JournalPorts): Journal {
  const known = new Map<InspectionId, Streams>();
  const serial = createSerial();
  const streamPorts: StreamPorts = { ...ports, tornFolder: ports.paths.torn };
  const folderOf = (inspection: InspectionId) => join(ports.paths.inspections, inspection);

  const load = async (inspection: InspectionId): Promise<readonly Event[]> => {
    const before = known.get(inspection);
    const read = await readStreams(folderOf(inspection), inspection, ports.hash);
    const current: ReadStream[] = [];
    for (const found of read) {
      const earlier = before?.get(found.stream.device);
      current.push(earlier === undefined ? await withoutTail(found, streamPorts) : upTo(earlier, found.events));
    }
    if (current.length > 0) known.set(inspection, new Map(current.map(({ stream }) => [stream.device, stream])));
    return current.flatMap(({ events }) => events);
  };
  const streamsOf = async (inspection: InspectionId): Promise<Streams> => {
    if (!known.has(inspection)) await load(inspection);
    return known.get(inspection) ?? new Map();
  };
  const remember = (stream: Stream) =>
    known.set(stream.inspection, new Map(known.get(stream.inspection)).set(stream.device, stream));

  const writerOf = async (inspection: InspectionId): Promise<Stream> => {
    const streams = await streamsOf(inspection);
    const current = streams.get(ports.device.current());
    const device = current !== undefined && !isWritable(current) ? await ports.device.renew() : ports.device.current();
    const path = join(folderOf(inspection), `${device}.jsonl`);
    return streams.get(device) ?? newStream(path, inspection, device);
  };

  const write = async (
    inspection: InspectionId,
    make: (writer: Writer) => Result<readonly StampedEvent[], ErrorCode>,
  ): Promise<Result<readonly Event[], ErrorCode>> => {
    const stream = await writerOf(inspection);
    const made = make({ device: stream.device, head: stream.head });
    const last = made.ok ? made.value.at(-1) : undefined;
    if (!made.ok || last === undefined) return made.ok ? ok([]) : made;
    if (stream.length === 0) {
      await mkdir(folderOf(inspection), { recursive: true });
      await syncFolder(ports.paths.inspections);
    }
    const texts = made.value.map(({ text }) => text);
    const appended = await appendBatch(stream, texts, last.head, streamPorts);
    remember(appended.stream);
    return appended.result.ok ? ok(made.value.map(({ event }) => event)) : appended.result;
  };

  return {
    list: () => guarded('journal.read-failed', () => listFolder(ports.paths.inspections)),
    view: (inspection) =>
      serial(inspection, () =>
        guarded('journal.read-failed', async () => {
          const view = viewOf(await streamsOf(inspection));
          return view === null ? err('inspection.not-found') : ok(view);
        }),
      ),
    read: (inspection) =>
      serial(inspection, () =>
        guarded('journal.read-failed', async () => {
          const events = await load(inspection);
          return viewOf(await streamsOf(inspection)) === null ? err('inspection.not-found') : ok(events);
        }),
      ),
    append: (inspection, make, begin = false) =>
      serial(inspection, () =>
        guarded('journal.write-failed', async () => {
          if (!begin && viewOf(await streamsOf(inspection)) === null) return err('inspection.not-found');
          return write(inspection, make);
        }),
      ),
  };
}

/** Turns the system's errors into the code of what was tried; anything else is a bug and stays an exception. */
async function guarded<T>(
  code: 'journal.read-failed' | 'journal.write-failed',
  task: () => Promise<Result<T, ErrorCode>>,
): Promise<Result<T, ErrorCode>> {
  try {
    return await task();
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err(code, { reason: reasonOf(fault) });
  }
}

/** Cuts a torn tail off; where the disk does not allow it now, the next write will. */
async function withoutTail(found: ReadStream, ports: StreamPorts): Promise<ReadStream> {
  if (found.stream.tail === 'none') return found;
  try {
    return { ...found, stream: await cutTail(found.stream, ports) };
  } catch {
    return found;
  }
}

/** A stream as known, with its events: what a failed write left behind it was never acknowledged and does not count. */
function upTo(stream: Stream, events: readonly Event[]): ReadStream {
  return { stream, events: events.filter(({ seq }) => seq <= (stream.head?.seq ?? 0)) };
}

async function listFolder(folder: string): Promise<Result<readonly InspectionId[], ErrorCode>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => v.safeParse(InspectionId, entry.name));
  return ok(ids.flatMap((id) => (id.success ? [id.output] : [])).toSorted());
}

/** Reads every stream file of an inspection; none where the inspection has no folder. */
async function readStreams(
  folder: string,
  inspection: InspectionId,
  hash: JournalPorts['hash'],
): Promise<readonly ReadStream[]> {
  const names = await readdir(folder).catch((fault: unknown) => {
    if (reasonOf(fault) === 'ENOENT') return [];
    throw fault;
  });
  const streams: ReadStream[] = [];
  for (const name of names.toSorted()) {
    const device = v.safeParse(DeviceId, name.replace(/\.jsonl$/, ''));
    if (!name.endsWith('.jsonl') || !device.success) continue;
    streams.push(await readStream(join(folder, name), { inspection, device: device.output }, hash));
  }
  return streams;
}

/** Null where there is nothing: no event, and no damage that might have been some. */
function viewOf(streams: Streams): JournalView | null {
  const list = [...streams.values()];
  const damages = list.flatMap(({ damage }) => (damage === null ? [] : [damage]));
  const heads = list.flatMap(({ device, head }) => (head === null ? [] : [[device, head] as const]));
  if (heads.length === 0 && damages.length === 0) return null;
  const worst = damages.find(({ code }) => code === 'journal.damaged') ?? damages[0] ?? null;
  return { heads: headsOf(heads), count: heads.reduce((sum, [, head]) => sum + head.seq, 0), damage: worst };
}

function headsOf(entries: readonly (readonly [DeviceId, Head])[]): Heads {
  const heads: Heads = {};
  for (const [device, head] of entries) heads[device] = head;
  return heads;
}
