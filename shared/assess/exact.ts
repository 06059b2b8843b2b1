import type { Relation } from '../catalogue/rule-schema.ts';

/** A fraction in lowest terms, denominator positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** A non-negative number without any rounding. A JS number here is always a safe integer: the cheap, common case. */
export type Exact = number | Rational;

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;
/** Whole numbers of so many digits are safe integers and need no BigInt. */
const SAFE_DIGITS = 15;
const ZERO = '0'.charCodeAt(0);
/** Products of two factors below this stay below 2^53, so that plain multiplication is exact. */
const SAFE_FACTOR = 94_906_265;

/** Reads a non-negative decimal such as `152714.25`; null when it is none. */
export function parseDecimal(text: string): Exact | null {
  const short = shortWhole(text, text.length);
  if (short !== null) return short;
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = ''] = match;
  return reduce(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/** Reads a percentage such as `95.3%` as the number before the sign; null when it is none. */
export function parsePercent(text: string): Exact | null {
  const end = text.length - 1;
  if (text[end] !== '%') return null;
  return shortWhole(text, end) ?? parseDecimal(text.slice(0, end));
}

/** The whole number that the text is up to `end`, null when it is none or might be no safe integer: the common case. */
function shortWhole(text: string, end: number): number | null {
  if (end <= 0 || end > SAFE_DIGITS) return null;
  let value = 0;
  for (let at = 0; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** A count as entered; null when it is no non-negative safe integer. */
export function parseCount(value: unknown): Exact | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value + 0 : null;
}

/** Sign of a − b. */
export function compare(a: Exact, b: Exact): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const x = toRational(a);
  const y = toRational(b);
  const difference = x.n * y.d - y.n * x.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** a + b. */
export function add(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b;
  const x = toRational(a);
  const y = toRational(b);
  return reduce(x.n * y.d + y.n * x.d, x.d * y.d);
}

/** a × b. */
export function multiply(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number' && a < SAFE_FACTOR && b < SAFE_FACTOR) return a * b;
  const x = toRational(a);
  const y = toRational(b);
  return reduce(x.n * y.n, x.d * y.d);
}

/** a ÷ b; null when b is 0. */
export function divide(a: Exact, b: Exact): Exact | null {
  const x = toRational(a);
  const y = toRational(b);
  return y.n === 0n ? null : reduce(x.n * y.d, x.d * y.n);
}

/** Whether a stands in the relation to b. */
export function holds(a: Exact, relation: Relation, b: Exact): boolean {
  const sign = compare(a, b);
  switch (relation) {
    case '≥':
      return sign >= 0;
    case '>':
      return sign > 0;
    case '≤':
      return sign <= 0;
    case '<':
      return sign < 0;
  }
}

/** Whether part ÷ whole stands in the relation to `percent` %: cross-multiplied, never divided. */
export function ratioHolds(part: Exact, whole: Exact, relation: Relation, percent: Exact): boolean {
  return holds(multiply(part, 100), relation, multiply(whole, percent));
}

/** The number as an exact decimal; a fraction that has none (1/3) is written as `1/3`. */
export function decimalText(value: Exact): string {
  if (typeof value === 'number') return String(value);
  for (let digits = 0n; digits <= 40n; digits += 1n) {
    const scaled = value.n * 10n ** digits;
    if (scaled % value.d === 0n) return place(scaled / value.d, digits);
  }
  return `${value.n}/${value.d}`;
}

/** A percentage fit to be shown: `rounded` when it is not the exact value. */
export interface ShownPercent {
  readonly percent: string;
  readonly rounded: boolean;
}

/**
 * part ÷ whole as a percentage with its sign: two decimals, zeros trimmed, but as many more as it takes to stand on the
 * same side of the threshold as the exact value does. Null when the whole is 0.
 */
export function showPercent(part: Exact, whole: Exact, threshold: Exact | null = null): ShownPercent | null {
  const quotient = divide(multiply(part, 100), whole);
  if (quotient === null) return null;
  const exact = toRational(quotient);
  const side = threshold === null ? 0 : Math.sign(compare(exact, threshold));
  for (let digits = 2n; ; digits += 1n) {
    const scaled = round(exact.n * 10n ** digits, exact.d);
    const shown = reduce(scaled, 10n ** digits);
    if (threshold !== null && Math.sign(compare(shown, threshold)) !== side) continue;
    return { percent: `${trimZeros(place(scaled, digits))}%`, rounded: compare(shown, exact) !== 0 };
  }
}

/** Rounds half up at so many decimals; used to hold a figure against a claim written with that precision. */
export function roundTo(value: Exact, decimals: number): string {
  const { n, d } = toRational(value);
  const digits = BigInt(decimals);
  return place(round(n * 10n ** digits, d), digits);
}

function toRational(value: Exact): Rational {
  return typeof value === 'number' ? { n: BigInt(value), d: 1n } : value;
}

function reduce(n: bigint, d: bigint): Exact {
  if (n % d === 0n) return whole(n / d);
  const divisor = gcd(n, d);
  return { n: n / divisor, d: d / divisor };
}

function whole(n: bigint): Exact {
  return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : { n, d: 1n };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Nearest integer of n/d, halves up. */
function round(n: bigint, d: bigint): bigint {
  return (2n * n + d) / (2n * d);
}

function place(scaled: bigint, digits: bigint): string {
  if (digits === 0n) return String(scaled);
  const text = String(scaled).padStart(Number(digits) + 1, '0');
  const point = text.length - Number(digits);
  return `${text.slice(0, point)}.${text.slice(point)}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}
