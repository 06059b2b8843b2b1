import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { Sha256 } from '#shared/ids.ts';
import { memoryFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof memoryFolder>>;
beforeAll(async () => {
  folder = await memoryFolder();
});
afterAll(() => folder.drop());

const photo = (size: number, seed: number): Buffer => {
  const bytes = Buffer.alloc(size, (seed * 37) % 251);
  bytes.write('\xff\xd8\xff\xe0', 'latin1');
  return bytes;
};
const ONE = photo(5000, 1);
const OTHER = photo(5000, 2);
const hashOf = (bytes: Uint8Array): Sha256 => v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));
const flipped = (at: number): Buffer => {
  const bytes = Buffer.from(ONE);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

/** What can happen to an original: a kind, and the bytes that are there afterwards; null: none. */
const FAULTS: readonly (readonly [string, Buffer | null])[] = [
  ...Array.from({ length: 250 }, (_, index) => ['a flipped bit', flipped(index * 20)] as const),
  ...Array.from({ length: 50 }, (_, index) => ['cut short', ONE.subarray(0, index * 100)] as const),
  ...[1, 512, 4096].map((size) => ['zeros behind the end', Buffer.concat([ONE, Buffer.alloc(size)])] as const),
  ...[0, 512, 4096].map((at) => ['a hole', Buffer.from(ONE).fill(0, at, Math.min(at + 512, 5000))] as const),
  ['all zeros', Buffer.alloc(ONE.length)],
  ['another photo in its place', OTHER],
  ['deleted', null],
];

describe('an original, damaged in every way', () => {
  it('is never taken for the original, is kept, and is mended by the true one', async () => {
    const sums = { cases: 0, damaged: 0, missing: 0, silent: 0 };
    const path = join(folder.path, hashOf(ONE).slice(0, 2), hashOf(ONE));
    let names = 0;
    for (const [kind, bytes] of FAULTS) {
      await rm(folder.path, { recursive: true, force: true });
      await mkdir(dirname(path), { recursive: true });
      if (bytes !== null) await writeFile(path, bytes);
      const evidence = openEvidence(folder.path, () => `draft-${(names += 1)}`);
      const [read, found] = [await evidence.read(hashOf(ONE)), await evidence.find(hashOf(ONE))];
      const codes = [read, found].map((result) => (result.ok ? 'ok' : result.error.code));
      sums.cases += 1;
      if (codes.includes('ok')) sums.silent += 1;
      else if (bytes === null) sums.missing += 1;
      else sums.damaged += 1;
      expect(codes, kind).toEqual(Array(2).fill(bytes === null ? 'evidence.not-found' : 'evidence.damaged'));
      expect((await evidence.store(ONE, 'a.jpg')).ok).toBe(true);
      expect((await evidence.find(hashOf(ONE))).ok).toBe(true);
      const kept = await readdir(join(folder.path, 'damaged')).catch(() => []);
      const keptBytes = await Promise.all(kept.map((name) => readFile(join(folder.path, 'damaged', name))));
      expect(keptBytes, kind).toEqual(bytes === null ? [] : [bytes]);
    }
    const { cases, damaged, missing, silent } = sums;
    const figures = `${damaged} reported as damaged, ${missing} as missing, silently accepted = ${silent}`;
    process.stdout.write(`damage: originals, ${cases} cases, ${figures}\n`);
  });
});
