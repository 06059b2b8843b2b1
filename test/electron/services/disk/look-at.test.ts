import { promises } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { DiskFault, reasonOf } from '#electron/services/disk/system-error.ts';
import { writeTogether } from '#electron/services/publish/write-together.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
const { lstat: trueLstat } = promises;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(async () => {
  promises.lstat = trueLstat;
  syncBuiltinESMExports();
  await folder.drop();
});

const at = (...names: readonly string[]): string => join(folder.path, ...names);

/** The disk does not say what stands at paths that end so. */
function refuseToSay(ending: string): void {
  const { lstat } = promises;
  promises.lstat = Object.assign(async (path: string) => {
    if (path.endsWith(ending)) throw new DiskFault('EIO');
    return lstat(path);
  }, lstat);
  syncBuiltinESMExports();
}

describe('a name that may be taken', () => {
  it('is free where the system says so', async () => {
    await writeFile(at('file'), '');
    await symlink(at('gone'), at('link'));
    expect(await lookAt(at('nothing'))).toBeNull();
    expect(await lookAt(at('file', 'below'))).toBeNull();
    expect((await lookAt(at('link')))?.isSymbolicLink()).toBe(true);
    expect(await lookAt(at('link'), promises.stat)).toBeNull();
  });

  it('[PU22] is not free where the disk does not answer: what may be signed stays, and the fault is told', async () => {
    await mkdir(at('out'));
    await writeFile(at('out', 'a.pdf'), 'signed');
    refuseToSay('a.pdf');
    const written = writeTogether(at('out'), [{ name: 'a.pdf', bytes: Buffer.from('new') }], async () => true);
    expect(await written.then(() => 'written', reasonOf)).toBe('EIO');
    expect(await readFile(at('out', 'a.pdf'), 'utf8')).toBe('signed');
  });
});
