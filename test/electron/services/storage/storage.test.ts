import { chmod, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { freeBytesOnDisk, spaceText } from '#electron/services/storage/free-space.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { errorText } from '#shared/text/error-text.ts';
import { addPhoto, apiOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { INSPECTION, PROFILE, sha256 } from '#test/shared/log/events.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';
import { DiskFault } from '#electron/services/disk/system-error.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import type { OpenStreamFile } from '#electron/services/disk/stream-file.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const MB = 1024 * 1024;
async function noteOf(host: Host, inspection: InspectionId): Promise<unknown> {
  const read = await apiOf(host).call('inspection:read-events', { inspection, seen: {} });
  return read.ok ? fold(read.value.events)?.facts.notes[1] : read.error;
}

describe('free space', () => {
  it('is what the system says; null where it says nothing', async () => {
    expect(await freeBytesOnDisk(folder.path)).toBeGreaterThan(0);
    expect(await freeBytesOnDisk(join(folder.path, 'not-there'))).toBeNull();
  });

  it('reads in MB below 1 GB, in tenths of a GB above, and never promises too much', () => {
    expect([812.9 * MB, 1024 * MB, 1535.9 * MB].map(spaceText)).toEqual(['812 MB', '1 GB', '1.4 GB']);
  });

  it('below 1 GB new originals are refused in words that say how much is left; records are still saved', async () => {
    let free = 1024 * MB;
    const host = await openHost(folder.path, { disk: { reserveBytes: 0, freeBytes: async () => free } });
    const inspection = await openSample(host);
    expect(await addPhoto(host, 'before')).toMatchObject({ ok: true });
    free -= 1;
    const refused = await addPhoto(host, 'after');
    expect(refused).toEqual({ ok: false, error: { code: 'evidence.disk-nearly-full', detail: { free: '1023 MB' } } });
    expect(refused.ok ? '' : errorText(refused.error).happened).toContain('只剩 1023 MB');
    expect(await addPhoto(host, 'before')).toMatchObject({ ok: true });
    expect(await save(host, inspection, '仍可保存')).toMatchObject({ ok: true });
    free = 2000 * MB;
    expect(await addPhoto(host, 'after')).toMatchObject({ ok: true });
    await host.close();
  });
});

/** The true disk, full for the next `times` writes. */
function fullDisk() {
  const state = { times: 0 };
  const openFile: OpenStreamFile = async (path, create) => {
    const file = await openOnDisk(path, create);
    const write: typeof file.write = async (bytes, position) => {
      if ((state.times -= 1) < 0) return file.write(bytes, position);
      await file.write(bytes.subarray(0, 20), position);
      throw new DiskFault('ENOSPC');
    };
    return { ...file, write };
  };
  return { state, openFile };
}

describe('the reserve', () => {
  const reserveSize = async () => (await stat(join(folder.path, 'reserve')).catch(() => null))?.size ?? null;
  const storageOf = async (host: Host) => {
    const info = await apiOf(host).call('app:get-info', {});
    return info.ok ? info.value.storage : info.error;
  };

  it('goes to a record that finds the disk full, is told of, and is there again when there is space', async () => {
    const { state, openFile } = fullDisk();
    const disk = { openFile, reserveBytes: MB, freeBytes: async () => 5000 * MB };
    const host = await openHost(folder.path, { disk });
    await expect.poll(() => storageOf(host)).toEqual({ free: 5000 * MB, reserve: 'ready' });
    expect(await reserveSize()).toBe(MB);
    const inspection = await openSample(host);
    const told: HostEvent[] = [];
    host.on((event) => told.push(event));
    state.times = 1;
    expect(await save(host, inspection, '最后一条')).toMatchObject({ ok: true });
    expect(told).toContainEqual({ type: 'storage', storage: { free: 5000 * MB, reserve: 'released' } });
    expect(await reserveSize()).toBeNull();
    expect(await noteOf(host, inspection)).toBe('最后一条');
    expect(await addPhoto(host, 'space again')).toMatchObject({ ok: true });
    expect(told.at(-1)).toEqual({ type: 'storage', storage: { free: 5000 * MB, reserve: 'ready' } });
    await host.close();
  });

  it('is given once: the disk still full, the save is refused, nothing is half-written, and a retry works', async () => {
    const { state, openFile } = fullDisk();
    const host = await openHost(folder.path, { disk: { openFile, reserveBytes: MB, freeBytes: async () => null } });
    await expect.poll(reserveSize).toBe(MB);
    const inspection = await openSample(host);
    state.times = 2;
    expect(await save(host, inspection, '写不下')).toMatchObject({
      ok: false,
      error: { code: 'journal.write-failed', detail: { reason: 'ENOSPC' } },
    });
    expect(await noteOf(host, inspection)).not.toBe('写不下');
    state.times = 0;
    expect(await save(host, inspection, '重试')).toMatchObject({ ok: true });
    await host.close();
    const again = await openHost(folder.path);
    expect(await noteOf(again, inspection)).toBe('重试');
    await again.close();
  });

  it('is not made where it would fill the disk, but found where it is', async () => {
    const scarce = { reserveBytes: MB, freeBytes: async () => MB };
    await (await openHost(folder.path, { disk: scarce })).close();
    expect(await reserveSize()).toBeNull();
    await (await openHost(folder.path, { disk: { ...scarce, freeBytes: async () => 2 * MB } })).close();
    const host = await openHost(folder.path, { disk: scarce });
    await expect.poll(() => storageOf(host)).toEqual({ free: MB, reserve: 'ready' });
    await host.close();
  });
});

/** Makes a memory disk of its own; only the administrator may. */
describe('a small disk that really fills up', () => {
  it('the reserve lets the record finish that found it full; everything acknowledged is there', async (context) => {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    if (!mountDisk(disk, 'size=4m')) context.skip('mounting a small disk needs the administrator');
    try {
      const options = { disk: { freeBytes: freeBytesOnDisk, reserveBytes: 512 * 1024 } };
      const host = await openHost(disk, options);
      const inspection = await openSample(host);
      let [released, last] = [0, ''];
      host.on((event) => (released += event.type === 'storage' ? 1 : 0));
      for (let index = 0; index < 2000; index += 1) {
        const text = `${index} ${'证'.repeat(1500)}`;
        if (!(await save(host, inspection, text)).ok) break;
        last = text;
      }
      expect(released).toBe(1);
      expect(last).not.toMatch(/^1999 /);
      await host.close();
      const again = await openHost(disk, options);
      expect(await noteOf(again, inspection)).toBe(last);
      await again.close();
    } finally {
      unmountDisk(disk);
    }
  });
});

describe('a data folder that goes away', () => {
  it('refuses to save, add, begin and read, makes nothing in its place, and goes on when it is back', async () => {
    const root = join(folder.path, 'data');
    const host = await openHost(root);
    const inspection = await openSample(host);
    await save(host, inspection, '之前');
    const known = await apiOf(host).call('catalogue:list', {});
    const catalogue = known.ok ? (known.value[0]?.sha256 ?? sha256('')) : sha256('');
    const begin = () => apiOf(host).call('inspection:create', { catalogue, profile: PROFILE });
    await rename(root, `${root}-away`);
    // What a drive leaves that was pulled out: the empty folder it was mounted on.
    await mkdir(root);
    const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);
    expect(code(await save(host, inspection, '期间'))).toBe('journal.write-failed');
    expect(code(await addPhoto(host, '期间'))).toBe('evidence.write-failed');
    expect(code(await begin())).toBe('journal.write-failed');
    expect(code(await apiOf(host).call('inspection:list', {}))).toBe('journal.read-failed');
    expect(code(await apiOf(host).call('inspection:read-events', { inspection: INSPECTION, seen: {} }))).toBe(
      'journal.read-failed',
    );
    await host.log.flush();
    expect(await readdir(root)).toEqual([]);
    await rename(`${root}-away`, root);
    expect(code(await save(host, inspection, '之后'))).toBe('ok');
    expect(code(await addPhoto(host, '之后'))).toBe('ok');
    expect(await noteOf(host, inspection)).toBe('之后');
    await host.close();
  });

  it('an inspection not in memory is not taken for empty meanwhile', async () => {
    const root = join(folder.path, 'data');
    const host = await openHost(root);
    const inspections = [];
    // More than are kept in memory.
    for (let index = 0; index < 6; index += 1) inspections.push(await openSample(host));
    await rename(root, `${root}-away`);
    for (const inspection of inspections.slice(0, 2)) {
      expect(await noteOf(host, inspection)).toMatchObject({ code: 'journal.read-failed' });
    }
    await rename(`${root}-away`, root);
    for (const inspection of inspections) {
      expect(await save(host, inspection, '回来了')).toMatchObject({ ok: true });
      expect(await noteOf(host, inspection)).toBe('回来了');
    }
    await host.close();
  });
});

describe('a read-only data folder', () => {
  /** Takes the right to write away from whoever runs this; answers how to give it back, null where it cannot be done. */
  async function makeReadOnly(disk: string): Promise<(() => Promise<void>) | null> {
    if (process.getuid?.() !== 0) {
      const folders = [disk, ...['inspections', 'photos', 'catalogues'].map((name) => join(disk, name))];
      const streams = (await readdir(join(disk, 'inspections'))).map((name) => join(disk, 'inspections', name));
      const all = [...folders, ...streams];
      const set = (mode: number) => Promise.all(all.map((path) => chmod(path, mode)));
      await set(0o555);
      return async () => void (await set(0o755));
    }
    try {
      remountDisk(disk, 'ro');
    } catch {
      return null;
    }
    return async () => remountDisk(disk, 'rw');
  }

  it('refuses by code, changes nothing, and takes the retry once it can be written', async (context) => {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    const isRoot = process.getuid?.() === 0;
    if (isRoot && !mountDisk(disk, 'size=16m')) context.skip('mounting a disk needs the administrator');
    try {
      const host = await openHost(disk);
      const inspection = await openSample(host);
      await save(host, inspection, '之前');
      await host.log.flush();
      const giveBack = await makeReadOnly(disk);
      if (giveBack === null) return context.skip('the disk cannot be made read-only here');
      // Rights on a folder do not keep its owner from a file in it; a disk that is read-only does.
      const drafts = isRoot
        ? await save(host, inspection, '期间')
        : await apiOf(host).call('inspection:open-sample', {});
      expect(drafts).toMatchObject({ ok: false, error: { code: 'journal.write-failed' } });
      expect(await addPhoto(host, '期间')).toMatchObject({ ok: false, error: { code: 'evidence.write-failed' } });
      expect(await noteOf(host, inspection)).toBe('之前');
      // What cannot be written can still be looked at, beside the program that had it open when the disk gave way.
      const second = await openHost(disk);
      expect(valueOf(await apiOf(second).call('app:get-info', {})).readOnly).toBe(true);
      expect(await save(second, inspection, '另一个')).toMatchObject({ ok: false });
      await second.close();
      await giveBack();
      expect(await save(host, inspection, '之后')).toMatchObject({ ok: true });
      expect(await addPhoto(host, '期间')).toMatchObject({ ok: true });
      await host.close();
      const again = await openHost(disk);
      expect(await noteOf(again, inspection)).toBe('之后');
      await again.close();
    } finally {
      if (isRoot) unmountDisk(disk);
    }
  });
});
