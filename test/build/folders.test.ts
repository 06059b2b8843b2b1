import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Which folder imports which others, by the sources of both. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** A source file with its text. */
type Source = readonly [path: string, text: string];

const IMPORTS = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([#.][^']+)'/gm;

function arrowsOf(sources: Iterable<Source>): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const [path, text] of sources) {
    const own = posix.dirname(path);
    const others = arrows.get(own) ?? new Set();
    arrows.set(own, others);
    for (const [, specifier = ''] of text.matchAll(IMPORTS)) {
      const target = specifier.startsWith('#') ? specifier.slice(1) : posix.join(own, specifier);
      if (dirname(target) !== own) others.add(dirname(target));
    }
  }
  return arrows;
}

/** A way from a folder over others back to itself, for each folder that has one. */
function ringsIn(arrows: Arrows): string[] {
  return [...arrows.keys()].flatMap((start) => {
    const ways: string[][] = [[start]];
    const seen = new Set<string>();
    for (const way of ways) {
      for (const next of arrows.get(way.at(-1) ?? '') ?? []) {
        if (next === start) return [[...way, start].join(' → ')];
        if (!seen.has(next)) ways.push([...way, next]);
        seen.add(next);
      }
    }
    return [];
  });
}

describe('no folder imports another that leads back to it', () => {
  it('in shared/, electron/ and renderer/', () => {
    const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: ROOT });
    const sources = files.map((file): Source => [
      posix.join(...file.split(/[\\/]/)),
      readFileSync(join(ROOT, file), 'utf8'),
    ]);
    const arrows = arrowsOf(sources);
    expect(arrows.size).toBeGreaterThan(40);
    expect(ringsIn(arrows)).toEqual([]);
  });

  it('is found where it is planted, by types and late imports too', () => {
    const planted: readonly Source[] = [
      ['shared/a/one.ts', "import type { T } from '../b/two.ts';\n"],
      ['shared/b/two.ts', "export const later = () => import('#shared/c/three.ts');\n"],
      ['shared/c/three.ts', "import '../a/other.ts';\n"],
      ['shared/d/four.ts', "export { x } from '#shared/a/one.ts';\n"],
    ];
    expect(ringsIn(arrowsOf(planted))).toEqual([
      'shared/a → shared/b → shared/c → shared/a',
      'shared/b → shared/c → shared/a → shared/b',
      'shared/c → shared/a → shared/b → shared/c',
    ]);
  });
});
