import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATA_FORMAT } from '#electron/services/journal/data-folder.ts';
import { takeLock } from '#electron/services/journal/lock.ts';
import { isSameStart, processStart } from '#electron/services/journal/process-start.ts';
import { createHost } from '#electron/services/host/host.ts';
import { hostOptions, openHost, tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const NOW = () => 1_700_000_000_000;
const lockFile = () => join(folder.path, 'lock');
const writeLock = (lock: object) => writeFile(lockFile(), JSON.stringify(lock));

describe('one writer', () => {
  it('a second host is refused with the pid of the first, until that closes', async () => {
    const first = await openHost(folder.path);
    const second = await createHost(hostOptions(folder.path));
    expect(second).toEqual({
      ok: false,
      error: {
        code: 'journal.locked',
        detail: { pid: process.pid, machine: hostname(), since: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) },
      },
    });
    await first.close();
    await (await openHost(folder.path)).close();
  });

  it('of many that start at once, one gets the folder', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeLock(folder.path, NOW)));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    for (const lock of taken) if (lock.ok) await lock.value.release();
  });

  it('the lock of a program that is gone is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeLock({ pid, started: 'long ago', machine: hostname() });
    expect((await takeLock(folder.path, NOW)).ok).toBe(true);
  });

  it('a living program is not mistaken for one that had its pid before', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    await writeLock({ pid: other.pid, started: 'another start', machine: hostname() });
    const taken = await takeLock(folder.path, NOW);
    other.kill();
    expect(taken.ok).toBe(process.platform === 'linux');
  });

  it('names the pid and the start of its process, which no later process with that pid has', async () => {
    const taken = await takeLock(folder.path, NOW);
    const written = JSON.parse(await readFile(lockFile(), 'utf8'));
    expect(written).toEqual({
      pid: process.pid,
      started: expect.stringMatching(/./),
      machine: hostname(),
      since: new Date(NOW()).toISOString(),
    });
    const started = await processStart(process.pid);
    expect(isSameStart(written.started, started ?? '')).toBe(process.platform !== 'win32' || started !== null);
    if (taken.ok) await taken.value.release();
    // A crash, and this pid given to another process: what is written names a start that was not this one's.
    await writeLock({ ...written, started: written.started.replace(/\d+$/, '1') });
    const after = await takeLock(folder.path, NOW);
    expect(after.ok).toBe(true);
    if (after.ok) await after.value.release();
  });

  it.skipIf(process.platform === 'win32')('a start is told in the same way where there is no /proc', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    const [mine, its] = [await processStart(process.pid, 'darwin'), await processStart(other.pid ?? 0, 'darwin')];
    const again = await processStart(other.pid ?? 0, 'darwin');
    other.kill();
    await once(other, 'close');
    expect(mine).toMatch(/^\d+$/);
    expect(isSameStart(its ?? '', again ?? '')).toBe(true);
    expect(isSameStart(its ?? '', String(Number(its) - 60_000))).toBe(false);
    expect(await processStart(other.pid ?? 0, 'darwin')).toBeNull();
  });

  const WATCH = { forMs: 300, everyMs: 10 };
  const DAY = 24 * 3_600_000;

  it.each([
    ['three minutes behind ours', -180_000],
    ['ten years ahead of ours', 3653 * DAY],
    ['ours', 0],
  ])('the lock of another machine holds while it is kept up, its clock being %s', async (_, skew) => {
    await writeLock({ pid: 7, started: 'x', machine: 'another-machine', since: '2026-11-27T08:00:00.000Z' });
    let beats = 0;
    const beat = async () => {
      beats += 1;
      const at = (NOW() + skew) / 1000 + beats;
      await utimes(lockFile(), at, at);
    };
    await beat();
    const heart = setInterval(() => void beat(), 50);
    const taken = await takeLock(folder.path, NOW, WATCH);
    clearInterval(heart);
    expect(taken).toMatchObject({ error: { code: 'journal.locked', detail: { pid: 7, machine: 'another-machine' } } });
  });

  it.each([
    ['a moment ago', 0],
    ['ten years from now', 3653 * DAY],
  ])('the lock of another machine that crashed is taken over, its last heartbeat being %s', async (_, skew) => {
    await writeLock({ pid: 7, started: 'x', machine: 'another-machine' });
    await utimes(lockFile(), (NOW() + skew) / 1000, (NOW() + skew) / 1000);
    const taken = await takeLock(folder.path, NOW, WATCH);
    expect(taken.ok).toBe(true);
    if (taken.ok) await taken.value.release();
  });

  it('a lock file that says nothing is taken over', async () => {
    await writeFile(lockFile(), '');
    const taken = await takeLock(folder.path, NOW);
    expect(taken.ok).toBe(true);
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('a folder of a later format is left alone', async () => {
    await writeFile(join(folder.path, 'format.json'), `{"format":${DATA_FORMAT + 1}}`);
    const opened = await createHost(hostOptions(folder.path));
    expect(opened).toEqual({ ok: false, error: { code: 'journal.newer-format', detail: { format: DATA_FORMAT + 1 } } });
  });
});
