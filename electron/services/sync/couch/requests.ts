import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as v from 'valibot';
import { CouchFault } from './couch-fault.ts';
import type { CouchClient, JsonAsk, JsonReply } from './client.ts';
import type { PutDocument } from './documents.ts';
import { saysNoDatabase } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { Ask } from './transport.ts';

const MB = 1024 * 1024;
/** Answers of ids, and of whole documents: more is refused. */
const MAX_LIST_BYTES = 16 * MB;
const MAX_DOCUMENTS_BYTES = 64 * MB;

const Text = v.pipe(v.string(), v.maxLength(400));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

const Welcome = v.object({ couchdb: v.string(), version: Text, uuid: Text });
const Stub = v.object({ length: Count, digest: Text, content_type: Text });
// What somebody else put there may look like anything, and says nothing then; it keeps nothing else from being read.
const Document = v.object({
  _deleted: v.fallback(v.optional(v.boolean()), undefined),
  text: v.fallback(v.optional(v.string()), undefined),
  _attachments: v.fallback(v.optional(v.record(v.string(), Stub)), undefined),
});
const Row = v.object({
  id: v.optional(v.string()),
  key: v.string(),
  value: v.nullish(v.object({ rev: Text, deleted: v.optional(v.boolean()) })),
  error: v.optional(v.string()),
  doc: v.fallback(v.nullish(Document), null),
});
const Rows = v.object({ rows: v.array(Row) });
const Change = v.object({ id: v.string(), deleted: v.optional(v.boolean()) });
const Token = v.union([v.pipe(v.string(), v.maxLength(8000)), Count]);
const Changes = v.object({ results: v.array(Change), last_seq: Token });
const Refused = v.object({
  id: v.optional(v.string()),
  error: v.optional(v.string()),
  reason: v.optional(v.unknown()),
});
const Leaves = v.array(v.object({ ok: v.fallback(v.nullish(Document), null) }));
const Ack = v.object({ counter: Count });

export type CouchRow = v.InferOutput<typeof Row>;
export type CouchStub = v.InferOutput<typeof Stub>;
export type CouchChange = v.InferOutput<typeof Change>;

/** What came of a batch: what the server refused of it by id, or that it took nothing of it, and how it said so. */
export type BulkReply =
  | { readonly is: 'taken'; readonly refused: ReadonlyMap<string, string> }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** Ids from one on, up to another. */
export interface CouchRange {
  readonly startkey: string;
  readonly endkey: string;
  readonly limit: number;
  readonly withBodies: boolean;
}

/** The requests that are made of one database, and no others. */
export interface CouchRequests {
  welcome(
    signal: AbortSignal,
  ): Promise<{ readonly server: string; readonly version: string; readonly date: string | null }>;
  /** What the counter of this device is at in the server's memory; null: none is there. */
  counter(device: string, signal: AbortSignal): Promise<number | null>;
  /** Raises it. False: fewer copies than a majority took it. */
  count(device: string, counter: number, signal: AbortSignal): Promise<boolean>;
  /** The documents of these ids that are there and not deleted. */
  byKeys(keys: readonly string[], withBodies: boolean, signal: AbortSignal): Promise<readonly CouchRow[]>;
  range(range: CouchRange, signal: AbortSignal): Promise<readonly CouchRow[]>;
  /** The ids of what changed; `since` null: only where the feed ends now. Null: the server does not know this token. */
  changes(since: string | null, limit: number, signal: AbortSignal): Promise<CouchFeed | null>;
  bulk(documents: readonly PutDocument[], signal: AbortSignal): Promise<BulkReply>;
  /** Every text that lies under an id, whichever of its revisions the server shows. */
  leaves(id: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** A stretch of the feed of changes, and the token of where it ends. */
export interface CouchFeed {
  readonly changed: readonly CouchChange[];
  readonly since: string;
}

/** What says that a whole batch was refused for one document of it; 500: a function of the server may have failed on one. */
const OF_THE_BATCH = [400, 412, 413, 415, 500];

const pack = promisify(gzip);

/** The requests of a database. Throw `CouchFault`, and what calls them off. */
export const requestsOf = (client: CouchClient, database: string): CouchRequests => new Requests(client, database);

class Requests implements CouchRequests {
  readonly #client: CouchClient;
  readonly #database: string;

  constructor(client: CouchClient, database: string) {
    this.#client = client;
    this.#database = database;
  }

  async welcome(signal: AbortSignal): ReturnType<CouchRequests['welcome']> {
    const reply = await this.#ask({ method: 'GET', path: '', schema: Welcome }, signal);
    if (reply.is === 'refusal') throw unexpected(reply.refusal);
    return { server: reply.value.uuid, version: reply.value.version, date: reply.headers.date ?? null };
  }

  async counter(device: string, signal: AbortSignal): Promise<number | null> {
    const path = this.#at(`_local/ack-${device}`);
    const reply = await this.#ask({ method: 'GET', path, schema: Ack, tells: [404] }, signal);
    if (reply.is === 'answer') return reply.value.counter;
    if (saysNoDatabase(reply.refusal)) throw new CouchFault('sync.database-missing', { database: this.#database });
    return null;
  }

  async count(device: string, counter: number, signal: AbortSignal): Promise<boolean> {
    const path = this.#at(`_local/ack-${device}`);
    const reply = await this.#ask({ method: 'PUT', path, body: jsonBytes({ counter }), schema: v.unknown() }, signal);
    return reply.is === 'answer' && reply.status !== 202;
  }

  async byKeys(keys: readonly string[], withBodies: boolean, signal: AbortSignal): Promise<readonly CouchRow[]> {
    if (keys.length === 0) return [];
    const path = this.#at(`_all_docs${withBodies ? '?include_docs=true' : ''}`);
    return this.#rows({ method: 'POST', path, body: jsonBytes({ keys }) }, withBodies, signal);
  }

  async range({ startkey, endkey, limit, withBodies }: CouchRange, signal: AbortSignal): Promise<readonly CouchRow[]> {
    const query = new URLSearchParams({
      startkey: JSON.stringify(startkey),
      endkey: JSON.stringify(endkey),
      limit: String(limit),
      include_docs: String(withBodies),
    });
    return this.#rows({ method: 'GET', path: this.#at(`_all_docs?${query.toString()}`) }, withBodies, signal);
  }

  async changes(since: string | null, limit: number, signal: AbortSignal): ReturnType<CouchRequests['changes']> {
    const query = new URLSearchParams({ since: since ?? 'now', limit: String(limit), style: 'all_docs' });
    const path = this.#at(`_changes?${query.toString()}`);
    const reply = await this.#ask(
      { method: 'GET', path, schema: Changes, tells: [400], limit: MAX_LIST_BYTES },
      signal,
    );
    if (reply.is === 'refusal') return null;
    return { changed: reply.value.results, since: String(reply.value.last_seq) };
  }

  async bulk(documents: readonly PutDocument[], signal: AbortSignal): Promise<BulkReply> {
    const ask = {
      method: 'POST',
      path: this.#at('_bulk_docs'),
      headers: { 'Content-Encoding': 'gzip' },
      body: await pack(jsonBytes({ new_edits: false, docs: documents })),
      schema: v.array(Refused),
      tells: OF_THE_BATCH,
      limit: MAX_LIST_BYTES,
    } as const;
    const reply = await this.#ask(ask, signal);
    if (reply.is === 'refusal') return { is: 'refused', refusal: reply.refusal };
    const refused = new Map<string, string>();
    // The rows come in an order of the server's own.
    for (const { id, error, reason } of reply.value) {
      if (id === undefined || error === undefined) continue;
      refused.set(id, `${error} ${typeof reason === 'string' ? reason : ''}`.trim());
    }
    return { is: 'taken', refused };
  }

  async leaves(id: string, signal: AbortSignal): Promise<readonly string[]> {
    const path = this.#at(`${encodeURIComponent(id)}?open_revs=all`);
    const reply = await this.#ask(
      { method: 'GET', path, schema: Leaves, tells: [404], limit: MAX_DOCUMENTS_BYTES },
      signal,
    );
    return reply.is === 'refusal'
      ? []
      : reply.value.flatMap(({ ok }) => (ok?._deleted === true ? [] : (ok?.text ?? [])));
  }

  async #rows(ask: Ask, withBodies: boolean, signal: AbortSignal): Promise<readonly CouchRow[]> {
    const limit = withBodies ? MAX_DOCUMENTS_BYTES : MAX_LIST_BYTES;
    const reply = await this.#ask({ ...ask, schema: Rows, limit }, signal);
    if (reply.is === 'refusal') throw unexpected(reply.refusal);
    return reply.value.rows.filter(isThere);
  }

  #ask<T>(ask: Omit<JsonAsk<T>, 'database'>, signal: AbortSignal): Promise<JsonReply<T>> {
    return this.#client.json({ ...ask, database: this.#database }, signal);
  }

  #at(path: string): string {
    return `${encodeURIComponent(this.#database)}/${path}`;
  }
}

const isThere = ({ error, value }: CouchRow): boolean =>
  error === undefined && value !== null && value !== undefined && value.deleted !== true;

const unexpected = ({ status }: Refusal): CouchFault =>
  new CouchFault('sync.server-fault', { reason: `HTTP ${status}` });

const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
