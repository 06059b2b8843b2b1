import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { Failure } from '#shared/result.ts';
import type { LocalDatabase } from './database.ts';
import { furthest, writeIndex } from './index-store.ts';

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

  /** Takes further events; `heads`: as the host says, the streams of these events end in them. */
  add(events: readonly Event[], heads: Heads): void {
    this.#waiting.push(...events);
    this.#heads = furthest(this.#heads, heads);
  }

  async write(): Promise<Failure<ErrorCode> | null> {
    const [events, heads] = [[...this.#waiting], this.#heads];
    if (events.length === 0) return null;
    const failure = await writeIndex(this.#db, this.#inspection, events, heads, false);
    if (failure !== null) return failure;
    this.#waiting = this.#waiting.slice(events.length);
    return null;
  }
}
