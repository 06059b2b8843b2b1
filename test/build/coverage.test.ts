import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageSource } from '#build/make-coverage.ts';
import { typesetter } from '#electron/services/publish/typefaces.ts';
import { COVERED_RANGES } from '#shared/publication/coverage-ranges.ts';
import { covers } from '#shared/publication/coverage.ts';

describe('the table of characters that a notice can print', () => {
  it('[PU11] is what the embedded faces have', () => {
    expect(readFileSync('shared/publication/coverage-ranges.ts', 'utf8')).toBe(coverageSource());
  });

  it('[PU11] tells the window what the faces tell the host, in every face a notice is set in', () => {
    const edges = COVERED_RANGES.flatMap((line) => line.split(/[ -]/u)).map((hex) => Number.parseInt(hex, 16));
    const points = new Set([...edges.flatMap((edge) => [edge - 1, edge, edge + 1]), 0x2611, 0x2714, 0x1f600, 0x20000]);
    const wrong = [...points].filter((point) => {
      const character = String.fromCodePoint(point);
      const faces = ['serif', 'serifBold', 'sans'] as const;
      return faces.some((face) => covers(character) !== (typesetter.find(character, face) !== null));
    });
    expect(wrong).toEqual([]);
  });
});
