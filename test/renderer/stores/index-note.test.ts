import { describe, expect, it, vi } from 'vitest';
import { answer, answerOf, hostWithSample, journalOf, newDisk, openWindow } from './window.ts';

type Host = Awaited<ReturnType<typeof hostWithSample>>;

/** What the window under test has said, after the one that made the disk. */
const notes = ({ host }: Host) => host.repairs.slice(1);

/** A window that has seen the sample, closed again: its disk. */
async function usedDisk({ host, id }: Host) {
  const disk = newDisk();
  const window = openWindow(host, disk);
  await window.session().open(id);
  await window.session().record([answer('1a', 'gigabit', 2000)]);
  await window.session().close();
  window.db.close();
  // Its own note: the sample was there before this window's store was.
  await vi.waitFor(() => expect(host.repairs).toHaveLength(1));
  return disk;
}

async function listedBy({ host }: Host, disk = newDisk()) {
  const window = openWindow(host, disk);
  await window.stores.projects.getState().load();
  return window;
}

describe('what a start mends in the index is noted by the host', () => {
  it('nothing while index and journal agree, nor for an inspection begun since', async () => {
    const sample = await hostWithSample();
    const window = await listedBy(sample, await usedDisk(sample));
    await sample.host.call('inspection:open-sample', {});
    await window.stores.projects.getState().load();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(notes(sample)).toEqual([]);
  });

  it('a store that is not there any more', async () => {
    const sample = await hostWithSample();
    await usedDisk(sample);
    const window = await listedBy(sample);
    const { length } = await journalOf(sample.host, sample.id);
    const note = { reason: 'wiped', inspections: 1, events: length, dataLoss: 'unknown' };
    await vi.waitFor(() => expect(notes(sample)).toEqual([note]));
    expect(await window.db.events.count()).toBe(length);
  });

  it('an older copy of the store', async () => {
    const sample = await hostWithSample();
    const disk = await usedDisk(sample);
    await sample.host.call('inspection:append-events', {
      inspection: sample.id,
      drafts: [answer('1a', 'gigabit', 7), answer('1a', 'gigabit', 8)],
    });
    await listedBy(sample, disk);
    await vi.waitFor(() => expect(notes(sample)).toMatchObject([{ reason: 'behind', inspections: 1, events: 2 }]));
  });

  it('a store with more than the journal has: the journal came from an older backup', async () => {
    const [older, newer] = [await hostWithSample(), await hostWithSample()];
    expect(older.id).toBe(newer.id);
    const disk = await usedDisk(newer);
    const window = await listedBy(older, disk);
    await vi.waitFor(() => expect(older.host.repairs).toMatchObject([{ reason: 'ahead', inspections: 1 }]));
    expect(await window.db.events.count()).toBe((await journalOf(older.host, older.id)).length);
    await window.session().open(older.id);
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
  });

  it('whole inspections that the journal does not have; what was typed for them stays', async () => {
    const sample = await hostWithSample();
    const disk = await usedDisk(sample);
    const other = openWindow(sample.host, disk);
    const gone = { inspection: 'inspection-gone', device: 'laptop', seq: 1, event: { type: 'note.set' } as never };
    await other.db.events.put(gone);
    await other.db.heads.put({ inspection: gone.inspection, heads: { laptop: { seq: 1, hash: 'a'.repeat(64) } } });
    await other.db.drafts.put({ inspection: gone.inspection, key: 'k', text: '半句', draft: null, order: 1 });
    other.db.close();
    const window = await listedBy(sample, disk);
    await vi.waitFor(() => expect(notes(sample)).toMatchObject([{ reason: 'ahead', inspections: 1, events: 1 }]));
    expect(await window.db.events.where('inspection').equals(gone.inspection).count()).toBe(0);
    expect(await window.db.drafts.count()).toBe(1);
  });
});

describe('two windows on one inspection', () => {
  it('never set the head of the index back', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const [first, second] = [openWindow(host, disk), openWindow(host, disk)];
    await first.session().open(id);
    await second.session().open(id);
    for (const [at, window] of [first, second, first, second, second, first].entries())
      await window.session().record([answer('1a', 'gigabit', at)]);
    await first.session().refresh();
    await second.session().refresh();
    const listed = await host.call('inspection:list', {});
    expect(listed.ok && listed.value[0]?.heads).toEqual((await first.db.heads.get(id))?.heads);
    expect(await first.db.events.count()).toBe((await journalOf(host, id)).length);
    expect(answerOf(first.session(), '1a', 'gigabit')).toBe(5);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(5);
  });
});
