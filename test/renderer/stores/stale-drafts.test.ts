import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDatabase } from '#renderer/db/database.ts';
import { Outbox } from '#renderer/stores/outbox.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { InspectionId } from '#shared/ids.ts';
import { runs } from '#test/support/runs.ts';
import { answer, answerOf, hostWithSample, journalOf, keyOf, newDisk, openWindow } from './window.ts';
import type { Disk } from './window.ts';

const KEY = keyOf('1a', 'gigabit');
const valuesOf = async (host: HostApi, id: InspectionId) =>
  (await journalOf(host, id)).flatMap(({ payload }) => (payload['field'] === 'gigabit' ? [payload['value']] : []));

/** A window on a disk in which a value is written, and which is closed with it: saved, or never acknowledged. */
async function write(
  disk: Disk,
  { host, id }: Awaited<ReturnType<typeof hostWithSample>>,
  value: number,
  ack: boolean,
) {
  const window = openWindow(host, disk);
  await window.session().open(id);
  // What was taken up goes first.
  await window.session().retry();
  host.refuseWrites(ack ? null : 'EIO');
  await window.session().record([answer('1a', 'gigabit', value)]);
  await window.session().close();
  window.db.close();
  host.refuseWrites(null);
}

describe('an answer that an interrupted run left unsaved', () => {
  it('does not replace what was saved elsewhere since; it stays in the history', async () => {
    const world = await hostWithSample();
    const disk = newDisk();
    await write(disk, world, 1111, false);
    await write(newDisk(), world, 2222, true);
    const again = openWindow(world.host, disk);
    await again.session().open(world.id);
    expect(answerOf(again.session(), '1a', 'gigabit')).toBe(2222);
    await again.session().retry();
    expect(again.session()).toMatchObject({ save: { is: 'saved' }, unsaved: 0 });
    expect((await valuesOf(world.host, world.id)).slice(-3)).toEqual([2222, 1111, 2222]);
    await again.session().close();
    expect(await again.db.drafts.count()).toBe(0);
  });

  it('is still there when the run that takes it up is interrupted, too', async () => {
    const world = await hostWithSample();
    const disk = newDisk();
    await write(disk, world, 1111, false);
    await write(newDisk(), world, 2222, true);
    world.host.refuseWrites('EIO');
    const cut = openWindow(world.host, disk);
    await cut.session().open(world.id);
    await cut.session().retry();
    await cut.session().close();
    cut.db.close();
    world.host.refuseWrites(null);
    const again = openWindow(world.host, disk);
    await again.session().open(world.id);
    await again.session().retry();
    expect((await valuesOf(world.host, world.id)).slice(-3)).toEqual([2222, 1111, 2222]);
    expect(answerOf(again.session(), '1a', 'gigabit')).toBe(2222);
  });

  it('is the latest where only its own earlier keystrokes reached the journal', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    // The host writes it down; its answer is never heard.
    const deaf: HostApi = {
      ...host,
      call: async (name, input) => {
        const result = await host.call(name, input);
        return name === 'inspection:append-events' ? new Promise(() => undefined) : result;
      },
    };
    const first = openWindow(deaf, disk);
    await first.session().open(id);
    void first.session().record([answer('1a', 'gigabit', 12)]);
    first.session().keepTyping(KEY, '123', answer('1a', 'gigabit', 123));
    await expect.poll(() => valuesOf(host, id)).toContain(12);
    await expect.poll(async () => (await first.db.drafts.toArray()).at(-1)?.text).toBe('123');
    first.db.close();
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(123);
    await second.session().retry();
    expect((await valuesOf(host, id)).slice(-2)).toEqual([12, 123]);
  });

  it('never turns back what was saved later, in whatever order windows write and die', async () => {
    const step = fc.record({ disk: fc.nat(1), ack: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
        const world = await hostWithSample();
        const disks = [newDisk(), newDisk()];
        // What must be shown: the last value that was saved, or taken up where nothing had been saved since.
        const model = { shown: 2813, version: 0 };
        const left = new Map<number, { value: number; seen: number }>();
        const takeUp = (disk: number) => {
          const found = left.get(disk);
          left.delete(disk);
          if (found === undefined) return;
          if (found.seen === model.version) model.shown = found.value;
          model.version += 1;
        };
        for (const [index, { disk, ack }] of steps.entries()) {
          const value = 100 + index;
          await write(disks[disk] ?? newDisk(), world, value, ack);
          takeUp(disk);
          if (!ack) left.set(disk, { value, seen: model.version });
          else Object.assign(model, { shown: value, version: model.version + 1 });
        }
        for (const [index, disk] of disks.entries()) {
          const window = openWindow(world.host, disk);
          await window.session().open(world.id);
          await window.session().retry();
          takeUp(index);
          expect(answerOf(window.session(), '1a', 'gigabit')).toBe(model.shown);
          await window.session().close();
          window.db.close();
        }
        const values = await valuesOf(world.host, world.id);
        for (const index of steps.keys()) expect(values).toContain(100 + index);
      }),
      { numRuns: runs(10) },
    );
  });
});

it('entries keep their order where the clock was set back between two runs', async () => {
  const factory = new IDBFactory();
  const db = new LocalDatabase('workbench', { indexedDB: factory, IDBKeyRange });
  const first = new Outbox(db, 'inspection-1', 2000);
  first.keepTyping('a', 'x', answer('1a', 'gigabit', 1), {});
  await first.idle();
  const second = new Outbox(db, 'inspection-1', 1000);
  await second.recover();
  const [entry] = second.pend([answer('1a', 'gigabit', 2)], { seen: {} });
  expect(entry?.order).toBeGreaterThan(2001);
});
