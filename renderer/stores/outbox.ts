import type { Draft } from '#shared/log/event.ts';
import { assignmentsOf, registerKey } from '#shared/log/register.ts';
import type { DraftRow, LocalDatabase } from '../db/database.ts';

/** A change that no acknowledgement covers yet. */
export interface Pending {
  readonly key: string;
  readonly draft: Draft;
  readonly order: number;
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
  #order: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(db: LocalDatabase, inspection: string, start: number) {
    this.#db = db;
    this.#inspection = inspection;
    this.#order = start;
  }

  pend(drafts: readonly Draft[]): Pending[] {
    const pending = drafts.map((draft) => ({ key: draftKey(draft), draft, order: this.#next() }));
    const rows = pending.map((entry) => ({ ...entry, inspection: this.#inspection, text: null }));
    this.#run(() => this.#db.drafts.bulkPut(rows));
    return pending;
  }

  keepTyping(key: string, text: string, draft: Draft | null): void {
    const row = { inspection: this.#inspection, key, text, draft, order: this.#next() };
    this.#run(() => this.#db.drafts.put(row));
  }

  drop(key: string): void {
    this.#run(() => this.#db.drafts.delete([this.#inspection, key]));
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
    this.#run(() => this.#db.drafts.where('inspection').equals(this.#inspection).delete());
  }

  /** What an interrupted run left behind, in order of entry. */
  async recover(): Promise<readonly DraftRow[]> {
    try {
      const rows = await this.#db.drafts.where('inspection').equals(this.#inspection).toArray();
      return rows.sort((a, b) => a.order - b.order);
    } catch {
      return [];
    }
  }

  /** Resolves when everything asked so far has been written (or has failed). */
  async idle(): Promise<void> {
    await this.#writing;
  }

  #next(): number {
    this.#order += 1;
    return this.#order;
  }

  #run(task: () => PromiseLike<unknown>): void {
    this.#writing = this.#writing.then(task).catch(() => undefined);
  }
}
