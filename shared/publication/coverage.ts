import { COVERED_RANGES } from './coverage-ranges.ts';
import { standFor } from './symbols.ts';

/** Code points in order as ranges: `20-7e a0 …`, in hexadecimal. */
export function coverageText(points: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const point of points) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges
    .map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`))
    .join(' ');
}

let known: { readonly starts: readonly number[]; readonly ends: readonly number[] } | undefined;

function ranges(): { readonly starts: readonly number[]; readonly ends: readonly number[] } {
  if (known !== undefined) return known;
  const pairs = COVERED_RANGES.flatMap((line) => line.split(' ')).map((word) => word.split('-'));
  const number = (hex = ''): number => Number.parseInt(hex, 16);
  known = { starts: pairs.map(([from]) => number(from)), ends: pairs.map(([from, to]) => number(to ?? from)) };
  return known;
}

function has(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  const { starts, ends } = ranges();
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= point) low = middle;
    else high = middle - 1;
  }
  return (starts[low] ?? Infinity) <= point && point <= (ends[low] ?? -1);
}

/** Whether the notice can print a character: by a face of its own, or by a sign that stands for it (`standFor`). */
export function covers(character: string): boolean {
  if (has(character)) return true;
  const stand = standFor(character);
  return stand !== undefined && has(stand.base) && has(stand.over ?? stand.base);
}
