import { createHash } from 'node:crypto';

/** What the derived bytes are for (RFC 7292 appendix B.3). */
export const KDF_PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12KdfInput {
  readonly hash: string;
  readonly purpose: (typeof KDF_PURPOSE)[keyof typeof KDF_PURPOSE];
  /** Already encoded: see `passwordAsBmp`. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly length: number;
}

/** A password as PKCS#12 wants it: UTF-16BE with a closing zero character. */
export function passwordAsBmp(password: string): Uint8Array {
  const bytes = Buffer.from(`${password}\0`, 'utf16le');
  return new Uint8Array(bytes.swap16());
}

const repeatTo = (source: Uint8Array, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => source[i % source.length] ?? 0);

const fill = (source: Uint8Array, block: number): Uint8Array =>
  source.length === 0 ? source : repeatTo(source, block * Math.ceil(source.length / block));

/** Adds `addend` + 1 to every block of `target`, modulo the block size (step 6C). */
function addToBlocks(target: Uint8Array, addend: Uint8Array): void {
  for (let start = 0; start < target.length; start += addend.length) {
    let carry = 1;
    for (let i = addend.length - 1; i >= 0; i--) {
      carry += (target[start + i] ?? 0) + (addend[i] ?? 0);
      target[start + i] = carry & 255;
      carry >>= 8;
    }
  }
}

/** The key derivation of RFC 7292 appendix B.2, used by every password MAC and by the legacy encryptions. */
export function pkcs12Kdf(input: Pkcs12KdfInput): Uint8Array {
  const block = input.hash === 'sha384' || input.hash === 'sha512' ? 128 : 64;
  const diversifier = new Uint8Array(block).fill(input.purpose);
  const mixed = Uint8Array.from([...fill(input.salt, block), ...fill(input.password, block)]);
  const out: number[] = [];
  while (out.length < input.length) {
    let digest = createHash(input.hash).update(diversifier).update(mixed).digest();
    for (let i = 1; i < input.iterations; i++) digest = createHash(input.hash).update(digest).digest();
    out.push(...digest);
    addToBlocks(mixed, repeatTo(digest, block));
  }
  return Uint8Array.from(out.slice(0, input.length));
}
