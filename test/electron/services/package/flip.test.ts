import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openZip } from '#electron/services/package/read-zip.ts';
import type { Host } from '#electron/services/host/host.ts';
import { append, newInspection, newWorld, note, pack, preview, standing, take } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';

let world: World;
let reader: Host;
let bytes: Buffer;
let sound: unknown;

const file = (name: string): string => join(world.path, name);

beforeAll(async () => {
  world = await newWorld();
  const maker = await world.host('maker');
  await pack(maker, await newInspection(maker, 2), file('sound.ysb'));
  bytes = await readFile(file('sound.ysb'));
  reader = await world.host('reader');
  sound = valueOf(await preview(reader, file('sound.ysb')));
});
afterAll(() => world.end());

/** What looking at these bytes comes to: refused with a code of packages, the same as the sound one, or anything else. */
async function verdictOn(changed: Uint8Array): Promise<string> {
  await writeFile(file('flipped.ysb'), changed);
  const seen = await preview(reader, file('flipped.ysb'));
  if (!seen.ok) return seen.error.code.startsWith('package.') ? 'refused' : seen.error.code;
  return JSON.stringify(seen.value) === JSON.stringify(sound) ? 'the same' : 'something else';
}

/** The package with one byte changed. */
function flipped(at: number, by: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ by;
  return changed;
}

/** Every place of the package that is in no file's content: headers, descriptors, directory, end. */
async function structure(): Promise<number[]> {
  const zip = valueOf(await openZip(file('sound.ysb')));
  await zip.handle.close();
  const contents = [...zip.entries.values()];
  const isContent = (at: number): boolean => contents.some((one) => at >= one.start && at < one.start + one.bytes);
  return [...bytes.keys()].filter((at) => !isContent(at));
}

describe('a package in which a byte is another', () => {
  it('[PK2] [PK4] is refused with a code, whichever byte it is', async () => {
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([at, by]) => {
        expect(await verdictOn(flipped(at, by))).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  it('[PK4] in what is around the files, each byte of it, is refused', async () => {
    const places = await structure();
    expect(places.length).toBeGreaterThan(500);
    for (const at of places) expect([at, await verdictOn(flipped(at, 0xff))]).toEqual([at, 'refused']);
    const flip = fc.tuple(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([at, by]) => {
        expect(await verdictOn(flipped(at, by))).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });
});

describe('packages back and forth', () => {
  it('[PK15] after any writing on two sides, exchanged packages make them the same', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const writing = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 32 }), text), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(writing, async (written) => {
        const own = await newWorld();
        try {
          const sides = { a: await own.host('a'), b: await own.host('b') };
          const id = await newInspection(sides.a, 1);
          await pack(sides.a, id, join(own.path, 'first.ysb'));
          valueOf(await take(sides.b, join(own.path, 'first.ysb')));
          for (const [side, indicator, words] of written) {
            await append(side === 'a' ? sides.a : sides.b, id, [note(indicator, words)]);
          }
          await pack(sides.a, id, join(own.path, 'a.ysb'));
          await pack(sides.b, id, join(own.path, 'b.ysb'));
          valueOf(await take(sides.b, join(own.path, 'a.ysb')));
          valueOf(await take(sides.a, join(own.path, 'b.ysb')));
          expect(await standing(sides.b, id)).toEqual(await standing(sides.a, id));
        } finally {
          await own.end();
        }
      }),
      { numRuns: 12 },
    );
  });
});
