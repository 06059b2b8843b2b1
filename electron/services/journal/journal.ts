import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import type { StreamComparison } from '#shared/host/backup-records.ts';
import type { Heads } from '#shared/host/records.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/chain.ts';
import type { Event } from '#shared/log/event.ts';
import type { StampedEvent } from '#shared/log/stamp.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { DataPaths, Device } from './data-folder.ts';
import { DiskFault, isSystemError, reasonOf, syncFolder } from './disk.ts';
import { appendBatch, cutTail, isWritable, newStream, readStream } from './stream.ts';
import type { Damage, ReadStream, Stream, StreamPorts } from './stream.ts';
import { compareCopy } from './stream-copy.ts';
import type { StreamCopy } from './stream-copy.ts';

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

type Answer<T> = Promise<Result<T, ErrorCode>>;
type DiskCode = 'journal.read-failed' | 'journal.write-failed';

/** Stamps the events that are to be written to a stream; called when nothing else can be written to it. */
export type Make = (writer: Writer) => Result<readonly StampedEvent[], ErrorCode>;

/** The truth on disk: one append-only file for each (inspection, device). */
export interface Journal {
  /** Ids of all inspections that have a stream. */
  list(): Answer<readonly InspectionId[]>;
  view(inspection: InspectionId): Answer<JournalView>;
  /** Every intact event, stream by stream. */
  read(inspection: InspectionId): Answer<readonly Event[]>;
  /**
   * Appends what `make` stamps for the writing stream, as one batch: all of it is on disk when this answers, or none
   * counts. Appends to an inspection happen one after the other. `begin` allows an inspection that is not there yet.
   */
  append(inspection: InspectionId, make: Make, begin?: boolean): Answer<readonly Event[]>;
}

export interface JournalPorts extends Omit<StreamPorts, 'tornFolder'> {
  readonly paths: DataPaths;
  readonly device: Device;
  /** Makes room on a full disk for one more attempt; false: there is nothing to give. */
  readonly makeRoom?: () => Promise<boolean>;
}

type Streams = ReadonlyMap<DeviceId, Stream>;

/** How systems say that a disk, or a user's share of it, is full. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** The journal of a prepared and locked data folder; streams are read when first asked for. */
export class DiskJournal implements Journal {
  readonly #ports: JournalPorts;
  readonly #streamPorts: StreamPorts;
  readonly #known = new Map<InspectionId, Streams>();
  readonly #serial = createSerial();

  constructor(ports: JournalPorts) {
    this.#ports = ports;
    this.#streamPorts = { openFile: ports.openFile, hash: ports.hash, tornFolder: ports.paths.torn };
  }

  list(): Answer<readonly InspectionId[]> {
    return guarded('journal.read-failed', () => listFolder(this.#ports.paths.inspections));
  }

  view(inspection: InspectionId): Answer<JournalView> {
    return this.#guardedRun(inspection, 'journal.read-failed', async () => {
      const view = viewOf(await this.#streams(inspection));
      return view === null ? err('inspection.not-found') : ok(view);
    });
  }

  read(inspection: InspectionId): Answer<readonly Event[]> {
    return this.#guardedRun(inspection, 'journal.read-failed', async () => {
      const events = await this.#load(inspection);
      return viewOf(await this.#streams(inspection)) === null ? err('inspection.not-found') : ok(events);
    });
  }

  append(inspection: InspectionId, make: Make, begin = false): Answer<readonly Event[]> {
    return this.#guardedRun(inspection, 'journal.write-failed', async () => {
      if (!begin && viewOf(await this.#streams(inspection)) === null) return err('inspection.not-found');
      return this.#withRoom(() => this.#write(inspection, make));
    });
  }

  /**
   * Takes from a verified copy of a stream what is not here, as one batch; `apply` false only looks. A stream that is
   * here is continued, never replaced.
   */
  adopt(copy: StreamCopy, apply: boolean): Answer<StreamComparison> {
    return this.#guardedRun(copy.inspection, 'journal.write-failed', async () => {
      const own = (await this.#load(copy.inspection)).filter(({ device }) => device === copy.device);
      const stream = this.#known.get(copy.inspection)?.get(copy.device);
      const comparison = compareCopy(stream, own, copy);
      if (!apply || comparison.events === 0) return ok(comparison);
      const fresh = copy.events.slice(-comparison.events).flatMap((event) => canonicalText(event) ?? []);
      const target = stream ?? this.#newStream(copy.inspection, copy.device);
      const written = await this.#withRoom(() => this.#appendTo(target, fresh, copy.head));
      return written.ok ? ok(comparison) : written;
    });
  }

  #guardedRun<T>(inspection: InspectionId, code: DiskCode, task: () => Answer<T>): Answer<T> {
    return this.#serial.run(inspection, () => guarded(code, task));
  }

  /** A write that finds the disk full is tried once more when room could be made. */
  async #withRoom<T>(write: () => Answer<T>): Answer<T> {
    const first = await guarded('journal.write-failed', write);
    if (first.ok || !FULL.has(String(first.error.detail?.['reason']))) return first;
    return (await this.#ports.makeRoom?.()) === true ? write() : first;
  }

  #folder(inspection: InspectionId): string {
    return join(this.#ports.paths.inspections, inspection);
  }

  async #streams(inspection: InspectionId): Promise<Streams> {
    if (!this.#known.has(inspection)) await this.#load(inspection);
    return this.#known.get(inspection) ?? new Map();
  }

  async #load(inspection: InspectionId): Promise<readonly Event[]> {
    const before = this.#known.get(inspection);
    const current: ReadStream[] = [];
    for (const found of await readStreams(this.#folder(inspection), inspection, this.#ports.hash)) {
      const earlier = before?.get(found.stream.device);
      current.push(earlier === undefined ? await withoutTail(found, this.#streamPorts) : upTo(earlier, found.events));
    }
    const isGone = [...(before?.values() ?? [])].some(
      ({ length, device }) => length > 0 && !current.some(({ stream }) => stream.device === device),
    );
    // A drive that was pulled out holds nothing; taken for an empty inspection it would be believed.
    if (isGone) throw new DiskFault('ENOENT');
    if (current.length > 0)
      this.#known.set(inspection, new Map(current.map((read) => [read.stream.device, read.stream])));
    return current.flatMap(({ events }) => events);
  }

  /** The stream to write to. Behind damage nothing is written: this data folder goes on under a new device id. */
  async #writer(inspection: InspectionId): Promise<Stream> {
    const { device } = this.#ports;
    const streams = await this.#streams(inspection);
    const current = streams.get(device.current());
    const id = current === undefined || isWritable(current) ? device.current() : await device.renew();
    return streams.get(id) ?? this.#newStream(inspection, id);
  }

  #newStream(inspection: InspectionId, device: DeviceId): Stream {
    return newStream(join(this.#folder(inspection), `${device}.jsonl`), inspection, device);
  }

  async #write(inspection: InspectionId, make: Make): Answer<readonly Event[]> {
    const stream = await this.#writer(inspection);
    const made = make({ device: stream.device, head: stream.head });
    if (!made.ok) return made;
    const last = made.value.at(-1);
    if (last === undefined) return ok([]);
    const texts = made.value.map(({ text }) => text);
    const appended = await this.#appendTo(stream, texts, last.head);
    return appended.ok ? ok(made.value.map(({ event }) => event)) : appended;
  }

  async #appendTo(stream: Stream, texts: readonly string[], head: Head): Answer<null> {
    const { inspection } = stream;
    if (stream.length === 0) {
      await makeFolder(this.#folder(inspection));
      await syncFolder(this.#ports.paths.inspections);
    }
    const appended = await appendBatch(stream, texts, head, this.#streamPorts);
    this.#known.set(inspection, new Map(this.#known.get(inspection)).set(stream.device, appended.stream));
    return appended.result;
  }
}

/** Turns the system's errors into the code of what was tried; anything else is a bug and stays an exception. */
async function guarded<T>(code: DiskCode, task: () => Answer<T>): Answer<T> {
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

/** A fixed order, the same on every file system. */
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function listFolder(folder: string): Answer<readonly InspectionId[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => v.safeParse(InspectionId, entry.name));
  return ok(ids.flatMap((id) => (id.success ? [id.output] : [])).toSorted(byName));
}

/** Makes an inspection's folder, and nothing above it: below a drive that is gone it would hide what comes back. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder).catch((fault: unknown) => {
    if (reasonOf(fault) !== 'EEXIST') throw fault;
  });
}

/** Reads every stream file of an inspection; none where the inspection has no folder. */
async function readStreams(
  folder: string,
  inspection: InspectionId,
  hash: JournalPorts['hash'],
): Promise<readonly ReadStream[]> {
  const names = await readdir(folder).catch(async (fault: unknown) => {
    if (reasonOf(fault) !== 'ENOENT') throw fault;
    // No such inspection is one thing, no data folder another.
    await stat(dirname(folder));
    return [];
  });
  const streams: ReadStream[] = [];
  for (const name of names.toSorted(byName)) {
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
