import { promises } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { DiskFault, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder, makeFolders, syncFolder } from '#electron/services/disk/folders.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
const { open: trueOpen, rename: trueRename } = promises;
const at = (...names: readonly string[]): string => join(folder.path, ...names);
const caught = (task: Promise<unknown>): Promise<string> =>
  task.then(
    () => 'done',
    (fault: unknown) => reasonOf(fault),
  );

beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(async () => {
  promises.open = trueOpen;
  promises.rename = trueRename;
  syncBuiltinESMExports();
  await folder.drop();
});

/** Has the system refuse the first `times` renames, as a virus scanner does that holds the file. */
function holdRenames(code: string, times: number): void {
  let left = times;
  promises.rename = async (from, to) => {
    left -= 1;
    if (left >= 0) throw new DiskFault(code);
    return trueRename(from, to);
  };
  syncBuiltinESMExports();
}

/** Has the system refuse to sync folders; files are synced as ever. */
function refuseFolderSync(code: string): void {
  promises.open = async (path, ...rest) => {
    const handle = await trueOpen(path, ...rest);
    const isFolder = (await handle.stat()).isDirectory();
    const sync = handle.sync.bind(handle);
    handle.sync = () => (isFolder ? Promise.reject(new DiskFault(code)) : sync());
    return handle;
  };
  syncBuiltinESMExports();
}

describe('a new name', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is given once the file is free again (%s)', async (code) => {
    await writeFile(at('file'), 'old');
    holdRenames(code, 2);
    await writeFileAtomic(at('file'), 'new');
    expect(await readFile(at('file'), 'utf8')).toBe('new');
    expect(await readdir(folder.path)).toEqual(['file']);
  });

  it('is waited for about a second, then the true reason is told', async () => {
    await writeFile(at('file'), 'old');
    holdRenames('EBUSY', Number.POSITIVE_INFINITY);
    const before = performance.now();
    expect(await caught(writeFileAtomic(at('file'), 'new'))).toBe('EBUSY');
    const took = performance.now() - before;
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(5000);
    expect(await readFile(at('file'), 'utf8')).toBe('old');
    expect(await readdir(folder.path)).toEqual(['file']);
  });

  it('that no waiting helps is refused at once', async () => {
    holdRenames('ENOSPC', 1);
    expect(await caught(renameFile(at('a'), at('b')))).toBe('ENOSPC');
  });
});

describe('a folder whose disk cannot sync folders', () => {
  it.each(['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'])(
    'is taken as synced: what was written is there (%s)',
    async (code) => {
      refuseFolderSync(code);
      await makeDurableFolder(at('a', 'b'));
      await writeFileAtomic(at('a', 'b', 'file'), 'text');
      expect(await readFile(at('a', 'b', 'file'), 'utf8')).toBe('text');
    },
  );

  it('is another thing than a disk that fails, and than a folder that is gone', async () => {
    expect(await caught(syncFolder(at('gone')))).toBe('ENOENT');
    refuseFolderSync('EIO');
    expect(await caught(syncFolder(folder.path))).toBe('EIO');
    expect(await caught(writeFileAtomic(at('file'), 'text'))).toBe('EIO');
  });
});

describe('folders', () => {
  it('are made with what is missing above them, and found as they are', async () => {
    expect(await makeFolders(at('a', 'b', 'c'))).toBe(true);
    expect(await makeFolders(at('a', 'b', 'c'))).toBe(false);
    expect(await readdir(at('a', 'b'))).toEqual(['c']);
  });

  it('that the system will not have end in its reason, not in asking for ever', async () => {
    await mkdir(at('x'));
    await writeFile(at('file'), '');
    expect(await caught(makeFolders(at('file', 'below')))).toBe('ENOTDIR');
    expect(await caught(makeFolders('/proc/workbench'))).not.toBe('done');
    expect(await caught(makeFolders('/proc/workbench/below'))).not.toBe('done');
  });
});
