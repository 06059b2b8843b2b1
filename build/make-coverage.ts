import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkit';
import { fontBytes } from '#electron/services/publish/fonts.ts';
import { coverageText } from '#shared/publication/coverage.ts';

const FILE = join(import.meta.dirname, '..', 'shared', 'publication', 'coverage-ranges.ts');
/** As long as a line of code may be, with the quotes and the indent. */
const LINE = 110;

/** The code points that the faces of the notice have, in the order of their numbers. */
function coveredPoints(): readonly number[] {
  const points = new Set<number>();
  for (const face of ['serif', 'sans'] as const) {
    const font = create(fontBytes(face));
    if (!('characterSet' in font)) throw new Error('a font collection is not a font');
    for (const point of font.characterSet) points.add(point);
  }
  return [...points].toSorted((a, b) => a - b);
}

/** The source of the table, as it is kept. */
export function coverageSource(): string {
  const words = coverageText(coveredPoints()).split(' ');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const body = lines.map((line) => `  '${line}',`).join('\n');
  return `/** Made by build/make-coverage.ts from the faces that notices embed; a test holds it against them. */
export const COVERED_RANGES: readonly string[] = [
${body}
];
`;
}

// Run by hand (`node build/make-coverage.ts`) after the faces changed.
if (import.meta.main) writeFileSync(FILE, coverageSource());
