import { promises } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import { addPhoto, apiOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { backupJobs } from '#test/support/job.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let now = Date.UTC(2024, 7, 1);
const { open: trueOpen } = promises;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(async () => {
  promises.open = trueOpen;
  syncBuiltinESMExports();
  await folder.drop();
});

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const open = (): Promise<Host> => openHost(at('data'), { now: () => (now += 1000) });
const run = async (host: Host): Promise<Generation> => valueOf(await backupJobs(apiOf(host)).run());

/** Puts a folder where a file was, which is as unreadable as one on a bad sector; the administrator may read the others. */
async function makeUnreadable(path: string): Promise<void> {
  await rename(path, `${path}.was`).catch(() => undefined);
  await mkdir(path);
}

async function filled() {
  const host = await open();
  const [one, other] = [await openSample(host), await openSample(host)];
  valueOf(await addPhoto(host, 'sound'));
  valueOf(await apiOf(host).call('settings:set', { author: '张三', backupGenerations: 2 }));
  const first = await run(host);
  expect(first).toMatchObject({ inspections: 2, photos: 1, faults: [] });
  const [stream = ''] = await readdir(at('data', 'inspections', one));
  return { host, one, other, stream, first };
}

describe('what cannot be read', () => {
  it.each(['stream', 'inspection', 'shelf', 'catalogues', 'settings'] as const)(
    '[BK3] keeps nothing else from being backed up, and is named with its place and cause: %s',
    async (what) => {
      const { host, one, other, stream, first } = await filled();
      const [shelf = ''] = (await readdir(at('data', 'photos'))).filter((name) => name.length === 2);
      const places = {
        stream: [`inspections/${one}/${stream}`, 'EISDIR'],
        inspection: [`inspections/${one}`, 'ENOTDIR'],
        shelf: [`photos/${shelf}`, 'ENOTDIR'],
        catalogues: ['catalogues', 'ENOTDIR'],
        settings: ['settings.json', 'EISDIR'],
      } as const;
      const [place, reason] = places[what];
      if (reason === 'EISDIR') await makeUnreadable(at('data', place));
      else {
        await rename(at('data', place), at('data', `${place}.was`));
        await writeFile(at('data', place), 'no folder');
      }
      for (let index = 0; index < 3; index += 1) {
        valueOf(await save(host, other, `${index}`));
        const made = await run(host);
        expect(made.faults).toEqual([{ side: 'here', place, reason, healed: false }]);
      }
      const { generations } = valueOf(await apiOf(host).call('backup:list', {}));
      expect(generations.map(({ name }) => name)).toContain(first.name);
      expect(generations).toHaveLength(3);
      expect(generations[0]).toMatchObject({ inspections: what === 'stream' || what === 'inspection' ? 1 : 2 });
      expect(valueOf(await apiOf(host).call('backup:state', {})).failure).toBeNull();
      await host.close();
    },
  );

  it('[BK5] being the folder of the generations is said, and does not begin their count again', async () => {
    const { host, one, first } = await filled();
    const generations = at('data', 'backups', 'generations');
    await rename(generations, `${generations}.was`);
    await symlink(generations, generations);
    const listed = await apiOf(host).call('backup:list', {});
    expect(listed).toMatchObject({ ok: false, error: { code: 'backup.read-failed', detail: { reason: 'ELOOP' } } });
    expect((await backupJobs(apiOf(host)).run()).ok).toBe(false);
    await rm(generations);
    await rename(`${generations}.was`, generations);
    valueOf(await save(host, one, '2'));
    const second = await run(host);
    expect(valueOf(await apiOf(host).call('backup:list', {})).generations.map(({ name }) => name)).toEqual([
      second.name,
      first.name,
    ]);
    await host.close();
  });

  it('[BK5] [RD3] being the manifest of the latest is said, is no reason to begin its number again, and stays', async () => {
    const { host, one, first } = await filled();
    valueOf(await save(host, one, '2'));
    const latest = await run(host);
    const manifest = at('data', 'backups', 'generations', latest.name, 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    const list = async () => valueOf(await apiOf(host).call('backup:list', {}));
    const reasons = async () => (await list()).unread.map(({ name, reason }) => [name, reason]);

    await writeFile(manifest, text.slice(0, 40));
    expect(await reasons()).toEqual([[latest.name, 'damaged']]);
    await writeFile(manifest, text.replace(/"at":"[^"]+"/, '"at":"2024-02-30T00:00:00.000Z"'));
    expect(await reasons()).toEqual([[latest.name, 'damaged']]);
    await writeFile(manifest, JSON.stringify({ format: 2 }));
    expect(await reasons()).toEqual([[latest.name, 'newer']]);
    await rm(manifest);
    expect(await reasons()).toEqual([[latest.name, 'missing']]);
    await makeUnreadable(manifest);
    expect(await reasons()).toEqual([[latest.name, 'EISDIR']]);
    expect((await list()).generations.map(({ name }) => name)).toEqual([first.name]);

    // By the clock what comes now is older than all there is.
    valueOf(await apiOf(host).call('settings:set', { author: '张三', backupGenerations: 50 }));
    now -= 3_600_000;
    const made: string[] = [];
    for (const words of ['3', '4', '5', '6']) {
      valueOf(await save(host, one, words));
      made.unshift((await run(host)).name);
    }
    expect(await reasons()).toEqual([[latest.name, 'EISDIR']]);
    await rm(manifest, { recursive: true });
    await writeFile(manifest, text);
    const { generations, unread } = await list();
    expect(unread).toEqual([]);
    expect(generations.map(({ name }) => name)).toEqual([...made, latest.name, first.name]);
    await host.close();
  });

  it('being everything is said of the data folder, not of the backup disk', async () => {
    const { host } = await filled();
    for (const name of ['inspections', 'photos', 'catalogues', 'settings.json']) {
      await rm(at('data', name), { recursive: true });
    }
    expect(await backupJobs(apiOf(host)).run()).toEqual({
      ok: false,
      error: { code: 'journal.read-failed', detail: { reason: 'ENOENT' } },
    });
    await host.close();
  });
});

describe('a backup disk that does not give back what was written', () => {
  /** Has one bit of what is written below a folder come out other, as a stick with lying memory does. */
  function flipWrites(part: string): void {
    promises.open = async (path, ...rest) => {
      const handle: FileHandle = await trueOpen(path, ...rest);
      if (!String(path).includes(part)) return handle;
      const writeWhole = handle.writeFile.bind(handle);
      handle.writeFile = async (data, options) => {
        const bytes = Buffer.from(data instanceof Uint8Array ? data : '');
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        return writeWhole(bytes, options);
      };
      return handle;
    };
    syncBuiltinESMExports();
  }

  it('[BK6] is found out before the generation has its name', async () => {
    const host = await open();
    await openSample(host);
    valueOf(await apiOf(host).call('settings:set', { author: '张三' }));
    flipWrites(join('backups', 'generations'));
    const made = await backupJobs(apiOf(host)).run();
    expect(made).toMatchObject({ ok: false, error: { code: 'backup.verify-failed' } });
    expect(valueOf(await apiOf(host).call('backup:list', {})).generations).toEqual([]);
    promises.open = trueOpen;
    syncBuiltinESMExports();
    expect((await run(host)).faults).toEqual([]);
    await host.close();
  });
});

describe('a stick that is write-protected', () => {
  it('can be chosen and restored from', async (context) => {
    await mkdir(at('stick'));
    if (!mountDisk(at('stick'), 'size=8m')) return context.skip('mounting a disk needs the administrator');
    try {
      const host = await open();
      const inspection = await openSample(host);
      valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
      const { name } = await run(host);
      await host.close();
      remountDisk(at('stick'), 'ro');
      const fresh = await openHost(at('fresh'));
      valueOf(await apiOf(fresh).call('backup:use-folder', { folder: at('stick') }));
      expect(valueOf(await backupJobs(apiOf(fresh)).restore(name))).toMatchObject({
        inspections: [{ id: inspection }],
      });
      const refused = await backupJobs(apiOf(fresh)).run();
      expect(refused).toMatchObject({ ok: false, error: { code: 'backup.write-failed', detail: { reason: 'EROFS' } } });
      await fresh.close();
    } finally {
      unmountDisk(at('stick'));
    }
  });
});
