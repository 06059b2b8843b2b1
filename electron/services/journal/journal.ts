import { join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import type { StreamComparison, Head } from '#shared/log/heads.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { StampedEvent } from '#shared/log/stamp.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { DataPaths } from './data-folder.ts';
import type { Device } from './device.ts';
import { isTaken } from './refusal.ts';
import type { DiskCode } from './refusal.ts';
import type { HeadsRecord } from './heads-record.ts';
import { byName, devicesOf, isUnread, listFolder, readStreams, viewOf } from './journal-folder.ts';
import type { JournalView } from './journal-folder.ts';
import type { Mended } from './mend-stream.ts';
import { replaceStream } from './replace-stream.ts';
import { settle } from './settle-stream.ts';
import { appendBatch, heldTo, isBroken, isWritable, missingStream, newStream, readStream, upTo } from './stream.ts';
import type { ReadStream, Stream, StreamId, StreamPorts } from './stream.ts';
import { hashIn, partAfter, planPart } from './stream-part.ts';
import type { StreamPart, StreamPlan } from './stream-part.ts';
import { withRoom } from './with-room.ts';
import { DiskFault } from '#electron/services/disk/system-error.ts';
import { makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

/** The stream that new events of an inspection go to. */
export interface Writer {
  readonly device: DeviceId;
  readonly head: Head | null;
}

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
  append(inspection: InspectionId, make: Make, begin?: boolean): Answer<readonly StampedEvent[]>;
}

export interface JournalPorts extends Omit<StreamPorts, 'tornFolder' | 'damagedFolder'> {
  readonly paths: DataPaths;
  readonly device: Device;
  readonly heads: HeadsRecord;
  /** Told of a stream that a sound file took the place of, with how many events it holds now. */
  readonly onMended?: (events: number) => void;
  /** Makes room on a full disk for one more attempt; false: there is nothing to give. */
  readonly makeRoom?: () => Promise<boolean>;
}

type Streams = ReadonlyMap<DeviceId, Stream>;

/** The journal of a prepared and locked data folder; streams are read when first asked for. */
export class DiskJournal implements Journal {
  readonly #ports: JournalPorts;
  readonly #streamPorts: StreamPorts;
  readonly #known = new Map<InspectionId, Streams>();
  readonly #serial = createSerial();

  constructor(ports: JournalPorts) {
    this.#ports = ports;
    const { openFile, hash, paths } = ports;
    this.#streamPorts = { openFile, hash, tornFolder: paths.torn, damagedFolder: paths.damaged };
  }

  list(): Answer<readonly InspectionId[]> {
    return attempt('journal.read-failed', async () => {
      const present = await listFolder(this.#ports.paths.inspections);
      const known = await this.#ports.heads.inspections();
      return ok([...new Set([...present, ...known])].toSorted(byName));
    });
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

  append(inspection: InspectionId, make: Make, begin = false): Answer<readonly StampedEvent[]> {
    return this.#guardedRun(inspection, 'journal.write-failed', async () => {
      if (!begin && viewOf(await this.#streams(inspection)) === null) return err('inspection.not-found');
      const written = await this.#withRoom(() => this.#write(inspection, make));
      return isTaken(written) ? this.#writeElsewhere(inspection, make) : written;
    });
  }

  /**
   * What comes in a stream here behind `after`; all of it where the stream has no such event. Null: there is none, or
   * nothing of it is intact. Of a damaged stream what is intact.
   */
  part({ inspection, device }: StreamId, after: Head | null): Answer<StreamPart | null> {
    return this.#guardedRun(inspection, 'journal.read-failed', async () => {
      const stream = (await this.#streams(inspection)).get(device);
      const [events, head] = [await this.#eventsOf(stream), stream?.head ?? null];
      return ok(head === null ? null : partAfter({ inspection, device, after: null, events, head }, after));
    });
  }

  /** What taking a verified part of a stream would come to; changes nothing. */
  compare(part: StreamPart): Answer<StreamPlan> {
    return this.#guardedRun(part.inspection, 'journal.read-failed', async () => ok((await this.#plan(part)).plan));
  }

  /**
   * Takes from a verified part of a stream what is not here, whole or not at all, as it was planned; a stream that has
   * changed since is looked at again. A sound one is continued; a damaged one is replaced where the part holds all that is
   * intact of it, and kept aside.
   */
  adopt(planned: StreamPlan): Answer<StreamComparison> {
    const { inspection, device } = planned.part;
    return this.#guardedRun(inspection, 'journal.write-failed', async () => {
      const { stream, plan } = await this.#plan(planned.part, planned);
      const { part, comparison, mended } = plan;
      await this.#keepIdentityApart(comparison);
      if (comparison.events === 0) return ok(comparison);
      const target = stream ?? this.#newStream(inspection, device);
      const whole = mended === null ? part : { ...part, ...mended, after: null };
      const written = await this.#withRoom(() => this.#take(target, whole, comparison.events));
      return written.ok ? ok(comparison) : written;
    });
  }

  /** Puts a verified whole stream in the place of one that turned out to be another's; the file is kept aside. */
  replace(copy: StreamPart): Answer<StreamComparison> {
    return this.#guardedRun(copy.inspection, 'journal.write-failed', async () => {
      const { inspection, device, head } = copy;
      const here = (await this.#streams(inspection)).get(device) ?? this.#newStream(inspection, device);
      const written = await this.#withRoom(() => this.#replace({ ...here, length: 0, head: null }, copy));
      if (!written.ok) return written;
      this.#ports.heads.replace(inspection, device, head);
      return ok({ device, is: 'new', events: head.seq, ahead: 0 });
    });
  }

  /** Works out what a part comes to, or takes what was planned where the stream here still ends there. */
  async #plan(part: StreamPart, before?: StreamPlan): Promise<{ stream: Stream | undefined; plan: StreamPlan }> {
    const stream = (await this.#streams(part.inspection)).get(part.device);
    const isAsPlanned = before?.mended === null && before.here?.hash === stream?.head?.hash;
    if (isAsPlanned && (stream === undefined || !isBroken(stream))) return { stream, plan: before };
    const remembered = (await this.#ports.heads.read(part.inspection))[part.device];
    return { stream, plan: await planPart(stream, () => this.#eventsOf(stream), part, this.#ports.hash, remembered) };
  }

  /** The events of one stream as they are on the disk: its own file is read and no other. */
  async #eventsOf(stream: Stream | undefined): Promise<readonly Event[]> {
    if (stream === undefined || !stream.exists || stream.head === null) return [];
    return upTo(stream, (await readStream(stream.path, stream, this.#ports.hash)).events).events;
  }

  /** Two folders wrote under one device id, or this one was set back: from now on it writes under an id of its own. */
  async #keepIdentityApart({ device, is }: StreamComparison): Promise<void> {
    const isOurs = device === this.#ports.device.current();
    // A fork leaves nothing to take, and is not to grow any further.
    if (isOurs && (is === 'fork' || is === 'longer')) await this.#ports.device.renew('fork');
  }

  async #take(stream: Stream, whole: StreamPart, events: number): Answer<null> {
    const isSound = stream.exists && !isBroken(stream);
    const texts = () => whole.events.slice(-events).flatMap((event) => canonicalText(event) ?? []);
    const taken = isSound ? await this.#appendTo(stream, texts(), whole.head) : await this.#replace(stream, whole);
    if (!taken.ok) return taken;
    // With what came back, a stream may reach again as far as it is remembered to have reached.
    const now = this.#known.get(stream.inspection)?.get(stream.device) ?? stream;
    const remembered = (await this.#ports.heads.read(stream.inspection))[stream.device];
    const isThere = remembered === undefined || hashIn(whole, remembered.seq) === remembered.hash;
    this.#keep(heldTo(now, isThere, whole.head.seq));
    return taken;
  }

  async #replace(stream: Stream, whole: Mended): Answer<null> {
    await this.#makeFolder(stream.inspection);
    const replaced = await replaceStream(stream, whole, this.#ports.paths.damaged);
    this.#keep(replaced);
    this.#ports.heads.note(stream.inspection, stream.device, whole.head);
    if (stream.damage !== null) this.#ports.onMended?.(whole.head.seq);
    return ok(null);
  }

  #guardedRun<T>(inspection: InspectionId, code: DiskCode, task: () => Answer<T>): Answer<T> {
    return this.#serial.run(inspection, () => attempt(code, task));
  }

  #withRoom<T>(write: () => Answer<T>): Answer<T> {
    return withRoom(write, this.#ports.makeRoom);
  }

  #folder(inspection: InspectionId): string {
    return join(this.#ports.paths.inspections, inspection);
  }

  async #streams(inspection: InspectionId): Promise<Streams> {
    if (!this.#known.has(inspection)) await this.#load(inspection);
    return this.#known.get(inspection) ?? new Map();
  }

  async #load(inspection: InspectionId): Promise<readonly Event[]> {
    const { heads, hash, onMended } = this.#ports;
    const before = this.#known.get(inspection);
    const remembered = await heads.read(inspection);
    const mended = ({ head }: Stream) => onMended?.(head?.seq ?? 0);
    const current: ReadStream[] = [];
    for (const found of await readStreams(this.#folder(inspection), inspection, hash)) {
      const { device } = found.stream;
      const earlier = before?.get(device);
      const isKnown = earlier?.exists === true && !isUnread(earlier) && !isUnread(found.stream);
      current.push(
        isKnown ? upTo(earlier, found.events) : await settle(found, remembered[device], this.#streamPorts, mended),
      );
    }
    const gone = (device: DeviceId) => !current.some(({ stream }) => stream.device === device);
    // A drive that was pulled out holds nothing; taken for an empty inspection it would be believed.
    if ([...(before?.values() ?? [])].some(({ length, device }) => length > 0 && gone(device)))
      throw new DiskFault('ENOENT');
    const streams = current.map(({ stream }) => stream);
    for (const stream of streams.filter(isWritable)) {
      if (stream.head !== null) heads.note(inspection, stream.device, stream.head);
    }
    const missing = devicesOf(remembered).filter(gone);
    const all = [
      ...streams,
      ...missing.map((device) => missingStream(this.#path(inspection, device), inspection, device)),
    ];
    if (all.length > 0) this.#known.set(inspection, new Map(all.map((stream) => [stream.device, stream])));
    return current.flatMap(({ events }) => events);
  }

  /** The stream to write to. Behind damage nothing is written: this data folder goes on under a new device id. */
  async #writer(inspection: InspectionId): Promise<Stream> {
    const { device } = this.#ports;
    const streams = await this.#streams(inspection);
    const current = streams.get(device.current());
    const id = current === undefined || isWritable(current) ? device.current() : await device.renew('not-writable');
    return streams.get(id) ?? this.#newStream(inspection, id);
  }

  #newStream(inspection: InspectionId, device: DeviceId): Stream {
    return newStream(this.#path(inspection, device), inspection, device);
  }

  #path(inspection: InspectionId, device: DeviceId): string {
    return join(this.#folder(inspection), `${device}.jsonl`);
  }

  async #write(inspection: InspectionId, make: Make): Answer<readonly StampedEvent[]> {
    const stream = await this.#writer(inspection);
    const made = make({ device: stream.device, head: stream.head });
    if (!made.ok) return made;
    const last = made.value.at(-1);
    if (last === undefined) return ok([]);
    const texts = made.value.map(({ text }) => text);
    const appended = await this.#appendTo(stream, texts, last.head);
    return appended.ok ? made : appended;
  }

  /** Somebody put a file under the name of our new stream: it is theirs, and what is ours goes under a new id. */
  async #writeElsewhere(inspection: InspectionId, make: Make): Answer<readonly StampedEvent[]> {
    this.#known.delete(inspection);
    await this.#ports.device.renew('fork');
    return this.#write(inspection, make);
  }

  async #appendTo(stream: Stream, texts: readonly string[], head: Head): Answer<null> {
    if (stream.length === 0) await this.#makeFolder(stream.inspection);
    const appended = await appendBatch(stream, texts, head, this.#streamPorts);
    this.#keep(appended.stream);
    if (appended.result.ok) this.#ports.heads.note(stream.inspection, stream.device, head);
    return appended.result;
  }

  async #makeFolder(inspection: InspectionId): Promise<void> {
    await makeFolder(this.#folder(inspection));
    await syncFolder(this.#ports.paths.inspections);
  }

  #keep(stream: Stream): void {
    const { inspection, device } = stream;
    this.#known.set(inspection, new Map(this.#known.get(inspection)).set(device, stream));
  }
}
