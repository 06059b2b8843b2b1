import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('a package in which a byte is another', () => {
  it('[PK2] is refused with a code, or means exactly the same', async () => {
    let refused = 0;
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([at, by]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        const verdict = await verdictOn(changed);
        if (verdict === 'refused') refused += 1;
        expect(verdict).toMatch(/^(refused|the same)$/);
      }),
      { numRuns: 600 },
    );
    // Those that mean the same are times and versions in headers, which nobody reads and which are tried most.
    expect(refused).toBeGreaterThan(400);
  });

  it('in its headers, byte by byte, ends no program', async () => {
    const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    for (let at = directory; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(await verdictOn(changed)).toMatch(/^(refused|the same)$/);
    }
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
