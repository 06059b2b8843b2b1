import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InTheWay, writeTogether } from '#electron/services/publish/write-together.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (name: string): string => join(folder.path, name);
const set = (text: string) => ['a.xlsx', 'a.pdf'].map((name) => ({ name, bytes: Buffer.from(text) }));
const contents = async (): Promise<Record<string, string>> => {
  const names = (await readdir(folder.path)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(at(name), 'utf8')] as const)),
  );
};
const write = (text: string) => writeTogether(folder.path, set(text));

describe('files that belong together', () => {
  it('[PU16] take the place of the former ones and leave nothing beside them', async () => {
    await write('old');
    await write('new');
    expect(await contents()).toEqual({ 'a.pdf': 'new', 'a.xlsx': 'new' });
  });

  it('are for others to read, in a folder that others may enter', async () => {
    const out = at('published');
    await writeTogether(out, set('new'));
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    expect(await modeOf(out)).toBe(0o777 & ~process.umask());
    for (const name of ['a.xlsx', 'a.pdf']) expect(await modeOf(join(out, name))).toBe(0o666 & ~process.umask());
  });

  it('[PU16] stay as they were where a folder is in the way of either', async () => {
    for (const name of ['a.pdf', 'a.xlsx']) {
      await rm(at(name), { force: true, recursive: true });
      await mkdir(at(name));
      await expect(write('new')).rejects.toMatchObject({ path: at(name), by: 'other' });
      expect(await readdir(folder.path)).toEqual([name]);
      await rm(at(name), { recursive: true });
    }
  });

  it('[PU22] stay as they were where one of them is to be kept', async () => {
    await write('old');
    const kept = writeTogether(folder.path, set('new'), async (path) => path.endsWith('.pdf'));
    await expect(kept).rejects.toBeInstanceOf(InTheWay);
    expect(await contents()).toEqual({ 'a.pdf': 'old', 'a.xlsx': 'old' });
  });

  it.each(['a.xlsx', 'a.pdf'])('[PU16] stay as they were where %s cannot take its name', async (name) => {
    await write('old');
    const trueRename = promises.rename;
    promises.rename = async (from, to) => {
      if (String(to) === at(name) && String(from).endsWith('-new')) throw Object.assign(new Error(), { code: 'EIO' });
      await trueRename(from, to);
    };
    syncBuiltinESMExports();
    try {
      await expect(write('new')).rejects.toMatchObject({ code: 'EIO' });
    } finally {
      promises.rename = trueRename;
      syncBuiltinESMExports();
    }
    expect(await contents()).toEqual({ 'a.pdf': 'old', 'a.xlsx': 'old' });
  });

  it('[PU16] stay as they were, one of two, where the disk does not take the names', async () => {
    await writeFile(at('a.xlsx'), 'old');
    const trueOpen = promises.open;
    promises.open = async (path, ...rest) => {
      if (String(path) === folder.path && (await readdir(folder.path)).includes('a.pdf'))
        throw Object.assign(new Error(), { code: 'EIO' });
      return trueOpen(path, ...rest);
    };
    syncBuiltinESMExports();
    try {
      await expect(write('new')).rejects.toMatchObject({ code: 'EIO' });
    } finally {
      promises.open = trueOpen;
      syncBuiltinESMExports();
    }
    expect(await contents()).toEqual({ 'a.xlsx': 'old' });
  });

  // The moments at which a writing can be killed, in its own order of steps.
  const moves: readonly (readonly [string, string])[] = [
    ['a.xlsx', '.a.xlsx.workbench-old'],
    ['a.pdf', '.a.pdf.workbench-old'],
    ['.a.xlsx.workbench-new', 'a.xlsx'],
    ['.a.pdf.workbench-new', 'a.pdf'],
  ];
  const killedAfter = async (olds: readonly string[], steps: number): Promise<void> => {
    for (const name of olds) await writeFile(at(name), 'old');
    for (const { name } of set('')) await writeFile(at(`.${name}.workbench-new`), 'killed');
    for (const [from, to] of moves.slice(0, steps)) await rename(at(from), at(to)).catch(() => undefined);
  };

  describe.each([[['a.xlsx', 'a.pdf']], [['a.pdf']], [['a.xlsx']], [[]]])('killed with %j there', (olds) => {
    it.each([0, 1, 2, 3, 4])(
      '[PU16] after step %i, no two sets mix, and the next writing goes through',
      async (steps) => {
        await killedAfter(olds, steps);
        const seen = await contents();
        expect(new Set(['a.xlsx', 'a.pdf'].flatMap((name) => seen[name] ?? [])).size).toBeLessThan(2);
        await write('last');
        expect(await contents()).toEqual({ 'a.pdf': 'last', 'a.xlsx': 'last' });
      },
    );

    it.each([0, 1, 2, 3])(
      '[PU16] after step %i, the next writing brings the old set back where it is refused',
      async (steps) => {
        await killedAfter(olds, steps);
        await writeTogether(folder.path, set('new'), async () => true).catch(() => undefined);
        const old = Object.fromEntries(olds.toSorted().map((name) => [name, 'old']));
        expect(await contents()).toEqual(olds.length > 0 ? old : { 'a.pdf': 'new', 'a.xlsx': 'new' });
      },
    );

    it('[PU16] after the last step, a writing that is refused leaves the new set, and nothing beside it', async () => {
      await killedAfter(olds, moves.length);
      await expect(writeTogether(folder.path, set('new'), async () => true)).rejects.toBeInstanceOf(InTheWay);
      expect(await contents()).toEqual({ 'a.pdf': 'killed', 'a.xlsx': 'killed' });
    });
  });
});
