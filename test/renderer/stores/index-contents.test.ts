import { expect, it } from 'vitest';
import { isUntouched } from '#renderer/db/index-contents.ts';
import { hostWithSample, newDisk, openWindow, answerOf, journalOf } from './window.ts';

it('an index whose contents were changed is read again from the journal, and that is said', async () => {
  const { host, id } = await hostWithSample();
  const disk = newDisk();
  const first = openWindow(host, disk);
  await first.session().open(id);
  await first.session().close();
  const rows = await first.db.events.filter(({ event }) => event.payload['field'] === 'gigabit').toArray();
  for (const row of rows) {
    const payload = { ...row.event.payload, value: 1 };
    await first.db.events.put({ ...row, event: { ...row.event, payload } });
  }
  first.db.close();
  const again = openWindow(host, disk);
  await again.session().open(id);
  expect(rows).toHaveLength(1);
  await expect.poll(() => again.session().indexMended, { timeout: 20_000 }).toBe(true);
  expect(answerOf(again.session(), '1a', 'gigabit')).toBe(2813);
  await again.session().close();
  again.db.close();
  await expect
    .poll(() => host.repairs, { timeout: 5000 })
    .toContainEqual(expect.objectContaining({ reason: 'differs', inspections: 1 }));
  const third = openWindow(host, disk);
  await third.session().open(id);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(third.session()).toMatchObject({ indexMended: false });
});

it('every letter of every event counts, and so does the last', async () => {
  const { host, id } = await hostWithSample();
  const events = await journalOf(host, id);
  const list = await host.call('inspection:list', {});
  const heads = list.ok ? (list.value[0]?.heads ?? {}) : {};
  const never = () => false;
  expect(await isUntouched(events.toReversed(), heads, never)).toBe(true);
  for (const at of [0, 57, events.length - 1]) {
    const forged = events.map((event, index) => (index === at ? { ...event, author: '别人' } : event));
    expect(await isUntouched(forged, heads, never)).toBe(false);
  }
  expect(await isUntouched(events.slice(0, -1), heads, never)).toBe(false);
});
