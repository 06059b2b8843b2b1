import { describe, expect, it } from 'vitest';
import { parseTyped, typedOf } from '#renderer/parts/fields/parse-answer.ts';

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

  it('takes the own unit and never glues figures together', () => {
    expect(parseTyped('count', '2,813户', '户')).toEqual({ value: 2813 });
    expect(parseTyped('quantity', '152,714.25 ㎡', '平方米')).toEqual({ value: '152714.25' });
    expect(parseTyped('rate', '98。5')).toEqual({ value: '98.5%' });
    for (const wrong of ['12\t34', '3 5', '98,5', '1,5', '152714,5', '12\n345', '50个'])
      for (const kind of ['count', 'quantity', 'rate'] as const)
        expect(parseTyped(kind, wrong, '户'), `${kind} ${wrong}`).toHaveProperty('fault');
  });

  it('refuses a rate of more than the whole, and says so', () => {
    expect(parseTyped('rate', '120%')).toEqual({ fault: expect.stringContaining('100%') as string });
    expect(parseTyped('rate', '100%')).toEqual({ value: '100%' });
  });

  it('drops half a surrogate pair from a text, and takes unseen characters alone as none', () => {
    expect(parseTyped('text', '好\uD83D')).toEqual({ value: '好' });
    expect(parseTyped('text', '\u200B')).toEqual({ value: null });
  });

  it('shows an answer as it was typed', () => {
    expect(typedOf('rate', '95.3%')).toBe('95.3');
    expect(typedOf('count', 0)).toBe('0');
    expect(typedOf('count', null)).toBe('');
  });
});
