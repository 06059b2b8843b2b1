import type { ErrorCode } from '#shared/errors.ts';
import { sameJson } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import type { Failure } from '#shared/result.ts';
import type { DraftRow, LocalDatabase } from '../db/database.ts';
import { draftKey } from './draft-key.ts';
import { asStored, fromStore, latestOf, type LeftRow } from './outbox-rows.ts';
import type { Scratch } from './outbox-scratch.ts';
import type { Pending } from './send-queue.ts';

/** What a writer knew when an entry was made. */
export interface Known {
  /** How far the saved events reached; absent: an earlier program did not note it. */
  readonly seen?: Reach | undefined;
  /** Their own earlier entries at the same place that were on their way. */
  readonly over?: readonly Draft[] | undefined;
}

/** Rows of what was set aside lie beside those of their fields: what is entered there next does not replace them. */
const asideKey = (order: number): string => `set aside ${order}`;

/** An entry that the host does not take, and why. */
export interface Refusal {
  readonly entry: Pick<Pending, 'key' | 'draft' | 'order' | 'group'>;
  readonly failure: Failure<ErrorCode>;
}

/**
 * Entries of this window that are not in the journal yet, kept on disk so that a crash costs nothing typed. What other
 * windows keep there stays theirs until they are gone and it is taken over. Writes run one after the
 * other; losing this safety net must not stop the real saving, so its failures are swallowed here and nowhere else.
 */
export class Outbox {
  readonly #db: LocalDatabase;
  readonly #inspection: string;
  readonly #scratch: Scratch | undefined;
  readonly #window: string | undefined;
  #order: number;
  /** What this window has kept last at each place and not forgotten since. */
  readonly #own = new Map<string, DraftRow>();
  /** What others have left and is on its way to the journal as it lies there. */
  #underway: readonly LeftRow[] = [];
  #writing: Promise<unknown> = Promise.resolve();

  constructor(db: LocalDatabase, inspection: string, start: number, scratch?: Scratch, window?: string) {
    this.#window = window;
    this.#scratch = scratch;
    this.#db = db;
    this.#inspection = inspection;
    this.#order = start;
  }

  /** Keeps drafts that were entered in one move; `group` where they were, by the number they had then. */
  pend(drafts: readonly Draft[], known: Known & { readonly seen: Reach }, group?: number): Pending[] {
    const [only] = drafts.length === 1 && group === undefined ? drafts : [];
    const kept = only === undefined ? undefined : this.#keptAs(only, known);
    if (only !== undefined && kept !== undefined) {
      const { key, order } = kept;
      return [{ key, draft: only, order, group: order, seen: known.seen }];
    }
    const move = group ?? this.#order + 1;
    const pending = drafts.map((draft) => ({
      key: draftKey(draft),
      draft,
      order: this.#next(),
      group: move,
      seen: known.seen,
    }));
    this.#keep(pending.map((entry) => this.#row({ ...entry, over: known.over })));
    return pending;
  }

  /** The row of the last keystroke, where it says all that this change would: it is on its way to the disk already. */
  #keptAs(draft: Draft, { seen, over = [] }: Known): DraftRow | undefined {
    const row = this.#own.get(draftKey(draft));
    const says = row !== undefined && row.refused === undefined && row.group === undefined;
    return says && sameJson([row.draft, row.seen, row.over ?? []], [draft, seen, over]) ? row : undefined;
  }

  keepTyping(key: string, text: string, draft: Draft | null, known: Known): void {
    this.#keep([this.#row({ key, text, draft, order: this.#next(), ...known })]);
  }

  /** Keeps entries that the host does not take, under names of their own. */
  setAside(refusals: readonly Refusal[]): void {
    const rows = refusals.map(({ entry, failure }) =>
      this.#row({ ...entry, key: asideKey(entry.order), refused: failure }),
    );
    this.#keep(rows);
    this.settle(refusals.map(({ entry }) => entry));
  }

  /** Forgets entries that were set aside: they were mended, or given up. */
  dropAside(orders: readonly number[]): void {
    for (const order of orders) this.drop(asideKey(order));
  }

  drop(key: string): void {
    this.#own.delete(key);
    this.#delete([this.#storedAt(key)]);
  }

  /** Forgets entries now in the journal, but not what has been entered at the same place since. */
  settle(saved: readonly Pick<Pending, 'key' | 'order'>[]): void {
    for (const { key, order } of saved) if ((this.#own.get(key)?.order ?? Infinity) <= order) this.#own.delete(key);
    this.#run(() =>
      this.#db.transaction('rw', this.#db.drafts, async () => {
        for (const { key, order } of saved) {
          const at: [string, string] = [this.#inspection, this.#storedAt(key)];
          const row = await this.#db.drafts.get(at);
          if (row !== undefined && row.order <= order) await this.#db.drafts.delete(at);
        }
      }),
    );
    const isSaved = ({ row }: LeftRow): boolean =>
      saved.some(({ key, order }) => key === row.key && order === row.order);
    this.forget(this.#underway.filter(isSaved));
    this.#underway = this.#underway.filter((left) => !isSaved(left));
  }

  /** Forgets everything of this window but what was set aside. */
  clear(): void {
    const onTheirWay = [...this.#own.values()].filter(({ refused }) => refused === undefined);
    for (const { key } of onTheirWay) this.#own.delete(key);
    this.#delete(onTheirWay.map((row) => asStored(row).key));
    this.forget(this.#underway);
    this.#underway = [];
  }

  /** All rows there are, of this window and of others, the same one perhaps twice. */
  async rows(): Promise<readonly DraftRow[]> {
    return (await this.#read()).map(fromStore);
  }

  /**
   * Of what interrupted runs left behind the rows that are asked for, in order of entry: those of the store, and those that
   * a closed window had no time to write there; of one window and place, the latest. They stay where they lie until
   * they are taken over, forgotten or settled.
   */
  async recover(isMeant: (row: DraftRow) => boolean = () => true): Promise<readonly LeftRow[]> {
    const all = await this.#read();
    // A clock that was set back must not make what is entered now look older than what was left.
    this.#order = all.reduce((order, row) => Math.max(order, row.order), this.#order);
    return latestOf(all.filter(isMeant));
  }

  /** Whether this window has something at this place itself: it is later than what others left there. */
  holds(key: string): boolean {
    return this.#own.has(key);
  }

  /** Makes what was left this window's own. */
  takeOver(left: readonly LeftRow[]): void {
    this.#keep(left.map(({ row }) => ({ ...row, window: this.#window })));
    this.forget(left);
  }

  /** What was left goes to the journal as it is: it stays where it lies until it is settled. */
  sendOn(left: readonly LeftRow[]): void {
    this.#underway = [...this.#underway, ...left];
  }

  /** Forgets what was left, but not what is this window's own by now. */
  forget(left: readonly LeftRow[]): void {
    const own = new Set([...this.#own.values()].map((row) => asStored(row).key));
    this.#delete(left.flatMap(({ at }) => at).filter((key) => !own.has(key)));
  }

  async #read(): Promise<readonly DraftRow[]> {
    const unwritten = () => this.#scratch?.read(this.#inspection) ?? [];
    try {
      const written = await this.#db.drafts.where('inspection').equals(this.#inspection).toArray();
      return [...written, ...unwritten()];
    } catch {
      return unwritten();
    }
  }

  /** Resolves when everything asked so far has been written (or has failed). */
  async idle(): Promise<void> {
    await this.#writing;
  }

  #row(entry: Omit<DraftRow, 'inspection' | 'text' | 'window'> & { readonly text?: string }): DraftRow {
    const { key, draft, order, text = null, seen, over, group, refused } = entry;
    return { inspection: this.#inspection, window: this.#window, key, draft, order, text, seen, over, group, refused };
  }

  #keep(rows: readonly DraftRow[]): void {
    const stored = rows.map(asStored);
    for (const row of rows) this.#own.set(row.key, row);
    for (const row of stored) this.#scratch?.keep(row);
    this.#run(async () => {
      await this.#db.drafts.bulkPut(stored);
      for (const row of stored) this.#scratch?.forget(row);
    });
  }

  #storedAt(key: string): string {
    return asStored(this.#row({ key, draft: null, order: 0 })).key;
  }

  #delete(keys: readonly string[]): void {
    if (keys.length === 0) return;
    const order = this.#order;
    this.#run(async () => {
      await this.#db.drafts.bulkDelete(keys.map((key) => [this.#inspection, key]));
      // Not before the store has forgotten it: an older row that is still there must not be taken for the latest.
      for (const key of keys) this.#scratch?.forget({ inspection: this.#inspection, key, order });
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
