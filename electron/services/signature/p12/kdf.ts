import { createHash } from 'node:crypto';
import { hashRounds } from './hash-rounds.ts';

/** What the derived bytes are for (RFC 7292 appendix B.3). */
export const KDF_PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12KdfInput {
  readonly hash: string;
  readonly purpose: (typeof KDF_PURPOSE)[keyof typeof KDF_PURPOSE];
  /** Already encoded: see `password.ts`. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly length: number;
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

const WIDE_BLOCKS: readonly string[] = ['sha384', 'sha512', 'sha512-224', 'sha512-256'];

/** The key derivation of RFC 7292 appendix B.2, used by the older password MAC and by the older encryptions. */
export async function pkcs12Kdf(input: Pkcs12KdfInput): Promise<Uint8Array> {
  const block = WIDE_BLOCKS.includes(input.hash) ? 128 : 64;
  const diversifier = new Uint8Array(block).fill(input.purpose);
  const mixed = Uint8Array.from([...fill(input.salt, block), ...fill(input.password, block)]);
  const out: number[] = [];
  while (out.length < input.length) {
    const first = createHash(input.hash).update(diversifier).update(mixed).digest();
    const digest = await hashRounds(input.hash, first, input.iterations - 1);
    out.push(...digest);
    addToBlocks(mixed, repeatTo(digest, block));
  }
  return Uint8Array.from(out.slice(0, input.length));
}
