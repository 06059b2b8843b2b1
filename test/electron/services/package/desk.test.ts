import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_MS, MAX_INCOMPLETE } from '#electron/services/arrivals/arrivals.ts';
import { openDesk } from '#electron/services/package/desk.ts';
import type { PackageDesk } from '#electron/services/package/desk.ts';
import { packageFolder } from '#electron/services/package/package-folder.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { valueOf } from './value-of.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let offered: OfferedPackage[];
let free: number | null;
let limit: number | null;
let desk: PackageDesk;

beforeEach(async () => {
  folder = await tempFolder();
  offered = [];
  free = null;
  limit = null;
  let count = 0;
  desk = openDesk({
    folder: packageFolder(folder.path),
    freeBytes: async () => free,
    fileLimit: async () => limit,
    random: (bytes) => String((count += 1)).padStart(bytes * 2, '0'),
    onOffered: (one) => offered.push(one),
  });
});
afterEach(() => folder.drop());

describe('packages on the desk', () => {
  it('[PK16] refuses what no file of this disk can hold, before a byte is sent', async () => {
    limit = 2 ** 32 - 1;
    expect(await desk.begin('大.ysb', 2 ** 32)).toEqual({
      ok: false,
      error: { code: 'package.file-limit', detail: { size: '4 GB', limit: '4 GB' } },
    });
    expect((await desk.begin('小.ysb', 2 ** 32 - 1)).ok).toBe(true);
  });

  it('a file on disk is offered by name and token, never by its path', async () => {
    const path = join(folder.path, '学苑社区.ysb');
    await writeFile(path, 'abc');
    const made = valueOf(await desk.offer(path));
    expect(made).toEqual({ package: expect.stringMatching(/^p[0-9a-f]{32}$/), name: '学苑社区.ysb', bytes: 3 });
    expect([offered, desk.offers()]).toEqual([[made], [made]]);
    expect(JSON.stringify(made)).not.toContain(folder.path);
  });

  it('what was looked at is not offered again, and discarding leaves the user’s file alone', async () => {
    const path = join(folder.path, 'a.ysb');
    await writeFile(path, 'abc');
    const { package: token } = valueOf(await desk.offer(path));
    expect(valueOf(desk.find(token))).toEqual({ path, name: 'a.ysb' });
    expect(desk.offers()).toEqual([]);
    await desk.discard(token);
    expect(desk.find(token)).toMatchObject({ error: { code: 'package.not-found' } });
    expect(await readFile(path, 'utf8')).toBe('abc');
  });

  it('a file that is gone, or is none, is not offered', async () => {
    expect(await desk.offer(join(folder.path, 'gone.ysb'))).toMatchObject({ error: { code: 'package.not-found' } });
    expect(await desk.offer(folder.path)).toMatchObject({ error: { code: 'package.not-a-package' } });
    expect(offered).toEqual([]);
  });

  it('takes a package in pieces, in order, and no byte more than announced', async () => {
    const { package: token } = valueOf(await desk.begin('大.ysb', 5));
    const receive = (at: number, text: string) => desk.receive(token, at, new TextEncoder().encode(text));
    expect(valueOf(await receive(0, 'ab'))).toEqual({ received: 2 });
    expect(await receive(3, 'x')).toMatchObject({ error: { code: 'app.bad-request' } });
    expect(await receive(2, 'cdef')).toMatchObject({ error: { code: 'app.bad-request' } });
    expect(desk.find(token)).toEqual({
      ok: false,
      error: { code: 'package.incomplete', detail: { bytes: 5, received: 2 } },
    });
    expect(valueOf(await receive(2, 'cde'))).toEqual({ received: 5 });
    const { path } = valueOf(desk.find(token));
    expect(await readFile(path, 'utf8')).toBe('abcde');
    await desk.discard(token);
    expect(await readdir(packageFolder(folder.path).incoming)).toEqual([]);
  });

  it('gives up a half-sent package that nothing more comes of, and keeps one that is all there', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const [half, whole] = [valueOf(await desk.begin('半.ysb', 2)), valueOf(await desk.begin('全.ysb', 1))];
      for (const { package: token } of [half, whole]) await desk.receive(token, 0, new Uint8Array(1));
      vi.advanceTimersByTime(IDLE_MS);
      expect(await desk.receive(half.package, 1, new Uint8Array(1))).toEqual({
        ok: false,
        error: { code: 'package.not-found' },
      });
      expect(valueOf(desk.find(whole.package)).name).toBe('全.ysb');
      expect(await readdir(packageFolder(folder.path).incoming)).toEqual([`${whole.package}.ysb`]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes only so many packages at once', async () => {
    for (let count = 0; count < MAX_INCOMPLETE; count += 1) valueOf(await desk.begin('一.ysb', 1));
    expect(await desk.begin('多.ysb', 1)).toEqual({ ok: false, error: { code: 'package.too-many' } });
  });

  it('refuses what would fill the disk before a byte is sent', async () => {
    free = 300 * 1024 ** 2;
    expect(await desk.begin('大.ysb', 100 * 1024 ** 2)).toEqual({
      ok: false,
      error: { code: 'package.no-space', detail: { free: '300 MB', needed: '356 MB' } },
    });
  });
});

it('a host tells its window of a package that the system asked it to open', async () => {
  const path = join(folder.path, '双击.ysb');
  await writeFile(path, 'not a package');
  const host = await openHost(join(folder.path, 'data'));
  const told: unknown[] = [];
  host.on((event) => told.push(event));
  const made = valueOf(await host.offerPackage(path));
  expect(told).toEqual([{ type: 'package-offered', offered: made }]);
  expect(await host.call('package:offers', {})).toEqual({ ok: true, value: [made] });
  await host.close();
});
