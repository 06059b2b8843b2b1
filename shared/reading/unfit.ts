import { isBlank, isWellFormed, toWellFormed } from './characters.ts';

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
const NOTHING_SEEN = '只有看不见的字符';

/** Why a text is none that a record keeps; null: it is one. */
type Look = (text: string) => string | null;

const readable: Look = (text) => (isWellFormed(text) ? null : HALF);

/** Blanks alone are an empty text to every schema; what nobody sees is none that a name or a reason could be made of. */
const writable: Look = (text) => readable(text) ?? (text.trim() !== '' && isBlank(text) ? NOTHING_SEEN : null);

/** The first text of a JSON value that holds half a surrogate pair, or name that no record can keep; null: none. */
export const unfitIn = (value: unknown): Unfit | null => firstIn(value, readable, []);

/**
 * The same of what is to be recorded anew, in which no text or name may consist of what nobody sees. A password is nobody's
 * text to look at.
 */
export const unwritableIn = (value: unknown): Unfit | null => firstIn(value, writable, []);

const SECRET = 'password';

function firstIn(value: unknown, look: Look, place: Place): Unfit | null {
  if (typeof value === 'string') {
    const reason = place.at(-1) === SECRET ? readable(value) : look(value);
    return reason === null ? null : { place, reason };
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...place, Array.isArray(value) ? Number(key) : key];
    const reason = RESERVED.has(key) ? `“${key}”不能用作名称` : look(key);
    if (reason !== null) return { place: at, reason };
    const unfit = firstIn(inner, look, at);
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
