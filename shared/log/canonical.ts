import canonicalize from 'canonicalize';
import type { Sha256 } from '../ids.ts';

/** SHA-256 of a text's UTF-8 bytes, given by the platform: this layer has no cryptography of its own. */
export type HashText = (text: string) => Sha256;

/** The RFC 8785 text of a JSON value, or null where it has none (NaN, a lone surrogate, a cycle, undefined). */
export function canonicalText(value: unknown): string | null {
  try {
    return canonicalize(value) ?? null;
  } catch {
    return null;
  }
}

/** Whether two JSON values are the same value, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || canonicalText(a) === canonicalText(b);
}
