import { describe, expect, it } from 'vitest';
import { indicatorOf, readTarget } from '#shared/facts/target.ts';

describe('what evidence and judgements are about', () => {
  it.each([
    ['4', { indicator: 4, clause: null }],
    ['32', { indicator: 32, clause: null }],
    ['11a', { indicator: 11, clause: '11a' }],
    ['4a1', { indicator: 4, clause: '4a1' }],
  ])('%s is read as clause or indicator', (target, parts) => {
    expect(readTarget(target)).toEqual(parts);
    expect(indicatorOf(target)).toBe(parts.indicator);
  });

  it.each(['', 'a', '第4项'])('%j names neither, and belongs to no indicator', (target) => {
    expect(readTarget(target)).toBeNull();
    expect(indicatorOf(target)).toBe(0);
  });
});
