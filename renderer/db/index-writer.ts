import type { ErrorCode } from '#shared/errors.ts';
import type { Heads } from '#shared/log/heads.ts';
import { Sha256, type InspectionId } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { Failure } from '#shared/result.ts';
import * as v from 'valibot';
import type { LocalDatabase } from './database.ts';
import { writeIndex } from './index-store.ts';

/** Brings events that the journal already has into the index, in order; keeps them for a retry where that fails. */
export class IndexWriter {
  readonly #db: LocalDatabase;
  readonly #inspection: InspectionId;
  #heads: Heads;
  #waiting: Event[] = [];

  constructor(db: LocalDatabase, inspection: InspectionId, heads: Heads) {
    this.#db = db;
    this.#inspection = inspection;
    this.#heads = heads;
  }

  get isBehind(): boolean {
    return this.#waiting.length > 0;
  }

  add(events: readonly Event[]): void {
    this.#waiting.push(...events);
  }

  async write(): Promise<Failure<ErrorCode> | null> {
    const events = [...this.#waiting];
    if (events.length === 0) return null;
    const heads = await headsAfter(this.#heads, events);
    const failure = await writeIndex(this.#db, this.#inspection, events, heads, false);
    if (failure !== null) return failure;
    this.#heads = heads;
    this.#waiting = this.#waiting.slice(events.length);
    return null;
  }
}

/** Heads moved on by further events; the hash is that of the last event of each stream. */
async function headsAfter(before: Heads, events: readonly Event[]): Promise<Heads> {
  const last = new Map(events.map((event) => [event.device, event] as const));
  const moved = [...last.values()].map(
    async (event) => [event.device, { seq: event.seq, hash: await hashOf(event) }] as const,
  );
  return { ...before, ...Object.fromEntries(await Promise.all(moved)) };
}

async function hashOf(event: Event): Promise<Sha256> {
  const bytes = new TextEncoder().encode(canonicalText(event) ?? '');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return v.parse(Sha256, [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
