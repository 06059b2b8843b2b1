import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measures } from '#shared/publication/paginate.ts';
import { pageCapacity, paginate } from '#shared/publication/paginate.ts';

const page = { tableHead: 20, opening: 150, closing: 120, page: 442 };
const plan = (rows: number[], over: Partial<Measures> = {}): readonly number[] => paginate({ ...page, rows, ...over });

/** Height of everything on every page of a plan. */
function heights(measures: Measures, starts: readonly number[]): number[] {
  return starts.map((start, index) => {
    const rows = measures.rows.slice(start, starts[index + 1] ?? measures.rows.length);
    const table = rows.length > 0 ? measures.tableHead + rows.reduce((sum, row) => sum + row, 0) : 0;
    return table + (index === 0 ? measures.opening : 0) + (index === starts.length - 1 ? measures.closing : 0);
  });
}

describe('distributing rows over pages', () => {
  it('keeps everything on one page where it fits', () => {
    expect(plan([50, 50])).toEqual([0]);
  });

  it('[PU8] moves a row over rather than leave the closing alone', () => {
    expect(plan([100, 100, 100, 90], { opening: 20 })).toEqual([0, 3]);
  });

  it('[PU8] leaves the closing alone only where no row leaves it room', () => {
    expect(plan([400])).toEqual([0, 0, 1]);
  });

  it('lets the opening stand alone before a row that does not fit under it', () => {
    expect(plan([310])).toEqual([0, 0, 1]);
    expect(plan([300], { closing: 50 })).toEqual([0, 0]);
  });

  it('refuses a row taller than a page', () => {
    expect(() => plan([500])).toThrow('split');
  });

  it('[PU6] overfills no page, loses no row and uses no page more than greedy filling', () => {
    const rows = fc.array(fc.integer({ min: 10, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, (given) => {
        const measures = { ...page, rows: given };
        const starts = paginate(measures);
        expect(starts[0]).toBe(0);
        expect([...starts]).toEqual(starts.toSorted((a, b) => a - b));
        for (const height of heights(measures, starts)) expect(height).toBeLessThanOrEqual(page.page);
        expect(starts.length).toBeLessThanOrEqual(greedyPages(measures));
      }),
    );
  });
});

/** Pages that filling one after the other takes, with the opening and the closing on pages of their own. */
function greedyPages(measures: Measures): number {
  const capacity = pageCapacity(measures);
  let pages = 2;
  let room = 0;
  for (const row of measures.rows) {
    if (row > room) {
      pages += 1;
      room = capacity;
    }
    room -= row;
  }
  return pages;
}
