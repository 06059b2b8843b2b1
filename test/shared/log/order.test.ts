import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameJson } from '#shared/log/canonical.ts';
import { compareByClock } from '#shared/log/causality.ts';
import type { Event } from '#shared/log/event.ts';
import { CREATED, laptops } from './events.ts';

const NOON = Date.UTC(2024, 7, 1, 12);
const [EVENT] = laptops().write('a', NOON, [CREATED]);

describe('the order of writes that did not see each other', () => {
  const key = fc.record({
    wall: fc.integer({ min: NOON, max: NOON + 1 }),
    count: fc.integer({ min: 0, max: 1 }),
    device: fc.constantFrom('laptop-a', 'laptop-b'),
    seq: fc.integer({ min: 1, max: 3 }),
  });
  type Key = { wall: number; count: number; device: string; seq: number };
  const event = ({ wall, count, device, seq }: Key) =>
    ({ ...EVENT, hlc: { wall, count }, device, seq }) as unknown as Event;

  it('[LG3] is by clock, then device, then seq, the same both ways round', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const steps = [
          a.wall - b.wall,
          a.count - b.count,
          Number(a.device > b.device) - Number(a.device < b.device),
          a.seq - b.seq,
        ];
        const expected = Math.sign(steps.find((step) => step !== 0) ?? 0);
        expect(Math.sign(compareByClock(event(a), event(b)))).toBe(expected);
        expect(Math.sign(compareByClock(event(b), event(a)))).toBe(0 - expected);
      }),
    );
  });
});

describe('values that are the same', () => {
  const value = fc.jsonValue({ maxDepth: 2 });

  it('[LG3] are so whatever object holds them and in whatever order of their names, and others are not', () => {
    expect(sameJson({ 甲: true, 乙: [1] }, { 乙: [1], 甲: true })).toBe(true);
    expect(sameJson(undefined, undefined)).toBe(true);
    for (const [a, b] of [
      [{ 甲: true }, { 甲: false }],
      [{ 甲: true }, {}],
      [
        [1, 2],
        [2, 1],
      ],
      [1, '1'],
      [null, false],
      ['', null],
    ])
      expect(sameJson(a, b)).toBe(false);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameJson(a, JSON.parse(JSON.stringify(a)))).toBe(true);
        expect(sameJson(a, b)).toBe(sameJson(b, a));
        expect(sameJson([a], [a, b])).toBe(false);
      }),
    );
  });
});
