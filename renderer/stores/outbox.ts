import type { Draft, VersionVector } from '#shared/log/event.ts';
import { assignmentsOf, registerKey } from '#shared/log/register.ts';
import type { DraftRow, LocalDatabase } from '../db/database.ts';
import type { Scratch } from './outbox-scratch.ts';

/** A change that no acknowledgement covers yet. */
export interface Pending {
  readonly key: string;
  readonly draft: Draft;
  readonly order: number;
}

/** What a writer knew when an entry was made. */
export interface Known {
  /** How far the saved events reached; absent: an earlier program did not note it. */
  readonly seen?: VersionVector | undefined;
  /** Their own earlier entries at the same place that were on their way. */
  readonly over?: readonly Draft[] | undefined;
}

/** What the change writes, as a name: one per field on screen. */
export function draftKey(draft: Draft): string {
  const [first] = assignmentsOf(draft);
  return first === undefined ? draft.type : registerKey(first.register);
}

/**
 * Entries that are not in the journal yet, kept on disk so that a crash costs nothing typed. Writes run one after the
 * other; losing this safety net must not stop the real saving, so its failures are swallowed here and nowhere else.
 */
export class Outbox {
  readonly #db: LocalDatabase;
  readonly #inspection: string;
  readonly #scratch: Scratch | undefined;
  #order: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(db: LocalDatabase, inspection: string, start: number, scratch?: Scratch) {
    this.#scratch = scratch;
    this.#db = db;
    this.#inspection = inspection;
    this.#order = start;
  }

  pend(drafts: readonly Draft[], known: Known): Pending[] {
    const pending = drafts.map((draft) => ({ key: draftKey(draft), draft, order: this.#next() }));
    const rows = pending.map((entry) => ({ ...entry, inspection: this.#inspection, text: null, ...known }));
    this.#put(rows);
    return pending;
  }

  keepTyping(key: string, text: string, draft: Draft | null, known: Known): void {
    const row = { inspection: this.#inspection, key, text, draft, order: this.#next(), ...known };
    this.#put([row]);
  }

  drop(key: string): void {
    // Not before the store has forgotten it: an older row that is still there must not be taken for the latest.
    const dropped = { inspection: this.#inspection, key, order: this.#order };
    this.#run(async () => {
      await this.#db.drafts.delete([this.#inspection, key]);
      this.#scratch?.forget(dropped);
    });
  }

  /** Forgets entries now in the journal, but not what has been entered at the same place since. */
  settle(saved: readonly Pending[]): void {
    this.#run(() =>
      this.#db.transaction('rw', this.#db.drafts, async () => {
        for (const { key, order } of saved) {
          const row = await this.#db.drafts.get([this.#inspection, key]);
          if (row !== undefined && row.order <= order) await this.#db.drafts.delete([this.#inspection, key]);
        }
      }),
    );
  }

  clear(): void {
    for (const row of this.#scratch?.read(this.#inspection) ?? []) this.#scratch?.forget(row);
    this.#run(() => this.#db.drafts.where('inspection').equals(this.#inspection).delete());
  }

  /** What an interrupted run left behind, in order of entry. */
  async recover(): Promise<readonly DraftRow[]> {
    try {
      const rows = await this.#db.drafts.where('inspection').equals(this.#inspection).toArray();
      return this.#withUnwritten(rows);
    } catch {
      return this.#withUnwritten([]);
    }
  }

  /** Rows of the store, and those that a closed window had no time to write there: of one key, the latest. */
  #withUnwritten(rows: readonly DraftRow[]): readonly DraftRow[] {
    const unwritten = this.#scratch?.read(this.#inspection) ?? [];
    // A clock that was set back must not make what is entered now look older than what was left.
    this.#order = [...rows, ...unwritten].reduce((order, row) => Math.max(order, row.order), this.#order);
    const latest = new Map<string, DraftRow>();
    for (const row of [...rows, ...unwritten])
      if (row.order >= (latest.get(row.key)?.order ?? 0)) latest.set(row.key, row);
    const news = unwritten.filter((row) => latest.get(row.key) === row);
    if (news.length > 0) this.#put(news);
    for (const row of unwritten) if (!news.includes(row)) this.#scratch?.forget(row);
    return [...latest.values()].sort((a, b) => a.order - b.order);
  }

  /** Resolves when everything asked so far has been written (or has failed). */
  async idle(): Promise<void> {
    await this.#writing;
  }

  #put(rows: readonly DraftRow[]): void {
    for (const row of rows) this.#scratch?.keep(row);
    this.#run(async () => {
      await this.#db.drafts.bulkPut([...rows]);
      for (const row of rows) this.#scratch?.forget(row);
    });
  }

  #next(): number {
    this.#order += 1;
    return this.#order;
  }

  #run(task: () => PromiseLike<unknown>): void {
    this.#writing = this.#writing.then(task).catch(() => undefined);
  }
}
