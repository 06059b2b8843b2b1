import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow, PagePlan } from '#shared/publication/fill-pages.ts';
import { fillPages, meanFill } from '#shared/publication/fill-pages.ts';

const flow = (lines: readonly number[], over: Partial<Flow> = {}): Flow => ({
  page: 440,
  title: 43,
  opening: { lines: 4, pitch: 29 },
  caption: 35,
  head: 22,
  rows: lines.map((count) => ({ lines: count, least: 2, pauses: () => 0 })),
  line: 13,
  padding: 7,
  closing: 165,
  ...over,
});
const slices = (plan: readonly PagePlan[]) => plan.map((page) => page.slices);
const broken = (plan: readonly PagePlan[]): number =>
  plan.flatMap((page) => page.slices).filter(({ from }) => from > 0).length;

describe('filling pages', () => {
  it('keeps everything on one page where it fits', () => {
    expect(slices(fillPages(flow([2, 2], { closing: 150 })))).toEqual([
      [
        { row: 0, from: 0, to: 2 },
        { row: 1, from: 0, to: 2 },
      ],
    ]);
  });

  it('[PU6] fills a page to its very end before it begins another', () => {
    // Title, opening, caption and the table's head, then rows of two lines each, then the closing.
    const used = (rows: number) => 43 + 4 * 29 + 35 + 22 + rows * (2 * 13 + 7) + 165;
    for (const rows of [1, 2, 3, 4]) {
      const lines = Array.from({ length: rows }, () => 2);
      expect(fillPages(flow(lines, { page: used(rows) }))).toMatchObject([{ used: used(rows), closing: true }]);
      expect(fillPages(flow(lines, { page: used(rows) - 1 }))).toHaveLength(2);
    }
    const tight = fillPages(flow([2, 2, 2, 2, 2, 2, 2, 2], { page: used(4) - 165 }));
    expect(tight.map(({ slices }) => slices.map(({ row }) => row))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  it('[PU6] breaks no row where whole rows keep the pages full', () => {
    const plan = fillPages(flow([6, 6, 29, 29, 29, 4]));
    expect(broken(plan)).toBe(0);
    expect(meanFill(plan, 440)).toBeGreaterThanOrEqual(0.9);
  });

  it('[PU6] breaks a row rather than leave a third of a page white, best at the end of a paragraph', () => {
    const rows = [10, 24, 24, 24].map((lines) => ({ lines, least: 2, pauses: (at: number) => (at === 3 ? 3 : 0) }));
    const plan = fillPages(flow([], { rows }));
    expect(broken(plan)).toBeGreaterThan(0);
    for (const { used } of plan.slice(0, -1)) expect(used).toBeGreaterThan(440 * (2 / 3));
  });

  it('[PU6] lets an opening of any length flow, and ends no page with the caption', () => {
    const plan = fillPages(flow([5, 5], { opening: { lines: 40, pitch: 29 } }));
    const set = plan.flatMap(({ opening: { from, to } }) => Array.from({ length: to - from }, (_, at) => from + at));
    expect(set).toEqual(Array.from({ length: 40 }, (_, at) => at));
    for (const lines of [7, 8, 9, 10, 11, 12]) {
      const plan = fillPages(flow([20, 4], { opening: { lines, pitch: 29 } }));
      expect(plan.find(({ caption }) => caption)?.slices).not.toHaveLength(0);
    }
  });

  it('[PU8] moves the end of the rows over rather than leave the closing alone', () => {
    const plan = fillPages(flow([9, 28, 26]));
    const last = plan.at(-1);
    expect(last?.closing).toBe(true);
    expect(last?.slices).not.toHaveLength(0);
  });

  it('[PU6] [PU20] overfills no page and sets every line of every row once, in order, whatever the rows', () => {
    const row = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (lines, opening) => {
        const plan = fillPages(flow(lines, { opening: { lines: opening, pitch: 29 } }));
        const set = plan.flatMap((page) => page.slices);
        for (const [at, { row: no, from, to }] of set.entries()) {
          const before = set[at - 1];
          expect(to).toBeGreaterThan(from);
          expect(from).toBe(before?.row === no ? before.to : 0);
          expect(before === undefined || before.row === no || before.to === lines[before.row]).toBe(true);
        }
        expect([set.at(-1)?.row, set.at(-1)?.to]).toEqual([lines.length - 1, lines.at(-1)]);
        for (const page of plan) expect(page.used).toBeLessThanOrEqual(440.001);
        expect(plan.filter(({ closing }) => closing)).toEqual([plan.at(-1)]);
      }),
      { numRuns: 150 },
    );
  });
});
