import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { apiOf, eventsOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const logOf = (): string => readFileSync(join(folder.path, 'logs', 'host.jsonl'), 'utf8');
const broken = () => Promise.reject(new Error('a bug'));

it.each<[string, (host: Host) => object]>([
  ['jobs', ({ parts }) => parts.jobs],
  ['updates', ({ parts }) => parts.updates],
  ['packages', ({ parts }) => parts.packages],
])(
  'a host whose %s cannot be closed still gives the folder free, its heads and its log written',
  async (_what, part) => {
    const host = await openHost(folder.path);
    const inspection = await openSample(host);
    Object.assign(part(host), { close: broken });
    await host.close();
    expect(logOf()).toContain('close-failed');
    expect(logOf()).toContain('host-closed');
    const heads: unknown = JSON.parse(readFileSync(join(folder.path, 'heads', `${inspection}.json`), 'utf8'));
    expect(heads).toMatchObject({ heads: { [host.parts.info().device]: { seq: expect.any(Number) } } });
    await (await openHost(folder.path)).close();
  },
);

it('a host that is closed takes nothing any more: the folder may be another’s', async () => {
  const host = await openHost(folder.path);
  const inspection = await openSample(host);
  const late = save(host, inspection, '赶上了');
  await host.close();
  expect(await late).toMatchObject({ ok: true });
  expect(await save(host, inspection, '太晚了')).toMatchObject({ ok: false, error: { code: 'app.host-unreachable' } });
  const next = await openHost(folder.path);
  expect((await eventsOf(next, inspection)).at(-1)?.payload).toMatchObject({ text: '赶上了' });
  await next.close();
});

it('a listener that fails makes no saved change look unsaved, and keeps nothing from the others', async () => {
  const host = await openHost(folder.path);
  const inspection = await openSample(host);
  const told: string[] = [];
  host.on(() => {
    throw new Error('a window that is gone');
  });
  host.on((event) => told.push(event.type));
  valueOf(await save(host, inspection, '存好了'));
  expect(told).toContain('journal');
  const { job } = valueOf(await apiOf(host).call('diagnostics:make', { withDumps: false }));
  await expect.poll(() => apiOf(host).call('job:get', { job })).toMatchObject({ value: { state: { is: 'done' } } });
  await host.close();
});
