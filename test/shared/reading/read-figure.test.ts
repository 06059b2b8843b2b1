import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FigureFault, readFigure, type Wanted } from '#shared/reading/read-figure.ts';

const HOUSEHOLDS: Wanted = { kind: 'count', unit: '户' };
const AREA: Wanted = { kind: 'quantity', unit: '平方米' };
const RATE: Wanted = { kind: 'rate' };

function read(text: string, wanted: Wanted): string | { readonly fault: FigureFault } {
  const figure = readFigure(text, wanted);
  return figure.ok ? figure.value : { fault: figure.error.code };
}

describe('[RD2] figures as people write them', () => {
  it.each([
    ['２８１３', '2813'],
    ['2,813户', '2813'],
    ['2，813 户', '2813'],
    ['2﹐813户', '2813'],
    ['1204 户', '1204'],
    ['\u202D2813\u202C', '2813'],
    ['28\u200B13\u00AD', '2813'],
    [' 1 100 ', '1100'],
    ['1\u2009100', '1100'],
    ['1\u00A0100', '1100'],
    ['1\u202F100', '1100'],
    ['1\u3000100', '1100'],
    ["1'204", '1204'],
    ['1’204', '1204'],
    ['1,234,567', '1234567'],
    ['1100.0', '1100'],
    ['007', '7'],
    ['1204\r\n', '1204'],
  ])('reads %j as a count', (text, value) => expect(read(text, HOUSEHOLDS)).toBe(value));

  it.each([
    ['152,714.25', '152714.25'],
    ['152714.10', '152714.10'],
    ['152714。25', '152714.25'],
    ['152714．25㎡', '152714.25'],
    ['152 714 m²', '152714'],
    ['152714Ｍ２', '152714'],
    ['152714平方米', '152714'],
  ])('reads %j as a measure', (text, value) => expect(read(text, AREA)).toBe(value));

  it.each([
    ['98.5%', '98.5'],
    ['98。5', '98.5'],
    ['９８．５％', '98.5'],
    ['98﹒5﹪', '98.5'],
    ['100', '100'],
    ['100.00 %', '100.00'],
  ])('reads %j as a rate', (text, value) => expect(read(text, RATE)).toBe(value));

  const refused: readonly (readonly [string, FigureFault])[] = [
    ['', 'empty'],
    ['\u200B ', 'empty'],
    ['12\t34', 'several'],
    ['12\n345', 'several'],
    ['12\r\n345', 'several'],
    ['12\u2028345', 'several'],
    ['\t34', 'several'],
    ['3 5', 'several'],
    ['1204 1100', 'several'],
    ['12户3', 'several'],
    ['1、2', 'several'],
    ['12\u31643', 'several'],
    ['1,5', 'grouping'],
    ['98,5', 'grouping'],
    ['152714,5', 'grouping'],
    ['152.714,25', 'grouping'],
    ['1,2345', 'grouping'],
    ['0,123', 'grouping'],
    ["1,234'567", 'grouping'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['－ 5', 'negative'],
    ['1.5', 'fraction'],
    ['5m', 'other-unit'],
    ['12万户', 'other-digits'],
    ['①', 'other-digits'],
    ['⑴', 'other-digits'],
    ['½', 'other-digits'],
    ['1½', 'other-digits'],
    ['5²', 'other-digits'],
    ['٢٨', 'other-digits'],
    ['一百', 'other-digits'],
    ['二〇', 'other-digits'],
    ['1234567890123456', 'too-long'],
    ['+5', 'no-figure'],
    ['1e3', 'no-figure'],
    ['0x1F', 'other-unit'],
    ['12.', 'no-figure'],
    ['.5', 'no-figure'],
    ['1\u20632', 'no-figure'],
    ['\u202E3182\u202C', 'no-figure'],
    ['\u200F714 152', 'no-figure'],
    ['5\uFE0F\u20E3', 'no-figure'],
    ['约12', 'no-figure'],
    ['NaN', 'no-figure'],
  ];
  it.each(refused)('refuses %j as a count: %s', (text, fault) => expect(read(text, HOUSEHOLDS)).toEqual({ fault }));

  it.each([
    ['120%', 'over-whole'],
    ['100.01', 'over-whole'],
    ['98,5', 'grouping'],
    ['1,234', 'grouping'],
    ['98.5‰', 'other-unit'],
    ['九成', 'other-digits'],
  ])('refuses %j as a rate: %s', (text, fault) => expect(read(text, RATE)).toEqual({ fault }));

  it('reads a number grouped by any one mark as the number, and as nothing once a group is not full', () => {
    const mark = fc.constantFrom(',', '，', "'", ' ', '\u2009', '\u00A0', '\u202F', '\u3000');
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), mark, (number, sign) => {
        const grouped = number.toLocaleString('en-US').replaceAll(',', sign);
        expect(read(grouped, HOUSEHOLDS)).toBe(String(number));
        expect(read(`${grouped}0`, HOUSEHOLDS)).toHaveProperty('fault');
        expect(read(grouped.slice(0, -1), HOUSEHOLDS)).toHaveProperty('fault');
      }),
    );
  });

  it('never glues: without its marks of thousands and unseen characters the text is what was read', () => {
    const signs = fc.constantFrom(
      '1',
      '2',
      '0',
      '5',
      ',',
      '，',
      '.',
      '。',
      ' ',
      '\t',
      '\n',
      '户',
      '%',
      '-',
      '１',
      '①',
      'e',
      '\u200B',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const value = read(text, HOUSEHOLDS);
        if (typeof value !== 'string') return;
        const plain = text
          .normalize('NFKC')
          .replace(/[\u200B户]/g, '')
          .trim()
          .replace('。', '.');
        const whole = plain.replace(/\.0*$/, '');
        expect(whole).toMatch(/^(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)$/);
        expect(value).toBe(String(Number(whole.replace(/\D/g, ''))));
      }),
      { numRuns: 3000 },
    );
  });
});
