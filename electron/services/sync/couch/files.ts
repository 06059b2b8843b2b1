import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { Unreadable } from '#electron/services/holdings/remote.ts';
import type { Content, RemoteFile } from '#electron/services/holdings/remote.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { InspectionId, Sha256 } from '#shared/ids.ts';
import { MAX_BYTES } from '#shared/package/limits.ts';
import type { CouchClient } from './client.ts';
import { CouchFault, Cut, faultOfCut, isPassing } from './couch-fault.ts';
import type { CouchRequests, CouchRow, CouchStub } from './requests.ts';

/** Every file is one attachment of one document, of a type that the server neither packs nor changes. */
const ATTACHMENT = 'file';
const TYPE = 'application/octet-stream';

/** Ids of one question, and documents of one answer: their stubs are small. */
const PAGE = 500;
/** A download that breaks off so often without having got so much further is given up. */
const FRUITLESS = 3;
const FURTHER_BYTES = 16 * 1024;

/** The id under which a file lies. */
export const fileIdOf = (file: FileHolding): string =>
  file.is === 'notice' ? `notice:${file.inspection}:${file.sha256}.${file.ending}` : `${file.is}:${file.sha256}`;

/** The file that lies under an id; null: none of ours. */
export function fileAt(id: string): FileHolding | null {
  const [is, first = '', second = ''] = id.split(':');
  const file = is === 'notice' ? noticeAt(first, second) : hashedAt(is, first);
  return file !== null && fileIdOf(file) === id ? file : null;
}

function noticeAt(inspection: string, name: string): FileHolding | null {
  const [stem, ending] = name.split('.');
  const [id, sha256] = [v.safeParse(InspectionId, inspection), v.safeParse(Sha256, stem)];
  if (!id.success || !sha256.success || (ending !== 'pdf' && ending !== 'xlsx')) return null;
  return { is: 'notice', inspection: id.output, sha256: sha256.output, ending };
}

function hashedAt(is: string | undefined, text: string): FileHolding | null {
  const sha256 = v.safeParse(Sha256, text);
  return sha256.success && (is === 'original' || is === 'catalogue') ? { is, sha256: sha256.output } : null;
}

export interface FilePorts {
  readonly client: CouchClient;
  readonly requests: CouchRequests;
  readonly database: string;
  /** A file lies on fewer disks than it should. */
  readonly onFewCopies: () => void;
}

/** The files in a database of their own. Throws `CouchFault`, and what calls it off. */
export class CouchFiles {
  readonly #ports: FilePorts;

  constructor(ports: FilePorts) {
    this.#ports = ports;
  }

  /** What the server tells of those of the files that are there, by their ids. */
  async told(files: readonly FileHolding[], signal: AbortSignal): Promise<ReadonlyMap<string, CouchStub>> {
    const ids = files.map(fileIdOf);
    const found = new Map<string, CouchStub>();
    for (let at = 0; at < ids.length; at += PAGE) {
      const rows = await this.#ports.requests.byKeys(ids.slice(at, at + PAGE), true, signal);
      for (const row of rows) {
        const stub = stubOf(row);
        if (stub !== null) found.set(row.key, stub);
      }
    }
    return found;
  }

  async list(signal: AbortSignal): Promise<readonly RemoteFile[]> {
    const files: RemoteFile[] = [];
    for (const kind of ['catalogue', 'notice', 'original']) {
      for (let startkey = `${kind}:`; ;) {
        const asked = { startkey, endkey: `${kind};`, limit: PAGE, withBodies: true };
        const rows = await this.#ports.requests.range(asked, signal);
        for (const row of rows) {
          const [file, stub] = [fileAt(row.key), stubOf(row)];
          if (file !== null && stub !== null) files.push({ file, bytes: stub.length });
        }
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) break;
        startkey = `${last.key}\0`;
      }
    }
    return files;
  }

  /** Puts a file, and asks for its digest then; false: it is not what its hash says, and nothing was sent. */
  async put(file: FileHolding, content: Content, signal: AbortSignal): Promise<boolean> {
    const bytes = await wholeOf(file, content);
    if (bytes === null) return false;
    const digest = `md5-${createHash('md5').update(bytes).digest('base64')}`;
    for (let attempt = 0; ; attempt += 1) {
      const [row] = await this.#ports.requests.byKeys([fileIdOf(file)], true, signal);
      const stub = row === undefined ? null : stubOf(row);
      if (stub?.digest === digest && stub.length === bytes.length) return true;
      if (attempt === 2) throw new CouchFault('sync.write-failed', { reason: 'NOT-KEPT' });
      // What is there under this name is not this file: a write that broke off, or somebody's mischief.
      await this.#upload(file, bytes, row?.value?.rev ?? null, signal);
    }
  }

  async #upload(file: FileHolding, bytes: Uint8Array, over: string | null, signal: AbortSignal): Promise<void> {
    const { client, database, onFewCopies } = this.#ports;
    const path = `${this.#pathOf(file)}${over === null ? '' : `?rev=${encodeURIComponent(over)}`}`;
    const headers = { 'Content-Type': TYPE };
    const ask = {
      method: 'PUT',
      path,
      headers,
      body: bytes,
      database,
      schema: v.unknown(),
      tells: [409, 413],
    } as const;
    const reply = await client.json(ask, signal);
    if (reply.is === 'refusal' && reply.refusal.status === 413)
      throw new CouchFault('sync.refused', { reason: 'HTTP 413' });
    if (reply.is === 'answer' && reply.status === 202) onFewCopies();
  }

  /** The bytes of a file as they come; where the connection breaks it is gone on from there. Throws `Unreadable`. */
  async *open(file: FileHolding, signal: AbortSignal): Content {
    const download: Download = { got: 0, total: null, etag: null };
    for (let fruitless = 0; ;) {
      const before = download.got;
      try {
        yield* this.#rest(file, download, signal);
        return;
      } catch (fault) {
        if (!(fault instanceof Cut)) throw fault instanceof CouchFault ? new Unreadable(fault.failure.code) : fault;
        if (download.got === download.total) return;
        fruitless = download.got - before >= FURTHER_BYTES ? 0 : fruitless + 1;
        if (fruitless === FRUITLESS || !isPassing(fault)) throw new Unreadable(faultOfCut(fault.reason).failure.code);
        await this.#ports.client.rest(fruitless, signal);
      }
    }
  }

  async *#rest(file: FileHolding, download: Download, signal: AbortSignal): Content {
    const { client, database } = this.#ports;
    signal.throwIfAborted();
    const headers = download.got > 0 ? { Range: `bytes=${download.got}-` } : {};
    const ask = { method: 'GET', path: this.#pathOf(file), headers, database, statuses: [200, 206] } as const;
    const reply = await client.stream(ask, signal);
    if (reply === null) throw new Unreadable('ENOENT');
    const begins = reply.status === 206 ? Number(RANGE.exec(reply.headers['content-range'] ?? '')?.[1]) : 0;
    const { etag = null } = reply.headers;
    const isSame = download.got === 0 || etag === download.etag;
    if (!isSame || !(begins <= download.got)) {
      reply.drop();
      throw new Unreadable('CHANGED');
    }
    download.etag = etag;
    download.total ??= lengthIn(reply.headers['content-length']);
    let skip = download.got - begins;
    for await (const piece of reply.body) {
      const fresh = piece.subarray(Math.min(skip, piece.length));
      skip -= piece.length - fresh.length;
      download.got += fresh.length;
      if (download.got > MAX_BYTES[file.is]) throw new Unreadable('TOO-LARGE');
      if (fresh.length > 0) yield fresh;
    }
    if (download.total !== null && download.got < download.total) throw new Cut('HALF');
  }

  #pathOf(file: FileHolding): string {
    return [this.#ports.database, fileIdOf(file), ATTACHMENT].map((part) => encodeURIComponent(part)).join('/');
  }
}

/** How far a download came, and of what. */
interface Download {
  got: number;
  total: number | null;
  etag: string | null;
}

const RANGE = /^bytes (\d{1,15})-/;

const lengthIn = (header: string | undefined): number | null => (header === undefined ? null : Number(header));

const stubOf = ({ doc }: CouchRow): CouchStub | null => {
  const stub = doc?._attachments?.[ATTACHMENT];
  return stub === undefined || stub.length === 0 ? null : stub;
};

/** A content as a whole, once it is known to be what its hash says; null: it is not, or is larger than anything of its kind. */
async function wholeOf(file: FileHolding, content: Content): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    if (length > MAX_BYTES[file.is]) return null;
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces, length);
  return hashBytes(bytes) === file.sha256 ? bytes : null;
}
