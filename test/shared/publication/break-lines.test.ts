import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from '#shared/publication/break-lines.ts';
import { gridTypesetter } from './fixed-typesetter.ts';

const broken = (text: string, characters: number): string[] =>
  breakLines(gridTypesetter, text, { face: 'serif', size: 10, width: characters * 10 }).map((line) => line.text);

describe('breaking a text into lines', () => {
  it.each([
    [
      'no line begins with a point or ends with an opening mark',
      '社区内，有（一）处',
      3,
      ['社区', '内，有', '（一）', '处'],
    ],
    ['words and figures stay whole', '共用SSL协议', 3, ['共用', 'SSL协', '议']],
    ['dashes and dots come in pairs', '一二——三', 2, ['一', '二——', '三']],
    ['line ends and empty lines stay', '一\n\n二', 9, ['一', '', '二']],
  ])('%s', (_, text, width, lines) => {
    expect(broken(text, width)).toEqual(lines);
  });

  it.each([
    ['按照GB/T 9704—2012编排', 'GB/T 9704—2012'],
    ['（鲁数发〔2022〕16号）公布', '〔2022〕16号'],
    ['于2024年8月1日—31日验收', '2024年8月1日'],
    ['总面积为152 714平方米左右', '152 714平方米'],
    ['覆盖率达到了95.3%以上', '95.3%'],
    ['社区采用SSL/TLS协议', 'SSL/TLS'],
  ])('[PU13] %s keeps %s on one line', (text, kept) => {
    for (let width = 8; width < 14; width += 1)
      expect(broken(text, width).some((line) => line.includes(kept))).toBe(true);
  });

  it('[PU13] breaks by force what no line can hold, at the joints of an address where it has some', () => {
    expect(broken('9'.repeat(60) + '户', 10)).toEqual(['9'.repeat(20), '9'.repeat(20), '9'.repeat(20), '户']);
    expect(broken('见http://example.org/list/of/things?id=1', 8)[1]).toMatch(/[/?=]$/u);
  });

  it('[PU20] is never wider than the column, loses no visible character and tears none', () => {
    const sign = fc.constantFrom(
      '社',
      '𬭸',
      '，',
      '“',
      '”',
      '①',
      'A',
      '7',
      ' ',
      '—',
      '…',
      '（',
      '\n',
      '/',
      'é',
      'x\u0301',
    );
    const text = fc.array(sign, { maxLength: 400 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (typed, width) => {
        const lines = breakLines(gridTypesetter, typed, { face: 'serif', size: 10, width: width * 10 });
        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replace(/\s/gu, ''),
        ).toBe(typed.replace(/\s/gu, ''));
        for (const line of lines) {
          expect(line.width).toBeLessThanOrEqual(line.text.trim() === '' ? Infinity : width * 10 + 0.01);
          expect(line.text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$|^\p{M}/u);
        }
      }),
      { numRuns: 150 },
    );
  });
});
