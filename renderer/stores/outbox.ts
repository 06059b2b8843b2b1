import type { ErrorCode } from '#shared/errors.ts';
import { sameJson } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import type { Failure } from '#shared/result.ts';
import type { DraftRow, LocalDatabase } from '../db/database.ts';
import { draftKey } from './draft-key.ts';
import { presentKey } from './former-keys.ts';
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

/** Of rows at one place the latest, under the place's present name; `was`: as it lay there. */
function latestOf(rows: readonly DraftRow[]): readonly { readonly row: DraftRow; readonly was: DraftRow }[] {
  const latest = new Map<string, DraftRow>();
  for (const row of rows) {
    const key = presentKey(row.key);
    if (row.order >= (latest.get(key)?.order ?? 0)) latest.set(key, row);
  }
  return [...latest].map(([key, was]) => ({ row: was.key === key ? was : { ...was, key }, was }));
}

/** An entry that the host does not take, and why. */
export interface Refusal {
  readonly entry: Pick<Pending, 'key' | 'draft' | 'order' | 'group'>;
  readonly failure: Failure<ErrorCode>;
}

/**
 * Entries that are not in the journal yet, kept on disk so that a crash costs nothing typed. Writes run one after the
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
    // Not before the store has forgotten it: an older row that is still there must not be taken for the latest.
    const dropped = { inspection: this.#inspection, key, order: this.#order };
    this.#own.delete(key);
    this.#run(async () => {
      await this.#db.drafts.delete([this.#inspection, key]);
      this.#scratch?.forget(dropped);
    });
  }

  /** Forgets entries now in the journal, but not what has been entered at the same place since. */
  settle(saved: readonly Pick<Pending, 'key' | 'order'>[]): void {
    for (const { key, order } of saved) if ((this.#own.get(key)?.order ?? Infinity) <= order) this.#own.delete(key);
    this.#run(() =>
      this.#db.transaction('rw', this.#db.drafts, async () => {
        for (const { key, order } of saved) {
          const row = await this.#db.drafts.get([this.#inspection, key]);
          if (row !== undefined && row.order <= order) await this.#db.drafts.delete([this.#inspection, key]);
        }
      }),
    );
  }

  /** Forgets everything but what was set aside. */
  clear(): void {
    for (const [key, row] of this.#own) if (row.refused === undefined) this.#own.delete(key);
    const isOnItsWay = ({ refused }: DraftRow): boolean => refused === undefined;
    for (const row of this.#scratch?.read(this.#inspection).filter(isOnItsWay) ?? []) this.#scratch?.forget(row);
    this.#run(() => this.#db.drafts.where('inspection').equals(this.#inspection).filter(isOnItsWay).delete());
  }

  /** All rows there are, of this window and of others, the same one perhaps twice. */
  async rows(): Promise<readonly DraftRow[]> {
    const { written, unwritten } = await this.#read();
    return [...written, ...unwritten];
  }

  /**
   * Of what interrupted runs left behind the rows that are asked for, in order of entry: those of the store, and those that
   * a closed window had no time to write there; of one key, the latest.
   */
  async recover(isMeant: (row: DraftRow) => boolean = () => true): Promise<readonly DraftRow[]> {
    const { written, unwritten } = await this.#read();
    const all = [...written, ...unwritten];
    // A clock that was set back must not make what is entered now look older than what was left.
    this.#order = all.reduce((order, row) => Math.max(order, row.order), this.#order);
    const latest = latestOf(all).filter(({ was }) => isMeant(was));
    const news = latest.filter(({ row, was }) => unwritten.includes(was) || was.key !== row.key);
    if (news.length > 0) this.#put(news.map(({ row }) => row));
    for (const row of unwritten.filter(isMeant)) if (!news.some(({ was }) => was === row)) this.#scratch?.forget(row);
    for (const { key } of all.filter(isMeant)) if (presentKey(key) !== key) this.drop(key);
    // What has been entered here meanwhile, while the store was read, is the later.
    const left = latest.flatMap(({ row }) => ((this.#own.get(row.key)?.order ?? row.order) === row.order ? [row] : []));
    return left.sort((one, other) => one.order - other.order);
  }

  async #read(): Promise<{ readonly written: readonly DraftRow[]; readonly unwritten: readonly DraftRow[] }> {
    const unwritten = () => this.#scratch?.read(this.#inspection) ?? [];
    try {
      const written = await this.#db.drafts.where('inspection').equals(this.#inspection).toArray();
      return { written, unwritten: unwritten() };
    } catch {
      return { written: [], unwritten: unwritten() };
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
    for (const row of rows) this.#own.set(row.key, row);
    this.#put(rows);
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
