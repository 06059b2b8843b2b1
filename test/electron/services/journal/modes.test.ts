import { chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { narrowModes } from '#electron/services/journal/modes.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const modeOf = async (path: string): Promise<string> => ((await lstat(path)).mode & 0o777).toString(8);

/** Everything below a folder that others may look at. */
async function wide(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of ['.', ...(await readdir(root, { recursive: true }))]) {
    const { mode } = await lstat(join(root, name));
    if ((mode & 0o077) !== 0) found.push(name);
  }
  return found;
}

/** Uses a data folder: an inspection, a photo, settings, and a backup at the end. */
async function useFolder(): Promise<void> {
  const host = await openHost(at('data'), { backUpEveryMs: 3_600_000 });
  const api = directApi(host.call, (listener) => host.on(listener));
  await api.call('inspection:open-sample', {});
  await api.upload('evidence:store', { name: 'a.jpg' }, Buffer.from('\xff\xd8\xff one', 'latin1'));
  await api.call('settings:set', { author: '张三', authority: '', noticeEdition: 'web', role: '审核人' });
  await host.close();
}

describe.skipIf(process.platform === 'win32')('who may read a data folder', () => {
  it('only its user, from the first moment on, backups included', async () => {
    await useFolder();
    expect(await wide(at('data'))).toEqual([]);
  });

  it('is put right at every start, and noted', async () => {
    await useFolder();
    await (await openHost(at('data'))).close();
    for (const name of ['.', ...(await readdir(at('data'), { recursive: true }))]) {
      const { mode } = await lstat(at('data', name));
      await chmod(at('data', name), (mode & 0o100) === 0 ? 0o644 : 0o755);
    }
    await (await openHost(at('data'))).close();
    expect(await wide(at('data'))).toEqual([]);
    const lines = (await readFile(at('data', 'logs', 'host.jsonl'), 'utf8')).trim().split('\n');
    const noted = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'modes-narrowed');
    expect(noted.at(-1)?.count).toBeGreaterThan(10);
  });

  it('never follows a link out of the folder, and never fails', async () => {
    await mkdir(at('data'), { mode: 0o700 });
    await writeFile(at('outside'), 'x', { mode: 0o644 });
    await chmod(at('outside'), 0o644);
    await symlink(at('outside'), at('data', 'link'));
    expect(await narrowModes(at('data'))).toEqual({ folders: 0, files: 0 });
    expect(await modeOf(at('outside'))).toBe('644');
    expect(await narrowModes(at('not-there'))).toEqual({ folders: 0, files: 0 });
  });
});
