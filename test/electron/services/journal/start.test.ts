import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '#electron/services/host/host.ts';
import { DATA_FORMAT } from '#electron/services/journal/data-folder.ts';
import { addPhoto, eventsOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { hostOptions, openHost, tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, 'data', ...names);

async function filled() {
  const host = await openHost(at());
  const inspection = await openSample(host);
  valueOf(await addPhoto(host, 'one'));
  const events = await eventsOf(host, inspection);
  await host.close();
  return { inspection, events };
}

async function expectOpens({ inspection, events }: Awaited<ReturnType<typeof filled>>): Promise<void> {
  const host = await openHost(at());
  expect(await eventsOf(host, inspection)).toEqual(events);
  expect((await save(host, inspection, '还能写')).ok).toBe(true);
  await host.close();
}

describe('a data folder whose format cannot be read', () => {
  it.each([
    ['empty', ''],
    ['zeros', '\0'.repeat(13)],
    ['torn', '{"form'],
    ['torn after the name', '{"format":'],
  ])('because a power cut tore the file opens as what its contents are: %s', async (_, text) => {
    const before = await filled();
    // What the shells keep beside the journal belongs to every data folder.
    for (const name of ['running.json', 'folders.json', 'link-host', 'updates.json']) await writeFile(at(name), '');
    for (const name of ['electron-profile', 'browser-profile', 'crash-dumps', 'secrets']) await mkdir(at(name));
    await writeFile(at('format.json'), text);
    await expectOpens(before);
    expect(JSON.parse(await readFile(at('format.json'), 'utf8'))).toEqual({ format: DATA_FORMAT });
    expect(await readdir(at())).not.toContain('before-format-2');
  });

  it('because the disk will not read the file opens all the same', async () => {
    const before = await filled();
    await rm(at('format.json'));
    await mkdir(at('format.json'));
    await expectOpens(before);
  });

  it.each(['before-format-9', 'something-of-a-later-version'])(
    'is never taken for an older one than it may be: %s',
    async (name) => {
      await filled();
      await writeFile(at('format.json'), '');
      await mkdir(at(name));
      const before = await readdir(at(), { recursive: true });
      const opened = await createHost(hostOptions(at()));
      expect(opened).toMatchObject({
        ok: false,
        error: { code: name.startsWith('before') ? 'journal.newer-format' : 'journal.read-failed' },
      });
      expect(await readdir(at(), { recursive: true })).toEqual(before);
    },
  );

  it('and was torn behind a number of a later version is one of that', async () => {
    await filled();
    await writeFile(at('format.json'), '{"format":7');
    expect(await createHost(hostOptions(at()))).toMatchObject({
      error: { code: 'journal.newer-format', detail: { format: 7 } },
    });
  });

  it('and whose contents do not tell either says why, and is left as it was', async () => {
    await filled();
    await rm(at('format.json'));
    await mkdir(at('format.json'));
    await mkdir(at('something-of-a-later-version'));
    expect(await createHost(hostOptions(at()))).toEqual({
      ok: false,
      error: { code: 'journal.format-unreadable', detail: { reason: 'EISDIR' } },
    });
  });
});

describe('a data folder whose device file cannot be read', () => {
  it('opens, sets the file aside, and goes on under an id of its own', async () => {
    const before = await filled();
    await rename(at('device.json'), at('device.json.was'));
    await mkdir(at('device.json'));
    await expectOpens(before);
    expect((await readdir(at())).some((name) => name.startsWith('device.json.unreadable-'))).toBe(true);
  });
});

describe('what killed programs left half-written', () => {
  it('is gone after the next start, and nothing else is', async () => {
    const { inspection } = await filled();
    const before = (await readdir(at(), { recursive: true })).filter((name) => !name.startsWith('logs'));
    await cp(at('photos'), join(folder.path, 'photos'), { recursive: true });
    const left = [
      'photos/0a1b2c3d.tmp',
      `heads/${inspection}.json.tmp`,
      'device-key.d0123456789ab.json.tmp',
      'settings.json.tmp',
      `inspections/${inspection}/d0123456789ab.jsonl.tmp`,
      `diagnostics/${'a'.repeat(64)}.zip`,
      'diagnostics/archive.tmp',
      'diagnostics/.workbench-0a1b2c3d-12-0a1b2c3d4e5f.part',
      'packages/outgoing/draft.part',
    ];
    for (const name of ['diagnostics', 'packages/outgoing']) await mkdir(at(name), { recursive: true });
    for (const name of left) await writeFile(at(name), 'half');
    await (await openHost(at())).close();
    const after = await readdir(at(), { recursive: true });
    expect(left.filter((name) => after.includes(name))).toEqual([]);
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
  });
});
