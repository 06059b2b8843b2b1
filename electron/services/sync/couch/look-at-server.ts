import * as v from 'valibot';
import { hashText } from '#electron/services/disk/hash.ts';
import { MAX_ORIGINAL_BYTES } from '#shared/holding/holding.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { Answer } from '#shared/result.ts';
import { clientFor, filesDatabase } from './address.ts';
import type { CouchAddress } from './address.ts';
import type { CouchClient, JsonAsk, JsonReply } from './client.ts';
import { attemptCouch } from './couch-fault.ts';
import { fileIdOf } from './files.ts';
import { JSON_HEADERS } from './login.ts';
import { faultOf } from './refusals.ts';
import { requestsOf } from './requests.ts';

/**
 * What a server is not fit for, or not known to be. `stops`: nothing can be synchronised by it; `warns`: it works, and
 * something may go wrong that need not.
 */
export type CouchFinding =
  | {
      readonly is: 'database-missing' | 'not-allowed' | 'not-writable';
      readonly weighs: 'stops';
      readonly database: string;
    }
  /** Older than what this program was tried with (`warns`), or so old that it is another (`stops`). */
  | { readonly is: 'version'; readonly weighs: 'stops' | 'warns'; readonly version: string }
  /** By so many seconds the server's clock is ahead of the one here; behind, below zero. */
  | { readonly is: 'clock'; readonly weighs: 'warns'; readonly seconds: number }
  /** Everything goes as plain text, the password included. */
  | { readonly is: 'open-line'; readonly weighs: 'warns' }
  /** Not every original fits. */
  | { readonly is: 'file-limit'; readonly weighs: 'warns'; readonly database: string; readonly bytes: number }
  /** Whoever may write may delete what others wrote. */
  | { readonly is: 'unguarded'; readonly weighs: 'warns'; readonly database: string }
  /** What is written lies on fewer disks than it should at the moment. */
  | { readonly is: 'few-copies'; readonly weighs: 'warns'; readonly database: string };

export interface CouchReport {
  /** The server's own id, and its version. */
  readonly server: string;
  readonly version: string;
  readonly findings: readonly CouchFinding[];
}

export interface LookOptions extends CouchAddress {
  readonly device: DeviceId;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a server is given to refuse a file that is too large for it, in milliseconds. */
  readonly refusalMs?: number;
}

/** A clock that is off by more than the two minutes that are recorded of a clock here. */
const CLOCK_S = 120;
const REFUSAL_MS = 3000;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Looks whether a server is fit to synchronise by: its version and clock, what we may do in both databases, how large a file
 * may be, and whether what was written can be deleted by others. What it leaves there counts as nothing: an empty note that
 * is not replicated, and, where deleting is allowed, a document that is deleted from the beginning. The codes of a server
 * that cannot be reached or does not let us in.
 */
export function lookAtServer(options: LookOptions, signal: AbortSignal): Answer<CouchReport> {
  return attemptCouch(async () => {
    const client = clientFor(options);
    try {
      return await report(client, options, signal);
    } finally {
      client.close();
    }
  });
}

async function report(client: CouchClient, options: LookOptions, signal: AbortSignal): Promise<CouchReport> {
  const { address, database, now } = options;
  const { server, version, date } = await requestsOf(client, database).welcome(signal);
  const findings: CouchFinding[] = [...ofVersion(version), ...ofClock(date, now())];
  if (address.protocol !== 'https:' && !LOOPBACK.test(address.hostname)) {
    findings.push({ is: 'open-line', weighs: 'warns' });
  }
  for (const name of [database, filesDatabase(database)]) {
    findings.push(...(await ofDatabase(new Door(client, name), options, signal)));
  }
  return { server, version, findings };
}

function ofVersion(version: string): CouchFinding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 3 || (major === 3 && minor >= 5)) return [];
  return [{ is: 'version', weighs: major === 3 ? 'warns' : 'stops', version }];
}

function ofClock(date: string | null, now: number): CouchFinding[] {
  const seconds = Math.round((Date.parse(date ?? '') - now) / 1000);
  return Math.abs(seconds) > CLOCK_S ? [{ is: 'clock', weighs: 'warns', seconds }] : [];
}

async function ofDatabase(door: Door, options: LookOptions, signal: AbortSignal): Promise<CouchFinding[]> {
  const { database } = door;
  const there = await door.tried({ method: 'GET', path: '', schema: v.looseObject({}) }, signal);
  if (there === 404) return [{ is: 'database-missing', weighs: 'stops', database }];
  if (there === 403) return [{ is: 'not-allowed', weighs: 'stops', database }];
  const note = {
    method: 'PUT',
    path: `_local/look-${options.device}`,
    body: Buffer.from('{}'),
    schema: v.unknown(),
  } as const;
  const written = await door.tried(note, signal);
  if (written === 403) return [{ is: 'not-writable', weighs: 'stops', database }];
  const findings: CouchFinding[] = written === 202 ? [{ is: 'few-copies', weighs: 'warns', database }] : [];
  if (await mayDelete(door, signal)) findings.push({ is: 'unguarded', weighs: 'warns', database });
  const isOfFiles = database === filesDatabase(options.database);
  if (isOfFiles && !(await takesOriginals(door, options.refusalMs ?? REFUSAL_MS, signal))) {
    findings.push({ is: 'file-limit', weighs: 'warns', database, bytes: MAX_ORIGINAL_BYTES });
  }
  return findings;
}

/** Whether a member may delete: tried with a document that nobody ever sees, since it is deleted from the beginning. */
async function mayDelete(door: Door, signal: AbortSignal): Promise<boolean> {
  const docs = [{ _id: 'look', _rev: '1-00000000000000000000000000000000', _deleted: true }];
  const body = Buffer.from(JSON.stringify({ new_edits: false, docs }));
  const schema = v.array(v.object({ error: v.optional(v.string()) }));
  const reply = await door.ask({ method: 'POST', path: '_bulk_docs', body, schema }, signal);
  return reply.is === 'answer' && reply.value.every(({ error }) => error === undefined);
}

/**
 * Whether the largest original fits: a server refuses one that is announced as too large before any of it came. Where it
 * waits for it instead, the announcement is called off, and nothing is kept.
 */
async function takesOriginals(door: Door, refusalMs: number, signal: AbortSignal): Promise<boolean> {
  const path = `${encodeURIComponent(fileIdOf({ is: 'original', sha256: hashText('look') }))}/file`;
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(MAX_ORIGINAL_BYTES) };
  const patience = AbortSignal.timeout(refusalMs);
  try {
    const ask = { method: 'PUT', path, headers, schema: v.unknown() } as const;
    return (await door.tried(ask, AbortSignal.any([signal, patience]))) !== 413;
  } catch (fault) {
    if (!patience.aborted || signal.aborted) throw fault;
    return true;
  }
}

/** One database as whoever looks at it meets it. */
class Door {
  readonly database: string;
  readonly #client: CouchClient;

  constructor(client: CouchClient, database: string) {
    this.#client = client;
    this.database = database;
  }

  ask<T>(ask: Omit<JsonAsk<T>, 'database'>, signal: AbortSignal): Promise<JsonReply<T>> {
    const { database } = this;
    const path = `${encodeURIComponent(database)}/${ask.path}`.replace(/\/$/, '');
    return this.#client.json({ ...ask, path, database, headers: { ...JSON_HEADERS, ...ask.headers } }, signal);
  }

  /** The status that something is answered with; a refusal of the server as a whole is thrown. */
  async tried(ask: Omit<JsonAsk<unknown>, 'database' | 'tells'>, signal: AbortSignal): Promise<number> {
    const reply = await this.ask({ ...ask, tells: [403, 404, 413] }, signal);
    if (reply.is === 'answer') return reply.status;
    const { status, said } = reply.refusal;
    const fault = faultOf(reply.refusal, this.database, () => '');
    // A proxy has its own words for what is too large; anything else that is not the server's speaks for nobody.
    if ((said === null && status !== 413) || fault.failure.code === 'sync.locked-out') throw fault;
    return status;
  }
}
