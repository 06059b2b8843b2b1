import { isWellFormed, toWellFormed } from './characters.ts';

/** Where something stands in a foreign value: keys and indices from the top. */
export type Place = readonly (string | number)[];

/** A text or name that cannot be kept, and why in Chinese. */
export interface Unfit {
  readonly place: Place;
  readonly reason: string;
}

/** Names that the parser of records drops without a word, as they mean something else to an object. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

const HALF = '含有残缺的字符（半个代理对）';

/** The first text of a JSON value that holds half a surrogate pair, or name that no record can keep; null: none. */
export function unfitIn(value: unknown, place: Place = []): Unfit | null {
  if (typeof value === 'string') return isWellFormed(value) ? null : { place, reason: HALF };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...place, Array.isArray(value) ? Number(key) : key];
    if (!isWellFormed(key)) return { place: at, reason: HALF };
    if (RESERVED.has(key)) return { place: at, reason: `“${key}”不能用作名称` };
    const unfit = unfitIn(inner, at);
    if (unfit !== null) return unfit;
  }
  return null;
}

/** A JSON value with no half of a surrogate pair in any of its texts and names: what a cut left over says nothing. */
export function withoutHalves(value: unknown): unknown {
  if (typeof value === 'string') return toWellFormed(value);
  if (Array.isArray(value)) return value.map(withoutHalves);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toWellFormed(key), withoutHalves(inner)]));
}
