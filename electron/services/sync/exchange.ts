import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { signedHeadOf } from '#electron/services/holdings/signed-head.ts';
import type { RemoteFile, RemoteStream, SharedPlace } from '#electron/services/holdings/remote.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { JournalReader } from '#electron/services/journal/reader.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { InspectionAtPlace, Moved } from '#shared/sync/standing.ts';
import { standingOf } from './confirm.ts';
import { fetchFiles, NO_FILES, NONE_NAMED, plus, sendFiles, weighFiles } from './exchange-files.ts';
import type { NamedFiles } from './exchange-files.ts';
import { takeStreams } from './take-streams.ts';
import type { TakenStreams } from './take-streams.ts';
import { weighStreams } from './weigh-streams.ts';
import type { WeighedStream } from './weigh-streams.ts';

export interface ExchangePorts {
  readonly journal: JournalReader;
  readonly holdings: Holdings;
  readonly witness: WitnessPorts;
}

/** Which inspections are exchanged with which place. */
export interface Exchange {
  readonly place: SharedPlace;
  readonly inspections: readonly InspectionId[];
  /** Whether originals go along. */
  readonly originals: boolean;
}

/** What an exchange came to. */
export interface Exchanged {
  readonly moved: Moved;
  readonly inspections: readonly InspectionAtPlace[];
}

/** What is told of an inspection between the two halves of its exchange. */
interface Half extends Pick<TakenStreams, 'reasons'> {
  readonly inspection: InspectionId;
}

/**
 * Brings a place and this data folder to the same state of some inspections (SPEC SY3 to SY5): the records of all of them
 * first, then their files, what is here before what is there, because only that could still be lost. Broken off at any
 * moment it has only added, and goes on the next time. Throws the signal's reason.
 */
export async function exchange(
  { place, inspections, originals }: Exchange,
  ports: ExchangePorts,
  job: JobContext,
): Answer<Exchanged> {
  const works = new Exchanging(place, originals, ports, job);
  const halves = await works.records(inspections);
  if (!halves.ok) return halves;
  const files = await works.files(inspections);
  if (!files.ok) return files;
  return works.confirm(halves.value);
}

class Exchanging {
  readonly #place: SharedPlace;
  readonly #originals: boolean;
  readonly #ports: ExchangePorts;
  readonly #job: JobContext;
  /** Where the files are, as far as that was asked since anything was moved. */
  #asked: ReadonlyMap<InspectionId, NamedFiles> | null = null;
  #moved: Moved = { eventsSent: 0, eventsTaken: 0, filesSent: NO_FILES, filesFetched: NO_FILES };

  constructor(place: SharedPlace, originals: boolean, ports: ExchangePorts, job: JobContext) {
    this.#place = place;
    this.#originals = originals;
    this.#ports = ports;
    this.#job = job;
  }

  async records(inspections: readonly InspectionId[]): Answer<Half[]> {
    const streams = await this.#streams(inspections);
    if (!streams.ok) return streams;
    const halves: Half[] = [];
    for (const [index, inspection] of inspections.entries()) {
      this.#job.progress('records', index, inspections.length);
      const taken = await this.#record(inspection, streams.value.get(inspection) ?? []);
      if (!taken.ok) return taken;
      halves.push({ inspection, reasons: taken.value.reasons });
    }
    return ok(halves);
  }

  /** What is here goes first: it could be lost, what is there is safe. */
  async files(inspections: readonly InspectionId[]): Answer<null> {
    const all = await this.#weighFiles(inspections);
    if (!all.ok) return all;
    const weighed = [...all.value.values()].map((files) => this.#going(files));
    // Where nothing is to be moved, what was answered now is what would be answered afterwards.
    const isAtRest = weighed.every(({ unsent, notFetched }) => unsent.length + notFetched.length === 0);
    this.#asked = isAtRest ? all.value : null;
    const sent = await this.#send(weighed.flatMap(({ unsent }) => unsent));
    return sent.ok ? this.#fetch(weighed.flatMap(({ notFetched }) => notFetched)) : sent;
  }

  async confirm(halves: readonly Half[]): Answer<Exchanged> {
    const { progress } = this.#job;
    const streams = await this.#streams(halves.map(({ inspection }) => inspection));
    if (!streams.ok) return streams;
    const standings: InspectionAtPlace[] = [];
    const asked = this.#asked;
    const files = asked === null ? await this.#weighFiles(halves.map(({ inspection }) => inspection)) : ok(asked);
    if (!files.ok) return files;
    for (const [index, { inspection, reasons }] of halves.entries()) {
      progress('confirm', index, halves.length);
      const weighed = await this.#weighStreams(inspection, streams.value.get(inspection) ?? []);
      if (!weighed.ok) return weighed;
      const named = files.value.get(inspection) ?? NONE_NAMED;
      standings.push(standingOf({ inspection, streams: weighed.value, files: named, reasons }));
    }
    return ok({ moved: this.#moved, inspections: standings });
  }

  async #streams(inspections: readonly InspectionId[]): Answer<Map<InspectionId, RemoteStream[]>> {
    const streams = await this.#place.streams(this.#job.signal, new Set(inspections));
    if (!streams.ok) return streams;
    const by = new Map<InspectionId, RemoteStream[]>(inspections.map((inspection) => [inspection, []]));
    for (const stream of streams.value) by.get(stream.inspection)?.push(stream);
    return ok(by);
  }

  async #record(inspection: InspectionId, there: readonly RemoteStream[]): Answer<TakenStreams> {
    const { signal } = this.#job;
    const weighed = await this.#weighStreams(inspection, there);
    if (!weighed.ok) return weighed;
    const sent = await this.#sendParts(
      inspection,
      weighed.value.flatMap(({ ahead }) => ahead ?? []),
    );
    if (!sent.ok) return sent;
    const fetch = (files: Parameters<typeof fetchFiles>[0]) =>
      fetchFiles(files, this.#filePorts, signal, () => undefined);
    const { holdings, witness } = this.#ports;
    const taken = await takeStreams(
      inspection,
      weighed.value,
      { place: this.#place, holdings, witness, fetch },
      signal,
    );
    if (taken.ok) this.#count({ eventsTaken: taken.value.events });
    return taken;
  }

  #weighStreams(inspection: InspectionId, there: readonly RemoteStream[]): Answer<WeighedStream[]> {
    return weighStreams(inspection, there, { place: this.#place, journal: this.#ports.journal }, this.#job.signal);
  }

  /** The catalogue goes before the records that name it: whoever takes them can open the inspection. */
  async #sendParts(inspection: InspectionId, parts: readonly StreamPart[]): Answer<null> {
    const { signal } = this.#job;
    if (parts.length === 0) return ok(null);
    const files = await this.#weighFiles([inspection]);
    if (!files.ok) return files;
    const unsent = [...files.value.values()].flatMap((named) => named.unsent);
    const catalogues = unsent.filter(({ file }) => file.is === 'catalogue');
    const sent = await sendFiles(catalogues, this.#filePorts, signal, () => undefined);
    if (!sent.ok) return sent;
    this.#count({ filesSent: sent.value });
    for (const part of parts) {
      signal.throwIfAborted();
      const put = await this.#place.putPart(part, await signedHeadOf(part, this.#ports.witness), signal);
      if (!put.ok) return put;
      this.#count({ eventsSent: part.events.length });
    }
    return ok(null);
  }

  #weighFiles(inspections: readonly InspectionId[]): ReturnType<typeof weighFiles> {
    return weighFiles(inspections, this.#filePorts, this.#job.signal);
  }

  /** Of the files those that go along. */
  #going({ unsent, notFetched, missing }: NamedFiles): NamedFiles {
    const going = (list: readonly RemoteFile[]) => list.filter(({ file }) => this.#originals || file.is !== 'original');
    return { unsent: going(unsent), notFetched: going(notFetched), missing };
  }

  async #send(files: readonly RemoteFile[]): Answer<null> {
    const { signal, progress } = this.#job;
    const sent = await sendFiles(files, this.#filePorts, signal, (index) => progress('send', index, files.length));
    if (!sent.ok) return sent;
    this.#count({ filesSent: sent.value });
    return ok(null);
  }

  async #fetch(files: readonly RemoteFile[]): Answer<null> {
    const { signal, progress } = this.#job;
    const wanted = files.map(({ file }) => file);
    const fetched = await fetchFiles(wanted, this.#filePorts, signal, (index) =>
      progress('fetch', index, files.length),
    );
    if (!fetched.ok) return fetched;
    this.#count({ filesFetched: fetched.value });
    return ok(null);
  }

  get #filePorts() {
    return { place: this.#place, holdings: this.#ports.holdings };
  }

  #count(moved: Partial<Moved>): void {
    const { eventsSent = 0, eventsTaken = 0, filesSent = NO_FILES, filesFetched = NO_FILES } = moved;
    this.#moved = {
      eventsSent: this.#moved.eventsSent + eventsSent,
      eventsTaken: this.#moved.eventsTaken + eventsTaken,
      filesSent: plus(this.#moved.filesSent, filesSent),
      filesFetched: plus(this.#moved.filesFetched, filesFetched),
    };
  }
}
