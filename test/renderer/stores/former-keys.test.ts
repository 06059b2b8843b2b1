import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDatabase } from '#renderer/db/database.ts';
import { presentKey } from '#renderer/stores/former-keys.ts';
import { Outbox } from '#renderer/stores/outbox.ts';
import { otherKey, rowsKey } from '#renderer/stores/typed-keys.ts';
import { registerKey, type Register } from '#shared/log/register.ts';
import { answer, hostWithSample, keyOf, newDisk, openWindow } from './window.ts';

const id = fc.stringMatching(/^[\w:.-]{1,12}$/u);
const perhaps = fc.option(id, { nil: null });
const register: fc.Arbitrary<Register> = fc.oneof(
  fc.record({ of: fc.constantFrom('catalogue' as const, 'profile' as const, 'status' as const) }),
  fc.record({ of: fc.constant('estate' as const), estate: id }),
  fc.record({ of: fc.constant('answer' as const), clause: perhaps, estate: perhaps, field: id, option: perhaps }),
  fc.record({ of: fc.constantFrom('narrative' as const, 'note' as const), indicator: fc.integer({ min: 1, max: 32 }) }),
  fc.record({ of: fc.constantFrom('waiver' as const, 'override' as const), target: id }),
  fc.record({ of: fc.constant('evidence' as const), id }),
  fc.record({ of: fc.constant('reply' as const), key: id }),
);

/** As programs before this one named a place. */
function formerKey(place: Register): string {
  if (place.of !== 'answer') return Object.values(place).join('\n');
  return JSON.stringify([place.clause, place.estate, place.field, place.option]);
}

const backwards = (place: Register): Register =>
  // The same members in another order.
  Object.fromEntries(Object.entries(place).reverse()) as Register;

describe('the name of a place', () => {
  it('is one for equal places, whatever the order of their members, and another for others', () => {
    fc.assert(
      fc.property(register, register, (one, other) => {
        expect(registerKey(backwards(one))).toBe(registerKey(one));
        const areEqual = JSON.stringify(one) === JSON.stringify(other);
        expect(registerKey(one) === registerKey(other)).toBe(areEqual);
      }),
    );
  });

  it('is found from the one that an earlier program gave it, and is its own', () => {
    fc.assert(
      fc.property(register, (place) => {
        const [former, present] = [formerKey(place), registerKey(place)];
        expect(presentKey(former)).toBe(present);
        expect(presentKey(present)).toBe(present);
        for (const within of [rowsKey, otherKey]) {
          expect(presentKey(within(former))).toBe(within(present));
          expect(presentKey(within(present))).toBe(within(present));
        }
      }),
    );
    for (const name of ['set aside 17', 'acceptance\n4', 'other', 'note', '', '[1]', '["x"'])
      expect(presentKey(name)).toBe(name);
  });
});

describe('what an earlier program had kept', () => {
  it('is taken up at its place, and forgotten with it', async () => {
    const { host, id: inspection } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    const row = { inspection, text: null, draft: null };
    const list = JSON.stringify({ rows: [], fresh: '新的一行' });
    await first.db.drafts.bulkPut([
      { ...row, key: '["1a",null,"gigabit",null]', draft: answer('1a', 'gigabit', 27), order: 1 },
      { ...row, key: '["2a",null,"covered",null]', text: '十二', order: 2 },
      { ...row, key: 'rows\n["30a",null,"scenarios",null]', text: list, order: 3 },
      { ...row, key: 'note\n3', text: '长'.repeat(5001), order: 4 },
    ]);
    first.db.close();
    const second = openWindow(host, disk);
    await second.session().open(inspection);
    expect(second.session()).toMatchObject({ recovered: 1, inspection: { invalid: { length: 3 } } });
    expect(second.session().typed[keyOf('2a', 'covered')]).toBe('十二');
    await second.session().retry();
    for (const { key } of second.session().inspection?.invalid ?? []) second.session().dropTyping(key);
    await second.session().close();
    expect(await second.db.drafts.count()).toBe(0);
  });

  it('does not come back over what stands there under the present name', async () => {
    const factory = new IDBFactory();
    const db = new LocalDatabase('workbench', { indexedDB: factory, IDBKeyRange });
    const row = { inspection: 'i', draft: null };
    await db.drafts.bulkPut([
      { ...row, key: '["2a",null,"covered",null]', text: '旧', order: 1 },
      { ...row, key: keyOf('2a', 'covered'), text: '新', order: 2 },
    ]);
    const outbox = new Outbox(db, 'i', 10);
    const left = await outbox.recover();
    expect(left).toMatchObject([{ row: { key: keyOf('2a', 'covered'), text: '新' } }]);
    outbox.takeOver(left);
    await outbox.idle();
    expect((await db.drafts.toArray()).map(({ text }) => text)).toEqual(['新']);
  });
});
