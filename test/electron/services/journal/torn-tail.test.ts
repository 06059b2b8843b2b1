import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryFolder } from '#test/electron/services/temp-host.ts';
import { openJournal, streamBytes, streamPath } from './journal-events.ts';

let folder: Awaited<ReturnType<typeof memoryFolder>>;
beforeEach(async () => {
  folder = await memoryFolder();
});
afterEach(() => folder.drop());

/** The batches of the small journal below, and the bytes at which each is complete. */
const BATCHES = [['一'], ['二', '三'], ['四']];

async function smallJournal() {
  const root = join(folder.path, 'whole');
  const { save } = await openJournal(root);
  const ends: number[] = [];
  for (const batch of BATCHES) {
    await save(...batch);
    ends.push((await streamBytes(root)).length);
  }
  return { bytes: await streamBytes(root), ends, device: await readFile(join(root, 'device.json')) };
}

let folders = 0;

/** A new data folder whose stream file is `bytes`; nothing that was written elsewhere is remembered in it. */
async function folderWith(name: string, bytes: Uint8Array, device: Uint8Array): Promise<string> {
  const root = join(folder.path, `${name}-${(folders += 1)}`);
  await mkdir(dirname(streamPath(root)), { recursive: true });
  await writeFile(join(root, 'device.json'), device);
  await writeFile(streamPath(root), bytes);
  return root;
}

/** What a fresh start finds, in any order. */
async function allTexts(root: string): Promise<Iterable<unknown>> {
  const found = await (await openJournal(root)).texts();
  return Array.isArray(found) ? found : [found];
}

/** Batches that are complete within the first `length` bytes; one that lacks nothing but the end of its line is. */
const within = (ends: readonly number[], length: number): string[] =>
  BATCHES.filter((_, index) => (ends[index] ?? 0) <= length + 1).flat();

/** Batches that end before a byte. */
const before = (ends: readonly number[], at: number): string[] =>
  BATCHES.filter((_, index) => (ends[index] ?? 0) <= at).flat();

describe('a write cut short', () => {
  it('at any byte leaves every complete batch and none in part', async () => {
    const { bytes, ends, device } = await smallJournal();
    for (let length = 1; length <= bytes.length; length += 1) {
      const root = await folderWith('cut', bytes.subarray(0, length), device);
      const { damage, texts } = await openJournal(root);
      const complete = within(ends, length);
      const cut = { code: 'journal.tail-cut', line: complete.length + 1, intact: complete.length };
      const isWhole = ends.includes(length) || ends.includes(length + 1);
      expect(await damage()).toEqual(isWhole ? null : cut);
      expect(await texts()).toEqual(complete);
    }
  });

  it('is written on as if it had never begun', async () => {
    const { bytes, ends, device } = await smallJournal();
    for (let length = 0; length <= bytes.length; length += 31) {
      const root = await folderWith('cut', bytes.subarray(0, length), device);
      const { save } = await openJournal(root);
      expect((await save('又')).ok).toBe(true);
      const again = await openJournal(root);
      expect([await again.texts(), await again.damage()]).toEqual([[...within(ends, length), '又'], null]);
    }
  });

  it('keeps the bytes that were cut', async () => {
    const { bytes, ends, device } = await smallJournal();
    const cut = (ends[0] ?? 0) + 20;
    const root = await folderWith('torn', bytes.subarray(0, cut), device);
    await (await openJournal(root)).damage();
    const [name] = await readdir(join(root, 'torn'));
    expect(await readFile(join(root, 'torn', name ?? ''))).toEqual(bytes.subarray(ends[0], cut));
    expect(await streamBytes(root)).toEqual(bytes.subarray(0, ends[0]));
  });
});

describe('a flipped bit', () => {
  it('at any byte is reported, and everything before it is there', async () => {
    const { bytes, ends, device } = await smallJournal();
    for (let at = 0; at < bytes.length; at += 1) {
      const { damage, texts } = await openJournal(await folderWith('flip', flipped(bytes, at), device));
      expect(await damage()).toMatchObject({ code: expect.stringMatching(/^journal\.(damaged|tail-cut)$/) });
      expect(await texts()).toEqual(before(ends, at));
    }
  });

  it('is never written behind: new events go to a stream of their own', async () => {
    const { bytes, ends, device } = await smallJournal();
    for (let at = 0; at < bytes.length - 1; at += 31) {
      const broken = flipped(bytes, at);
      const root = await folderWith('behind', broken, device);
      const { save } = await openJournal(root);
      expect((await save('又')).ok).toBe(true);
      expect(await readFile(streamPath(root))).toEqual(broken);
      expect(new Set(await allTexts(root))).toEqual(new Set([...before(ends, at), '又']));
    }
  });

  it('in the middle is reported with its line and the number of events before it', async () => {
    const { bytes, ends, device } = await smallJournal();
    const broken = Buffer.from(bytes);
    broken[(ends[0] ?? 0) + 30] = 0x58;
    const root = await folderWith('damaged', broken, device);
    const { damage } = await openJournal(root);
    expect(await damage()).toEqual({ code: 'journal.damaged', line: 2, intact: 1 });
  });

  it('a line taken out shows, although every line left is sound', async () => {
    const { bytes, device } = await smallJournal();
    const lines = bytes.toString('utf8').split('\n');
    const without = (index: number) => Buffer.from(lines.filter((_, at) => at !== index).join('\n'));
    for (const index of [0, 1, 2]) {
      const { damage } = await openJournal(await folderWith('without', without(index), device));
      expect(await damage()).toMatchObject({ code: 'journal.damaged', intact: Math.min(index, 1) });
    }
  });
});

/** The bytes with one bit of one of them flipped. */
function flipped(bytes: Buffer, at: number): Buffer {
  const broken = Buffer.from(bytes);
  broken[at] = (broken[at] ?? 0) ^ 0x01;
  return broken;
}
