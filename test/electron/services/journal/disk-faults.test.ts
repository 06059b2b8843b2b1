import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';
import { openJournal, streamBytes, streamPath } from './journal-events.ts';
import { DiskFault } from '#electron/services/disk/system-error.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import type { OpenStreamFile, StreamFile } from '#electron/services/disk/stream-file.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

/** The true disk, with single operations replaced while `on`. */
function faultyDisk(fault: (file: StreamFile) => Partial<StreamFile>) {
  const state = { on: false };
  const open: OpenStreamFile = async (path, create) => {
    const file = await openOnDisk(path, create);
    return state.on ? { ...file, ...fault(file) } : file;
  };
  return { state, open };
}

const refuse = (code: string) => () => Promise.reject(new DiskFault(code));

const FAULTS: readonly (readonly [string, (file: StreamFile) => Partial<StreamFile>])[] = [
  ['no space at all', () => ({ write: refuse('ENOSPC') })],
  [
    'space for half of it',
    (file) => {
      let left = 40;
      return {
        write: async (bytes, position) => {
          if (left === 0) throw new DiskFault('ENOSPC');
          const written = await file.write(bytes.subarray(0, left), position);
          left = 0;
          return written;
        },
      };
    },
  ],
  ['a write that writes nothing', () => ({ write: async () => 0 })],
  ['a failing fsync', () => ({ datasync: refuse('EIO') })],
  ['a failing fsync and no truncation either', () => ({ datasync: refuse('EIO'), truncate: refuse('EIO') })],
  [
    'half a write and no truncation either',
    (file) => ({
      write: async (bytes, position) => {
        await file.write(bytes.subarray(0, 30), position);
        throw new DiskFault('EIO');
      },
      truncate: refuse('EIO'),
    }),
  ],
];

describe('a disk that fails', () => {
  it.each(FAULTS)('with %s: nothing counts, and the next save works', async (_what, fault) => {
    const disk = faultyDisk(fault);
    const { save, texts, journal } = await openJournal(folder.path, disk.open);
    await save('一');
    disk.state.on = true;
    const refused = await save('二', '三');
    expect(refused).toMatchObject({ ok: false, error: { code: 'journal.write-failed' } });
    expect(await texts()).toEqual(['一']);
    disk.state.on = false;
    expect(await save('四')).toMatchObject({ ok: true });
    expect(await texts()).toEqual(['一', '四']);
    const again = await openJournal(folder.path);
    expect([await again.texts(), await again.damage()]).toEqual([['一', '四'], null]);
    expect((await journal.list()).ok).toBe(true);
  });

  it.each(FAULTS)('with %s at the very first save: the inspection can still be begun', async (_what, fault) => {
    const disk = faultyDisk(fault);
    disk.state.on = true;
    const { save, texts } = await openJournal(folder.path, disk.open);
    expect(await save('一')).toMatchObject({ ok: false, error: { code: 'journal.write-failed' } });
    disk.state.on = false;
    expect(await save('二')).toMatchObject({ ok: true });
    expect(await texts()).toEqual(['二']);
    expect(await (await openJournal(folder.path)).texts()).toEqual(['二']);
  });

  it('writes that come in pieces are put together', async () => {
    const disk = faultyDisk((file) => ({ write: (bytes, position) => file.write(bytes.subarray(0, 7), position) }));
    disk.state.on = true;
    const { save } = await openJournal(folder.path, disk.open);
    await save('一', '二');
    expect(await (await openJournal(folder.path)).texts()).toEqual(['一', '二']);
  });

  it('a folder that vanished and came back loses nothing', async () => {
    const root = join(folder.path, 'data');
    const { save, texts } = await openJournal(root);
    await save('一');
    await rename(root, `${root}-away`);
    expect(await save('二')).toMatchObject({
      ok: false,
      error: { code: 'journal.write-failed', detail: { reason: 'ENOENT' } },
    });
    await rename(`${root}-away`, root);
    expect(await save('三')).toMatchObject({ ok: true });
    expect(await texts()).toEqual(['一', '三']);
  });

  it('a file that another program wrote to is left as it is', async () => {
    const { save } = await openJournal(folder.path);
    await save('一');
    const foreign = Buffer.concat([await streamBytes(folder.path), Buffer.from('foreign')]);
    await writeFile(streamPath(folder.path), foreign);
    expect(await save('二')).toMatchObject({ ok: false, error: { detail: { reason: 'CHANGED' } } });
    expect(await streamBytes(folder.path)).toEqual(foreign);
  });

  it('saves that come at once are written one after the other', async () => {
    const { save, texts } = await openJournal(folder.path);
    const names = Array.from({ length: 20 }, (_, index) => `第${index}条`);
    await Promise.all(names.map((name) => save(name)));
    expect(await texts()).toEqual(names);
    expect(await (await openJournal(folder.path)).texts()).toEqual(names);
  });
});

/** Fills a disk until a save is refused, gives it space, saves once more; how many saves were acknowledged, how many lost. */
async function fill(disk: string, size: string) {
  const { save, texts } = await openJournal(disk);
  const saved: string[] = [];
  for (let index = 0; index < 2000; index += 1) {
    const text = `${index} ${'证'.repeat(300)}`;
    if (!(await save(text)).ok) break;
    saved.push(text);
  }
  expect(saved.length, size).toBeGreaterThan(5);
  expect(saved.length, size).toBeLessThan(2000);
  expect(await texts()).toEqual(saved);
  const bytes = (await stat(streamPath(disk))).size;
  expect(await (await openJournal(disk)).texts()).toEqual(saved);
  expect((await stat(streamPath(disk))).size).toBe(bytes);
  remountDisk(disk, 'size=4m');
  expect((await save('有空间了')).ok).toBe(true);
  const kept = new Set([await (await openJournal(disk)).texts()].flat());
  expect([...kept]).toEqual([...saved, '有空间了']);
  return { acknowledged: saved.length + 1, lost: saved.filter((text) => !kept.has(text)).length };
}

describe('a disk that is really full', () => {
  it('refuses, keeps all that was acknowledged, and goes on when there is space again', async (context) => {
    const totals = { disks: 0, acknowledged: 0, lost: 0 };
    for (const size of ['48k', '64k', '100k', '128k', '200k', '512k']) {
      const disk = join(folder.path, size);
      await mkdir(disk);
      if (!mountDisk(disk, `size=${size}`)) context.skip('mounting a small disk needs the administrator');
      try {
        const { acknowledged, lost } = await fill(disk, size);
        totals.disks += 1;
        totals.acknowledged += acknowledged;
        totals.lost += lost;
      } finally {
        unmountDisk(disk);
      }
    }
    const { disks, acknowledged, lost } = totals;
    process.stdout.write(`full disk: ${disks} disks filled, ${acknowledged} saves acknowledged, lost = ${lost}\n`);
    expect(lost).toBe(0);
  });
});

describe('a file that somebody else has put under the name of a new stream', () => {
  it('[LG18] is left as it is, and what is saved goes under another device id', async () => {
    const { save: written } = await openJournal(join(folder.path, 'elsewhere'));
    await written('别处的', '两条');
    const theirs = await streamBytes(join(folder.path, 'elsewhere'));
    const here = join(folder.path, 'here');
    let isThere = false;
    const disk: OpenStreamFile = async (path, create) => {
      if (create && !isThere) await writeFile(path, theirs);
      isThere = true;
      return openOnDisk(path, create);
    };
    const { save, texts } = await openJournal(here, disk);
    expect(await save('这里的')).toMatchObject({ ok: true });
    expect(await streamBytes(here)).toEqual(theirs);
    expect(await texts()).toEqual(expect.arrayContaining(['别处的', '两条', '这里的']));
    expect(await (await openJournal(here)).texts()).toHaveLength(3);
  });
});
