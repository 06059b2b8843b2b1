import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LocalDatabase } from '#renderer/db/database.ts';
import { draftKey } from '#renderer/stores/draft-key.ts';
import { Outbox } from '#renderer/stores/outbox.ts';
import { fromStore, type LeftRow } from '#renderer/stores/outbox-rows.ts';
import { scratchIn } from '#renderer/stores/outbox-scratch.ts';
import { Reach } from '#shared/log/heads.ts';
import type { Draft } from '#shared/log/events.ts';

/** The browser's synchronous storage. */
function localStore(limit = Infinity) {
  const rows = new Map<string, string>();
  return {
    rows,
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      rows.set(name, value);
    },
    removeItem: (name: string) => void rows.delete(name),
    key: (index: number) => [...rows.keys()][index] ?? null,
    get length() {
      return rows.size;
    },
  };
}

const note = (text: string): Draft => ({ type: 'note.set', payload: { indicator: 1, text } });
const KEY = 'note 1';
const rowsOf = (left: readonly LeftRow[]) => left.map(({ row }) => row);
const reach = (seq: number) => v.parse(Reach, { dddddddddddd: seq });
const disk = () => {
  const factory = new IDBFactory();
  return () => new LocalDatabase('workbench', { indexedDB: factory, IDBKeyRange });
};
/** A store that accepts writes and has done none of them when its window goes away. */
function lagging(db: LocalDatabase): LocalDatabase {
  const never = () => new Promise<never>(() => undefined);
  Object.assign(db, { drafts: { bulkPut: never, put: never, bulkDelete: never, where: never } });
  return db;
}

describe('a window that is closed while its store is still writing', () => {
  it('has its last keystroke the next time, and only as long as it is needed', async () => {
    const [open, local] = [disk(), localStore()];
    const slow = new Outbox(lagging(open()), 'inspection-1', 1, scratchIn(local));
    for (const text of ['关', '关窗', '关窗之前']) slow.keepTyping(KEY, text, note(text), {});
    const next = new Outbox(open(), 'inspection-1', 1000, scratchIn(local));
    const left = await next.recover();
    expect(rowsOf(left)).toMatchObject([{ key: KEY, draft: note('关窗之前') }]);
    next.takeOver(left);
    await next.idle();
    // It is in the store now, and nowhere else.
    expect(local.rows.size).toBe(0);
    const later = new Outbox(open(), 'inspection-1', 2000, scratchIn(local));
    expect(rowsOf(await later.recover())).toMatchObject([{ key: KEY, draft: note('关窗之前') }]);
  });

  it('brings back the latest of what the store and the scratch hold, never an older one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { minLength: 1, maxLength: 6 }), fc.nat(6), async (texts, written) => {
        const [open, local] = [disk(), localStore()];
        const first = open();
        const quick = new Outbox(first, 'inspection-1', 1, scratchIn(local));
        for (const text of texts.slice(0, written)) quick.keepTyping(KEY, text, note(text), {});
        await quick.idle();
        const slow = new Outbox(lagging(open()), 'inspection-1', 100, scratchIn(local));
        for (const text of texts.slice(written)) slow.keepTyping(KEY, text, note(text), {});
        const rows = rowsOf(await new Outbox(open(), 'inspection-1', 1000, scratchIn(local)).recover());
        expect(rows).toMatchObject([{ draft: note(texts.at(-1) ?? '') }]);
      }),
      { numRuns: 25 },
    );
  });

  it('does not bring back over the journal what was there before the last keystroke', async () => {
    const [open, local] = [disk(), localStore()];
    const first = new Outbox(open(), 'inspection-1', 1, scratchIn(local));
    first.keepTyping(KEY, '旧', note('旧'), {});
    await first.idle();
    const slow = new Outbox(lagging(open()), 'inspection-1', 100, scratchIn(local));
    const [entry] = slow.pend([note('新')], { seen: {} });
    // Acknowledged by the host; the store has done neither the one write nor the other.
    slow.settle(entry === undefined ? [] : [entry]);
    const rows = rowsOf(await new Outbox(open(), 'inspection-1', 1000, scratchIn(local)).recover());
    expect(rows.map(({ draft }) => draft)).toContainEqual(note('新'));
    expect(rows.filter(({ key }) => key === entry?.key)).toHaveLength(1);
  });

  it('keeps each inspection to itself, and lives without a scratch that is full or broken', async () => {
    const [open, local] = [disk(), localStore()];
    const slow = new Outbox(lagging(open()), 'inspection-1', 1, scratchIn(local));
    slow.keepTyping(KEY, 'x', note('x'), {});
    expect(await new Outbox(open(), 'inspection-2', 1, scratchIn(local)).recover()).toEqual([]);
    local.rows.set('unwritten/inspection-2/a', '{"order":');
    expect(await new Outbox(open(), 'inspection-2', 1, scratchIn(local)).recover()).toEqual([]);
    const full = new Outbox(open(), 'inspection-3', 1, scratchIn(localStore(0)));
    full.keepTyping(KEY, 'y', note('y'), {});
    await full.idle();
    expect(rowsOf(await full.recover())).toMatchObject([{ draft: note('y') }]);
  });

  it('has written a text that was typed and then recorded once, and twice where it says something else by then', async () => {
    const [open, local] = [disk(), localStore()];
    const db = open();
    const kept: number[] = [];
    const scratch = { ...scratchIn(local), keep: (row: { readonly order: number }) => void kept.push(row.order) };
    const outbox = new Outbox(db, 'inspection-1', 1, scratch, 'w1');
    const draft = note('写完了');
    const key = draftKey(draft);
    outbox.keepTyping(key, '写完了', draft, { seen: reach(3), over: [] });
    const [entry] = outbox.pend([draft], { seen: reach(3), over: [] });
    await outbox.idle();
    expect(kept).toHaveLength(1);
    expect((await db.drafts.toArray()).map(fromStore)).toMatchObject([
      { key, order: entry?.order, draft, seen: reach(3) },
    ]);
    outbox.settle(entry === undefined ? [] : [entry]);
    outbox.keepTyping(key, '写完了。', note('写完了。'), { seen: reach(3), over: [] });
    outbox.pend([note('写完了。')], { seen: reach(4), over: [] });
    await outbox.idle();
    expect(kept).toHaveLength(3);
    expect(await db.drafts.toArray()).toMatchObject([{ draft: note('写完了。'), seen: reach(4) }]);
  });
});
