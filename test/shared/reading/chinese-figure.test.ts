import { describe, expect, it } from 'vitest';
import { readChineseFigure } from '#shared/reading/chinese-figure.ts';

const DIGITS = '零一二三四五六七八九';
/** A whole figure below a hundred as it is written. */
function inWords(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS.charAt(tens)}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : DIGITS.charAt(ones)}`;
}

describe('[RD2] figures in words', () => {
  it('are read up to a hundred', () => {
    for (let value = 0; value < 100; value += 1) expect(readChineseFigure(inWords(value))).toBe(String(value));
    expect(readChineseFigure('百')).toBe('100');
    expect(readChineseFigure('一百')).toBe('100');
  });

  it.each([
    ['九十五点三', '95.3'],
    ['一十', '10'],
    ['一十五', '15'],
    ['两点〇五', '2.05'],
    ['零点五', '0.5'],
  ])('%s is %s', (words, figure) => expect(readChineseFigure(words)).toBe(figure));

  it.each([
    '',
    '九五',
    '十点',
    '点五',
    '二百',
    '一百点五',
    '一百零一',
    '九十零',
    '五点十',
    '一点二点三',
    '百百',
    '十十',
  ])('“%s” is none', (words) => expect(readChineseFigure(words)).toBeNull());
});
