import { describe, expect, it } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import { answer, answerOf, hostWithSample, journalOf, newDisk, openWindow } from './window.ts';

/** Counts how often the journal is read. */
function countReads(host: HostApi) {
  const count = { reads: 0 };
  const counting: HostApi = {
    ...host,
    call: async (name, input) => {
      if (name === 'inspection:read-events') count.reads += 1;
      return host.call(name, input);
    },
  };
  return { count, host: counting };
}

describe('the index is a copy: the journal is the truth', () => {
  it('is not read again while it agrees', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().record([answer('1a', 'gigabit', 2000)]);
    await first.session().close();
    const { count, host: counting } = countReads(host);
    const second = openWindow(counting, disk);
    await second.session().open(id);
    expect(count.reads).toBe(0);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(2000);
  });

  it('is rebuilt when it was wiped', async () => {
    const { host, id } = await hostWithSample();
    const first = openWindow(host, newDisk());
    await first.session().open(id);
    await first.session().record([answer('1a', 'gigabit', 2000)]);
    await first.session().close();
    const second = openWindow(host, newDisk());
    await second.session().open(id);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(2000);
    expect(await second.db.events.count()).toBe((await journalOf(host, id)).length);
  });

  it('is rebuilt when some of its rows are gone, and says so', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().close();
    const rows = await first.db.events.toArray();
    const lost = rows[3];
    await first.db.events.delete([lost?.inspection ?? '', lost?.device ?? '', lost?.seq ?? 0]);
    const second = openWindow(host, disk);
    const steps = new Set<string>();
    second.stores.session.subscribe(({ phase }) => {
      if (phase.is === 'opening') steps.add(phase.step);
    });
    await second.session().open(id);
    expect(steps).toContain('rebuilding');
    expect(await second.db.events.count()).toBe(rows.length);
  });

  it('is rebuilt when the journal holds another history under the same numbers', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().close();
    const head = await first.db.heads.get(id);
    const forged = Object.entries(head?.heads ?? {}).map(([device, at]) => [device, { ...at, hash: 'f'.repeat(64) }]);
    await first.db.heads.put({ inspection: id, heads: Object.fromEntries(forged) });
    const { count, host: counting } = countReads(host);
    const second = openWindow(counting, disk);
    await second.session().open(id);
    expect(count.reads).toBeGreaterThan(0);
    const listed = await host.call('inspection:list', {});
    expect(listed.ok && listed.value[0]?.heads).toEqual((await second.db.heads.get(id))?.heads);
  });

  it('takes in what was written while this window was closed', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().close();
    await host.call('inspection:append-events', { inspection: id, drafts: [answer('1a', 'gigabit', 1500)] });
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(1500);
  });

  it('follows what another window writes while this one is open', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await host.call('inspection:append-events', { inspection: id, drafts: [answer('1a', 'gigabit', 1400)] });
    await window.session().refresh();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(1400);
    expect(await window.db.events.count()).toBe((await journalOf(host, id)).length);
  });

  it('opens all the same where the index cannot be used at all, and says that it is behind', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    for (const name of ['open', 'deleteDatabase'] as const)
      disk.factory[name] = () => {
        throw new DOMException('no store here', 'UnknownError');
      };
    const window = openWindow(host, disk);
    await window.session().open(id);
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
    await window.session().record([answer('1a', 'gigabit', 9)]);
    expect(window.session().save).toMatchObject({ is: 'failed', failure: { code: 'index.write-failed' } });
    expect((await journalOf(host, id)).at(-1)?.payload['value']).toBe(9);
  });
});

describe('the list of inspections', () => {
  it('shows each with its result, from its events', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.stores.projects.getState().load();
    const [project] = window.stores.projects.getState().projects;
    expect(project).toMatchObject({ id, sample: true, overall: '待核', tier: '标杆型' });
    expect(Object.values(project?.tally ?? {}).reduce((sum, count) => sum + count, 0)).toBe(32);
  });
});
