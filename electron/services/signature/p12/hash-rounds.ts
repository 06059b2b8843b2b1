import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * A digest hashed again and again, as the key derivation of PKCS#12 asks for, up to 600,000 times in a row. Calling the
 * system's hash for twenty bytes costs many times the hashing itself, so SHA-1, which all the old encryptions use, is done here
 * on the one block that a digest fills; the others by the system.
 */

/** Rounds after which others get their turn. */
const TURN = 20_000;

const WORDS = 5;

const at = (words: Int32Array, index: number): number => words[index] ?? 0;
const left = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
const either = (b: number, c: number, d: number): number => (b & c) | (~b & d);
const most = (b: number, c: number, d: number): number => (b & c) | (b & d) | (c & d);

const SHA1_START = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

function sha1Mix(step: number, b: number, c: number, d: number): number {
  if (step < 20) return either(b, c, d) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  return step < 60 ? most(b, c, d) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
}

/** Replaces the digest at the beginning of the block by its own hash. */
function sha1(w: Int32Array): void {
  for (let i = 16; i < 80; i++) w[i] = left(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1);
  let a = at(SHA1_START, 0);
  let b = at(SHA1_START, 1);
  let c = at(SHA1_START, 2);
  let d = at(SHA1_START, 3);
  let e = at(SHA1_START, 4);
  for (let i = 0; i < 80; i++) {
    const next = (left(a, 5) + sha1Mix(i, b, c, d) + e + at(w, i)) | 0;
    e = d;
    d = c;
    c = left(b, 30);
    b = a;
    a = next;
  }
  w[0] = at(SHA1_START, 0) + a;
  w[1] = at(SHA1_START, 1) + b;
  w[2] = at(SHA1_START, 2) + c;
  w[3] = at(SHA1_START, 3) + d;
  w[4] = at(SHA1_START, 4) + e;
}

/** The digest, the closing bit and its length: one whole block, of which a round changes the digest alone. */
function blockOf(digest: Uint8Array): Int32Array {
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  const block = new Int32Array(80);
  for (let i = 0; i < WORDS; i++) block[i] = view.getInt32(i * 4);
  block[WORDS] = 0x80000000;
  block[15] = WORDS * 32;
  return block;
}

function digestOf(block: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(WORDS * 4));
  for (let i = 0; i < WORDS; i++) view.setInt32(i * 4, at(block, i));
  return new Uint8Array(view.buffer);
}

/** Hashes a digest `rounds` times over with the hash that made it; others get their turn in between. */
export async function hashRounds(hash: string, digest: Uint8Array, rounds: number): Promise<Uint8Array> {
  const block = hash === 'sha1' ? blockOf(digest) : null;
  let plain = digest;
  for (let round = 1; round <= rounds; round++) {
    if (block === null) plain = createHash(hash).update(plain).digest();
    else sha1(block);
    if (round % TURN === 0) await nextTurn();
  }
  return block === null ? plain : digestOf(block);
}
