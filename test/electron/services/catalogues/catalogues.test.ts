import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatalogueStore } from '#electron/services/catalogues/catalogues.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { valueOf } from '#test/electron/services/sample-host.ts';
import { RESOURCES, tempFolder } from '#test/electron/services/temp-host.ts';
import { readText } from '#test/fixtures/read.ts';

const BUILT_IN = join(RESOURCES, 'catalogues');
const [one, other] = ['2027.1', '2027.2'].map((version) =>
  readText('resources/catalogues/benchmark-2022.2.json').replace('"2022.2"', `"${version}"`),
);

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());
const at = (name: string): string => join(folder.path, name);
const open = (): CatalogueStore => new CatalogueStore(BUILT_IN, folder.path, hashText);
const versions = async (): Promise<readonly string[]> => valueOf(await open().list()).map(({ version }) => version);

/** Two catalogues of the data folder; the first one is then broken in one of the ways in which files break. */
async function broken(way: 'folder' | 'cut' | 'changed' | 'nonsense' | 'gone') {
  const store = open();
  const [first, second] = [valueOf(await store.import(one ?? '')), valueOf(await store.import(other ?? ''))];
  const path = at(`${first.sha256}.json`);
  const text = await readFile(path, 'utf8');
  await rm(path);
  if (way === 'folder') await mkdir(path);
  if (way === 'cut') await writeFile(path, text.slice(0, 5000));
  if (way === 'changed') await writeFile(path, text.replace('学校', '学堂').replace('90', '80'));
  if (way === 'nonsense') await writeFile(path, '\0\0\0');
  return { first, second, path, text };
}

describe('one catalogue of the data folder that is broken', () => {
  it.each(['folder', 'cut', 'changed', 'nonsense', 'gone'] as const)(
    'stops only itself, and is never taken for what its name says: %s',
    async (way) => {
      const { first, second } = await broken(way);
      expect(await versions()).toContain('2027.2');
      expect(await versions()).toContain('2022.2');
      expect(await versions()).not.toContain('2027.1');
      expect((await open().read(second.sha256)).ok).toBe(true);
      // What the system does not give out may be the one that is asked for; what is there and is another is not.
      const code = way === 'folder' ? 'journal.read-failed' : 'catalogue.not-found';
      expect(await open().read(first.sha256)).toMatchObject({ ok: false, error: { code } });
    },
  );

  it.each(['cut', 'changed', 'nonsense', 'gone'] as const)(
    'is whole again once it is imported again: %s',
    async (way) => {
      const { first, path, text } = await broken(way);
      valueOf(await open().import(text));
      expect(await readFile(path, 'utf8')).toBe(text);
      expect(valueOf(await open().read(first.sha256)).catalogue.version).toBe('2027.1');
    },
  );

  it('stops nothing where it is the folder itself: what the program brings is there', async () => {
    await rm(folder.path, { recursive: true });
    expect(await versions()).toContain('2022.2');
  });

  it('of the program cannot be overlooked: it is no data of the user, and nothing is offered without it', async () => {
    await mkdir(at('built-in'));
    await mkdir(at('built-in/a.json'));
    const store = new CatalogueStore(at('built-in'), folder.path, hashText);
    expect(await store.list()).toMatchObject({ ok: false, error: { code: 'journal.read-failed' } });
  });
});
