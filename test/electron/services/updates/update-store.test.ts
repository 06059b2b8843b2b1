import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUpdateStore } from '#electron/services/updates/update-store.ts';
import type { UpdateMemory } from '#electron/services/updates/update-store.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

const settings = { daily: true, address: 'https://updates.example.gov.cn/a/', publicKey: '' };
const memory = { settings, checkedAt: '2024-02-29T08:00:00.000Z', newestSeen: '1.2.0' };
const NOTHING = { settings: { daily: false, address: '', publicKey: '' }, checkedAt: null, newestSeen: null };

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());
const read = () => openUpdateStore(path()).read();
const keep = (what: UpdateMemory) => openUpdateStore(path()).keep(what);
const path = (): string => join(folder.path, 'updates.json');

describe('what is remembered of updates', () => {
  it('is read as it was written, whole', async () => {
    await keep(memory);
    expect(await read()).toEqual(memory);
    expect(await readdir(folder.path)).toEqual(['updates.json']);
  });

  it.each(['2023-02-29T08:00:00.000Z', '2024-08-01T25:00:00.000Z', '2024-08-01', 'yesterday'])(
    '[RD3] was never asked for at %s: then nothing of the file is believed, and nothing is fetched',
    async (checkedAt) => {
      await keep({ ...memory, checkedAt });
      expect(await read()).toEqual(NOTHING);
    },
  );

  it('is nothing where the file is missing, torn or of another version', async () => {
    expect(await read()).toEqual(NOTHING);
    await keep(memory);
    const whole = await readFile(path(), 'utf8');
    for (const text of [whole.slice(0, 40), '', 'null', whole.replace('"version": 1', '"version": 2')]) {
      await writeFile(path(), text);
      expect(await read()).toEqual(NOTHING);
    }
  });
});
