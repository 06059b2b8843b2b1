import { createHash } from 'node:crypto';
import { Unreadable } from '#electron/services/holdings/remote.ts';
import type { Content, RemoteFile, RemoteStream, SharedPlace } from '#electron/services/holdings/remote.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Answer } from '#shared/result.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { clientFor, filesDatabase } from './address.ts';
import type { CouchAddress } from './address.ts';
import type { CouchClient } from './client.ts';
import { attemptCouch, CouchFault } from './couch-fault.ts';
import { eventDocument, eventNameOf, voucherDocument } from './documents.ts';
import { CouchFiles, fileIdOf } from './files.ts';
import type { PlaceMemory, SeenEnd } from './memory.ts';
import { readPart } from './pull.ts';
import { putDocuments } from './push.ts';
import { requestsOf } from './requests.ts';
import type { CouchRequests } from './requests.ts';
import { Visit } from './visit.ts';
import type { CouchNews } from './visit.ts';

export interface CouchOptions extends CouchAddress {
  readonly device: DeviceId;
  readonly memory: PlaceMemory;
  readonly hash: HashText;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  readonly tell?: (news: CouchNews) => void;
}

/** A shared place that keeps connections until it is closed. */
export interface CouchPlace extends SharedPlace {
  close(): void;
}

/**
 * A CouchDB server as a place that laptops share (SPEC SY10–SY19). Every event is a document of its own that is never
 * changed, so nothing that was put is lost by what others put; a file is a document whose attachment has the file's hash as
 * its name. What is put is asked for again before it counts. A login that is refused is not tried again by the same place:
 * one that is opened anew tries it.
 */
export function openCouchPlace(options: CouchOptions): CouchPlace {
  return new ServerPlace(options);
}

class ServerPlace implements CouchPlace {
  readonly #options: CouchOptions;
  readonly #client: CouchClient;
  readonly #requests: CouchRequests;
  readonly #visit: Visit;
  readonly #files: CouchFiles;

  constructor(options: CouchOptions) {
    const { database, device, memory, now, tell = () => undefined } = options;
    this.#options = options;
    this.#client = clientFor(options);
    this.#requests = requestsOf(this.#client, database);
    this.#visit = new Visit({ requests: this.#requests, memory, device, now, tell });
    const files = filesDatabase(database);
    const onFewCopies = (): void => tell({ is: 'few-copies' });
    const requests = requestsOf(this.#client, files);
    this.#files = new CouchFiles({ client: this.#client, requests, database: files, onFewCopies });
  }

  inspections(signal: AbortSignal): Answer<readonly InspectionId[]> {
    return attemptCouch(async () => {
      const streams = await this.#visit.look(signal);
      return [...new Set(streams.flatMap(({ ends, inspection }) => (ends.length === 0 ? [] : inspection)))];
    });
  }

  streams(signal: AbortSignal, of: ReadonlySet<InspectionId> | null = null): Answer<readonly RemoteStream[]> {
    return attemptCouch(async () => {
      const streams = await this.#visit.look(signal);
      const wanted = streams.filter(({ inspection }) => of?.has(inspection) !== false);
      return wanted.flatMap(({ inspection, device, ends }) =>
        ends.flatMap((end) => endsOf({ inspection, device }, end)),
      );
    });
  }

  part(...[stream, after, signal]: Parameters<SharedPlace['part']>): ReturnType<SharedPlace['part']> {
    return attemptCouch(async () => {
      const sight = await this.#visit.sight();
      return readPart(stream, after, { requests: this.#requests, sight, hash: this.#options.hash }, signal);
    });
  }

  putPart(...[part, voucher, signal]: Parameters<SharedPlace['putPart']>): Answer<null> {
    return attemptCouch(async () => {
      if (part.events.length === 0) return null;
      const { hash } = this.#options;
      const { inspection, device, after, head } = part;
      const events = part.events.map((event) => eventDocument(event, hash));
      const documents = voucher === null ? events : [...events, voucherDocument(part, voucher, hash)];
      const refused = await putDocuments(documents, this.#requests, hash, signal);
      const sight = await this.#visit.sight();
      const ids = documents.flatMap(({ _id }) => (refused.has(_id) ? [] : _id));
      if (refused.size > 0) sight.doubt({ inspection, device });
      else sight.put(part, { after, head, voucher }, ids);
      await this.#visit.notePut(signal);
      for (const [id, reason] of refused) throw refusal(id, reason, part);
      return null;
    });
  }

  holding(...[files, depth, signal]: Parameters<SharedPlace['holding']>): Answer<ReadonlySet<string>> {
    return attemptCouch(async () => {
      const told = await this.#files.told(
        files.map(({ file }) => file),
        signal,
      );
      const held = new Set<string>();
      for (const { file, bytes } of files) {
        const length = told.get(fileIdOf(file))?.length ?? 0;
        const isTold = length > 0 && length === (bytes ?? length);
        if (isTold && (depth === 'told' || (await this.#isSound(file, signal)))) held.add(pathOf(file));
      }
      return held;
    });
  }

  putFile(...[file, content, signal]: Parameters<SharedPlace['putFile']>): Answer<boolean> {
    return attemptCouch(() => this.#files.put(file, content, signal));
  }

  files(signal: AbortSignal): Answer<readonly RemoteFile[]> {
    return attemptCouch(() => this.#files.list(signal));
  }

  open(file: FileHolding, signal: AbortSignal): Content {
    return this.#files.open(file, signal);
  }

  close(): void {
    this.#client.close();
  }

  /** The server keeps a digest of what it was given, and does not look again at what it has: so all of it is fetched. */
  async #isSound(file: FileHolding, signal: AbortSignal): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const piece of this.open(file, signal)) hash.update(piece);
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      return false;
    }
    return hash.digest('hex') === file.sha256;
  }
}

/** An end with each of its signatures. */
function endsOf(stream: StreamId, { seq, hash, vouchers }: SeenEnd): RemoteStream[] {
  const each = vouchers.length === 0 ? [null] : vouchers;
  return each.map((voucher): RemoteStream => ({ ...stream, seq, hash, voucher }));
}

/** What the server refuses of a part, by the event that it refuses first. */
function refusal(id: string, reason: string, { inspection, device }: StreamId): CouchFault {
  const seq = eventNameOf(id)?.seq ?? 0;
  return new CouchFault('sync.refused', { reason, inspection, device, seq });
}
