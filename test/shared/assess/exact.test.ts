import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  decimalText,
  divide,
  type Exact,
  holds,
  multiply,
  parseDecimal,
  parsePercent,
  ratioHolds,
  roundTo,
  showPercent,
} from '#shared/assess/exact.ts';

const number = (text: string): Exact => {
  const value = parseDecimal(text);
  if (value === null) throw new Error(text);
  return value;
};

const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.option(fc.stringMatching(/^\d{1,9}$/)))
  .map(([whole, decimals]) => (decimals === null ? String(whole) : `${whole}.${decimals}`));
const positive = decimal.filter((text) => /[1-9]/.test(text));

describe('exact numbers', () => {
  it('[EX1] decimals and percentages are read as written, anything else is none', () => {
    expect(decimalText(number('152714.250'))).toBe('152714.25');
    expect(parsePercent('95.3%')).toEqual(number('95.3'));
    for (const text of ['', '-1', '1e3', '1.', '.5', ' 1', '１', '1,000', 'NaN']) expect(parseDecimal(text)).toBeNull();
    expect(parsePercent('95.3')).toBeNull();
  });

  it('[EX1] whole numbers are the same number however they are read, up to any length', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat({ max: 18 }), (whole, zeros) => {
        const text = '0'.repeat(zeros) + String(whole);
        expect(decimalText(number(text))).toBe(String(whole));
        expect(parsePercent(`${text}%`)).toEqual(number(`${text}.0`));
      }),
    );
  });

  it('[EX1] sums keep decimals that floats lose', () => {
    expect(decimalText(add(number('0.1'), number('0.2')))).toBe('0.3');
    expect(decimalText(add(Number.MAX_SAFE_INTEGER, 1))).toBe('9007199254740992');
    expect(decimalText(multiply(94906267, 94906267))).toBe('9007199515875289');
  });

  it('[EX1] a fraction without an end is said as a fraction', () => {
    expect(divide(1, 0)).toBeNull();
    expect(decimalText(divide(1, 3) ?? 0)).toBe('1/3');
  });

  it('[EX2] comparing never depends on the size of the numbers', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [number(a), number(b)];
        const scaled = (text: string) => {
          const [whole = '', decimals = ''] = text.split('.');
          return BigInt(whole + decimals.padEnd(9, '0'));
        };
        const sign = scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0;
        expect(Math.sign(compare(x, y))).toBe(sign);
        expect(holds(x, '≥', y)).toBe(sign >= 0);
        expect(holds(x, '<', y)).toBe(sign < 0);
      }),
    );
  });

  it('[EX2] one household in nine quadrillion decides', () => {
    const all = Number.MAX_SAFE_INTEGER;
    expect(ratioHolds(all, all, '≥', 100)).toBe(true);
    expect(ratioHolds(all - 1, all, '≥', 100)).toBe(false);
    expect(ratioHolds(all - 1, all, '<', 100)).toBe(true);
  });
});

describe('displayed percentages', () => {
  it.each([
    [2813, 2813, 90, '100%', false],
    [80, 100, 90, '80%', false],
    [286, 300, 80, '95.33%', true],
    [89996, 100000, 90, '89.996%', false],
    [300001, 1000000, 30, '30.0001%', false],
    [630, 5814, 30, '10.84%', true],
    [899999, 999999, 90, '89.99999%', true],
    [1, 8, 90, '12.5%', false],
    [1, 16, 90, '6.25%', false],
    [1, 32, 90, '3.13%', true],
    [0, 7, 0, '0%', false],
  ])('[EX3] %d of %d against %d %% is shown as %s', (part, whole, threshold, percent, rounded) => {
    const digits = showPercent(part, whole, threshold);
    expect(digits).toEqual({ percent, rounded });
  });

  it('[EX3] takes as many digits as the threshold needs', () => {
    expect(showPercent(number('8999999999999'), number('10000000000000'), 90)?.percent).toBe('89.99999999999%');
  });

  it('[EX3] stands on the same side of the threshold as the exact value, whatever the numbers', () => {
    fc.assert(
      fc.property(decimal, positive, decimal, (part, whole, threshold) => {
        const limit = number(threshold);
        const shown = showPercent(number(part), number(whole), limit);
        const exact = divide(multiply(number(part), 100), number(whole));
        const said = parsePercent(shown?.percent ?? '');
        expect(exact).not.toBeNull();
        expect(said).not.toBeNull();
        expect(Math.sign(compare(said ?? 0, limit))).toBe(Math.sign(compare(exact ?? 0, limit)));
        expect(shown?.rounded).toBe(compare(said ?? 0, exact ?? 0) !== 0);
      }),
    );
  });

  it('[EX3] stands right even one part in a million off the threshold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.constantFrom(-1, 0, 1), (tenth, off) => {
        const shown = showPercent(tenth * 9 + off, tenth * 10, 90);
        expect(Math.sign(compare(parsePercent(shown?.percent ?? '') ?? 0, 90))).toBe(off);
      }),
    );
  });

  it('[CC1] rounds half up at a claim’s own precision', () => {
    expect(roundTo(number('95.35'), 1)).toBe('95.4');
    expect(roundTo(number('95.5'), 0)).toBe('96');
  });
});
