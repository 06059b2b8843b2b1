/** Bytes without Node's Buffer, which a page does not have. */
export type Bytes = Uint8Array<ArrayBuffer>;

const CHUNK = 8192;

/** One character a byte, U+0000 to U+00FF. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** Lower-case hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of an even number of hex digits. */
export const fromHex = (digits: string): Bytes =>
  Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** How often a word of ASCII occurs, overlaps counted. */
export function countOf(bytes: Uint8Array, word: string): number {
  const wanted = Uint8Array.from(word, (character) => character.charCodeAt(0));
  const [first = 0] = wanted;
  let count = 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (sameBytes(bytes.subarray(at, at + wanted.length), wanted)) count++;
  }
  return count;
}

export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export async function digest(hash: HashName, data: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest(hash, owned(data)));
}

/** The same bytes in memory that is certainly no other thread's, as WebCrypto's types want it; copied only where it is not. */
export const owned = (data: Uint8Array): Bytes => (isOwned(data) ? data : new Uint8Array(data));

const isOwned = (data: Uint8Array): data is Bytes => data.buffer instanceof ArrayBuffer;
