import type { ErrorCode } from '#shared/errors.ts';
import type { HostOutput } from '#shared/host/contract.ts';
import type { Heads, Reach } from '#shared/log/heads.ts';
import { reachesAsFar, reachOfHeads, seqIn } from '#shared/log/causality.ts';
import type { Event } from '#shared/log/event.ts';
import { foldInto, type Fold } from '#shared/log/fold.ts';
import type { Failure } from '#shared/result.ts';
import { IndexWriter } from '../db/index-writer.ts';
import { readOn } from '../db/bring-up.ts';
import type { Opened } from './opening.ts';
import type { WindowMeans } from './services.ts';

/** What the journal holds of the open inspection, as far as this window knows it: of each stream without a gap. */
export class Saved {
  readonly #services: WindowMeans;
  readonly #id: Opened['id'];
  readonly #index: IndexWriter;
  #fold: Fold;

  constructor(services: WindowMeans, opened: Opened) {
    this.#services = services;
    this.#id = opened.id;
    this.#fold = opened.saved;
    this.#index = new IndexWriter(services.db, opened.id, opened.indexed ? opened.heads : {});
    if (!opened.indexed) this.#index.add(opened.saved.order, opened.heads);
  }

  get fold(): Fold {
    return this.#fold;
  }

  get reach(): Reach {
    return this.#fold.reach;
  }

  /** Whether the index lacks something that is here. */
  get isIndexBehind(): boolean {
    return this.#index.isBehind;
  }

  writeIndex(): Promise<Failure<ErrorCode> | null> {
    return this.#index.write();
  }

  /** Whether the journal reaches beyond what is here. */
  isBehind(heads: Heads): boolean {
    return !reachesAsFar(this.reach, reachOfHeads(heads));
  }

  /** Takes in what this window has written; where another wrote before it, that first. Answers why it could not. */
  async takeOwn({ events, heads }: HostOutput<'inspection:append-events'>): Promise<Failure<ErrorCode> | null> {
    const [first] = events;
    if (first !== undefined && seqIn(this.reach, first.device) < first.seq - 1) return this.readOn();
    this.#take(events, heads);
    return null;
  }

  /** Reads on in the journal; answers why it could not. */
  async readOn(): Promise<Failure<ErrorCode> | null> {
    const base = { events: this.#fold.order, heads: {} };
    const read = await readOn(this.#services.host, this.#id, base, () => undefined);
    if (!read.ok) return read.error;
    this.#take(read.value.events.slice(base.events.length), read.value.heads);
    return null;
  }

  #take(events: readonly Event[], heads: Heads): void {
    const before = this.reach;
    const fresh = events.filter((event) => event.seq > seqIn(before, event.device));
    this.#fold = foldInto(this.#fold, fresh);
    this.#index.add(fresh, heads);
  }
}
