import { describe, expect, it } from 'vitest';
import { parseTyped, typedOf } from '#renderer/ui/fields/parse-answer.ts';

describe('typed answers', () => {
  it('takes what input methods and copied tables bring', () => {
    expect(parseTyped('count', '２８１３')).toEqual({ value: 2813 });
    expect(parseTyped('count', ' 152,714 ')).toEqual({ value: 152714 });
    expect(parseTyped('rate', '95．3％')).toEqual({ value: '95.3%' });
    expect(parseTyped('rate', '95.3')).toEqual({ value: '95.3%' });
  });

  it('keeps decimals exactly as written', () => {
    expect(parseTyped('quantity', '152714.10')).toEqual({ value: '152714.10' });
    expect(parseTyped('quantity', '152714')).toEqual({ value: 152714 });
  });

  it('clears on empty text and refuses the rest with a reason', () => {
    expect(parseTyped('count', '')).toEqual({ value: null });
    expect(parseTyped('text', '  ')).toEqual({ value: null });
    for (const wrong of ['-1', '1.5', 'abc', '1e3']) expect(parseTyped('count', wrong)).toHaveProperty('fault');
    expect(parseTyped('quantity', '12.')).toHaveProperty('fault');
    expect(parseTyped('rate', '九成')).toHaveProperty('fault');
  });

  it('shows an answer as it was typed', () => {
    expect(typedOf('rate', '95.3%')).toBe('95.3');
    expect(typedOf('count', 0)).toBe('0');
    expect(typedOf('count', null)).toBe('');
  });
});
