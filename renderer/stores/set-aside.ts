import type { ErrorCode } from '#shared/errors.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Failure } from '#shared/result.ts';
import type { DraftRow } from '../db/database.ts';
import { draftKey } from './draft-key.ts';
import type { Outbox, Refusal } from './outbox.ts';
import type { Pending } from './send-queue.ts';

/** What was entered in one move and the journal does not take: kept until it is mended or given up. */
export interface SetAside {
  readonly id: number;
  /** All drafts of the move; `refused`: which of them stands in the way. */
  readonly drafts: readonly Draft[];
  readonly refused: number;
  readonly failure: Failure<ErrorCode>;
}

interface Kept extends SetAside {
  /** By which the outbox knows them. */
  readonly orders: readonly number[];
}

/** Entries that were refused, on disk and on screen. */
export class AsideList {
  readonly #outbox: Outbox;
  #kept: readonly Kept[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  get list(): readonly SetAside[] {
    return this.#kept;
  }

  /** Sets a move aside; `place` among its entries is the one that is refused. */
  add(entries: readonly Pending[], place: number, failure: Failure<ErrorCode>): void {
    const move = entries.map((entry, at) => ({ entry, failure: at === place ? failure : BESIDE }));
    this.#outbox.setAside(move);
    this.#keep(move);
  }

  /** Takes up what an earlier run had set aside. */
  restore(rows: readonly DraftRow[]): void {
    const byMove = new Map<number, Refusal[]>();
    for (const { draft, order, group = order, refused } of rows) {
      if (draft === null || refused === undefined) continue;
      const entry = { key: draftKey(draft), draft, order, group };
      byMove.set(group, [...(byMove.get(group) ?? []), { entry, failure: refused }]);
    }
    for (const move of byMove.values()) this.#keep(move);
  }

  /** What is entered at the same places since takes the place of what was set aside there. */
  replacedBy(drafts: readonly Draft[]): void {
    const written = new Map(drafts.map((draft) => [draftKey(draft), draft]));
    const isReplaced = (old: Draft): boolean => replaces(written.get(draftKey(old)), old);
    for (const one of this.#kept) if (one.drafts.every(isReplaced)) this.drop(one.id);
  }

  find(id: number): SetAside | undefined {
    return this.#kept.find((one) => one.id === id);
  }

  drop(id: number): void {
    this.#outbox.dropAside(this.#kept.find((one) => one.id === id)?.orders ?? []);
    this.#kept = this.#kept.filter((one) => one.id !== id);
  }

  #keep(move: readonly Refusal[]): void {
    const refused = move.findIndex(({ failure }) => failure.code !== BESIDE.code || failure.detail !== undefined);
    const at = Math.max(0, refused);
    const id = move[at]?.entry.order ?? 0;
    const one = {
      id,
      drafts: move.map(({ entry }) => entry.draft),
      refused: at,
      failure: move[at]?.failure ?? BESIDE,
      orders: move.map(({ entry }) => entry.order),
    };
    this.#kept = [...this.#kept, one];
  }
}

/** Of a draft that only goes along with a refused one. */
const BESIDE: Failure<ErrorCode> = { code: 'app.bad-request' };

/** A list is one value, of which the next may lack what was refused in this one: only one as long takes its place. */
function replaces(now: Draft | undefined, old: Draft): boolean {
  if (now === undefined) return false;
  const [was, is] = [old, now].map((draft) => (draft.type === 'answer.set' ? draft.payload.value : null));
  return !Array.isArray(was) || (Array.isArray(is) && is.length >= was.length);
}
