import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '#electron/services/host/host.ts';
import { DATA_FORMAT, dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import { bringForward, FORMAT_STEPS } from '#electron/services/journal/format-step.ts';
import type { FormatStep } from '#electron/services/journal/format-step.ts';
import type { Event } from '#shared/log/event.ts';
import { fold } from '#shared/log/fold.ts';
import { hostOptions, openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { hashText } from '#electron/services/disk/hash.ts';

const FIXTURE = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'journal-format-1');
const GOLDEN: Readonly<Record<string, { heads: unknown; state: unknown; history: unknown }>> = JSON.parse(
  await readFile(join(FIXTURE, 'fold.json'), 'utf8'),
);

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
  await cp(join(FIXTURE, 'data'), folder.path, { recursive: true });
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const json = async (...names: readonly string[]) => JSON.parse(await readFile(at(...names), 'utf8'));

/** Every stream and original of a data folder, as bytes. */
async function truth(root: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const part of ['inspections', 'photos']) {
    for (const name of await readdir(join(root, part), { recursive: true })) {
      const bytes = await readFile(join(root, part, name)).catch(() => null);
      if (bytes !== null) files[`${part}/${name}`] = bytes.toString('latin1');
    }
  }
  return files;
}

function stateOf(events: readonly Event[]) {
  const folded = fold(events);
  if (folded === null) return null;
  const { history, ...state } = folded;
  return {
    state: JSON.parse(JSON.stringify(state)),
    history: history.map(({ event, draft }) => [event.device, event.seq, draft?.type ?? null]),
  };
}

async function expectGolden(): Promise<void> {
  const host = await openHost(folder.path);
  const api = directApi(host.call, (listener) => host.on(listener));
  for (const [inspection, { heads, state, history }] of Object.entries(GOLDEN)) {
    const read = await api.call('inspection:read-events', { inspection, seen: {} });
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.heads).toEqual(heads);
    expect(stateOf(read.value.events)).toEqual({ state, history });
  }
  const listed = await api.call('inspection:list', {});
  expect(listed.ok && listed.value.map(({ damage }) => damage)).toEqual([null, null]);
  expect((await host.findFile('b1d5cd0579bd3b821194a7b8db14aef6977c244105b7b6164ffd88dced479ef3')).ok).toBe(true);
  await host.close();
}

describe('a data folder of format 1', () => {
  it('[LG17] opens, folds as it did when it was written, and keeps every byte of streams and originals', async () => {
    const before = await truth(folder.path);
    await expectGolden();
    expect(await truth(folder.path)).toEqual(before);
    expect(await json('format.json')).toEqual({ format: DATA_FORMAT });
  });

  it('leaves a copy of its heads and small files, as they were before the step', async () => {
    const [format, device] = [await readFile(at('format.json')), await readFile(at('device.json'))];
    await (await openHost(folder.path)).close();
    const heads = Object.fromEntries(Object.entries(GOLDEN).map(([id, golden]) => [id, golden.heads]));
    expect(await json('before-format-2', 'heads.json')).toEqual(heads);
    expect(await readFile(at('before-format-2', 'format.json'))).toEqual(format);
    expect(await readFile(at('before-format-2', 'device.json'))).toEqual(device);
  });

  it('[LG18] goes on under a device id of its own: it never said where it was at home, and may be a copy', async () => {
    const host = await openHost(folder.path);
    const { device, former } = await json('device.json');
    expect([former, host.parts.info().device]).toEqual([['d1f0a2b3c4d5'], device]);
    await host.close();
  });

  it('that lost its format file is taken for the oldest', async () => {
    await rm(at('format.json'));
    await expectGolden();
    expect((await readdir(folder.path)).includes('before-format-2')).toBe(true);
  });

  it('whose format file makes no sense is left alone', async () => {
    await writeFile(at('format.json'), '{"format":"x"}');
    const opened = await createHost(hostOptions(folder.path));
    expect(opened).toEqual({ ok: false, error: { code: 'journal.read-failed', detail: { reason: 'format.json' } } });
  });

  it('of a later program is refused before anything is made in it', async () => {
    await rm(folder.path, { recursive: true });
    await mkdir(folder.path);
    await writeFile(at('format.json'), '{"format":9}');
    const opened = await createHost(hostOptions(folder.path));
    expect(opened).toEqual({ ok: false, error: { code: 'journal.newer-format', detail: { format: 9 } } });
    expect(await readdir(folder.path)).toEqual(['format.json']);
  });
});

describe('a step that is broken off', () => {
  const paths = () => dataPaths(folder.path);
  const broken = (name: string): FormatStep => ({
    from: 2,
    run: async () => {
      await writeFile(at('half'), 'half');
      throw Object.assign(new Error(name), { code: 'EIO' });
    },
  });
  const whole: FormatStep = { from: 2, run: async () => writeFile(at('half'), 'whole') };

  it('is run again at the next start, from the copy made before the first try', async () => {
    await prepareDataFolder(paths());
    const before = await truth(folder.path);
    await expect(
      bringForward(paths(), hashText, { steps: [...FORMAT_STEPS, broken('cut')], target: 3 }),
    ).rejects.toThrow('cut');
    expect(await json('format.json')).toEqual({ format: 2 });
    const copy = await readFile(at('before-format-3', 'heads.json'));
    await writeFile(at('settings.json'), '{}');
    expect(await bringForward(paths(), hashText, { steps: [...FORMAT_STEPS, whole], target: 3 })).toEqual({
      ok: true,
      value: { from: 2 },
    });
    expect(await json('format.json')).toEqual({ format: 3 });
    expect(await readFile(at('half'), 'utf8')).toBe('whole');
    expect(await readFile(at('before-format-3', 'heads.json'))).toEqual(copy);
    expect(await json('before-format-3', 'settings.json')).toMatchObject({ version: 1 });
    expect(await truth(folder.path)).toEqual(before);
  });

  it('that would lose events is not believed: the folder keeps its format', async () => {
    await prepareDataFolder(paths());
    const [inspection = ''] = Object.keys(GOLDEN);
    const [stream = ''] = await readdir(at('inspections', inspection));
    const losing: FormatStep = { from: 1, run: () => rm(at('inspections', inspection, stream)) };
    expect(await bringForward(paths(), hashText, { steps: [losing], target: 2 })).toMatchObject({
      ok: false,
      error: { code: 'journal.read-failed' },
    });
    expect(await json('format.json')).toEqual({ format: 1 });
  });

  it('by a kill at any moment loses nothing', { timeout: 60_000 }, async () => {
    const before = await truth(folder.path);
    const opener = join(import.meta.dirname, 'open-process.ts');
    for (let round = 0; round < 4; round += 1) {
      const child = spawn(process.execPath, [opener, folder.path], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      setTimeout(() => child.kill('SIGKILL'), round * 6);
      await once(child, 'close');
      if (round % 2 === 1) await rm(at('format.json'), { force: true });
    }
    expect(await truth(folder.path)).toEqual(before);
    await expectGolden();
  });
});
