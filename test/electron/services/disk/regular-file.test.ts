import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { hashBytes, hashFile } from '#electron/services/disk/hash.ts';
import {
  isNoFile,
  openRegular,
  readRegular,
  readRegularText,
  refuseOther,
} from '#electron/services/disk/regular-file.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';
import { HAS_PIPES, KINDS, makeNoFiles, makePipe } from '#test/support/no-files.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (name: string): string => join(folder.path, name);
const reason = (task: Promise<unknown>): Promise<string> =>
  task.then(
    () => 'done',
    (fault: unknown) => reasonOf(fault),
  );

describe('a file', () => {
  it('is read whole, also through a link, and what is not there is said to be missing', async () => {
    await writeFile(at('a'), '学苑社区');
    await symlink(at('a'), at('b'));
    expect(await readRegularText(at('b'))).toBe('学苑社区');
    expect(await hashFile(at('b'))).toBe(hashBytes(Buffer.from('学苑社区')));
    expect(await reason(readRegular(at('gone')))).toBe('ENOENT');
    expect(await reason(refuseOther(at('gone')))).toBe('done');
  });
});

describe.skipIf(!HAS_PIPES)('what is no file', () => {
  it.each(KINDS)('is never waited for, whoever reads it: %s', async (kind) => {
    const none = await makeNoFiles(folder.path);
    const path = none.paths[kind];
    const told = kind === 'folder' ? 'EISDIR' : 'ENOTFILE';
    for (const read of [openRegular, readRegular, readRegularText, hashFile, refuseOther])
      expect(await reason(read(path))).toBe(told);
    expect(isNoFile(told)).toBe(true);
    await none.close();
  });

  it('in the place of a draft it keeps nobody waiting who writes', async () => {
    await makePipe(at('a.tmp'));
    expect(await reason(writeFileAtomic(at('a'), 'text'))).toBe('ENOTFILE');
    // It is out of the way then: a second try succeeds.
    await writeFileAtomic(at('a'), 'text');
    expect(await readRegularText(at('a'))).toBe('text');
  });
});
