/**
 * RC2-CBC decryption (RFC 2268). Node's OpenSSL 3 no longer offers RC2, yet certificate files written by OpenSSL 1.x, by Java
 * before 16 and by older Windows protect their certificates with 40-bit RC2. Reading only; nothing is ever encrypted with it.
 */

const PI_TABLE = Uint8Array.from(
  (
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad'
  )
    .match(/../g)
    ?.map((hex) => Number.parseInt(hex, 16)) ?? [],
);

const BLOCK = 8;
const ROTATIONS = [1, 2, 3, 5] as const;

const at = (array: ArrayLike<number>, index: number): number => array[index] ?? 0;

function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  for (let i = key.length; i < 128; i++) {
    bytes[i] = at(PI_TABLE, (at(bytes, i - 1) + at(bytes, i - key.length)) & 255);
  }
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  const mask = 255 >> (8 * effectiveBytes - effectiveBits);
  bytes[128 - effectiveBytes] = at(PI_TABLE, at(bytes, 128 - effectiveBytes) & mask);
  for (let i = 127 - effectiveBytes; i >= 0; i--) {
    bytes[i] = at(PI_TABLE, at(bytes, i + 1) ^ at(bytes, i + effectiveBytes));
  }
  return Uint16Array.from({ length: 64 }, (_, i) => at(bytes, 2 * i) | (at(bytes, 2 * i + 1) << 8));
}

function decryptBlock(words: Uint16Array, keys: Uint16Array): void {
  let next = 63;
  for (let round = 15; round >= 0; round--) {
    for (let i = 3; i >= 0; i--) {
      const shift = at(ROTATIONS, i);
      const word = at(words, i);
      const turned = (word >>> shift) | (word << (16 - shift));
      const before = at(words, (i + 3) & 3);
      words[i] = turned - at(keys, next--) - (before & at(words, (i + 2) & 3)) - (~before & at(words, (i + 1) & 3));
    }
    // The two mashing rounds stand after the 5th and the 11th mixing round, counted from either end.
    if (round === 11 || round === 5) {
      for (let i = 3; i >= 0; i--) words[i] = at(words, i) - at(keys, at(words, (i + 3) & 3) & 63);
    }
  }
}

/** Decrypts whole blocks and strips the PKCS#7 padding; `null` when the length or the padding is wrong (as with a wrong key). */
export function decryptRc2Cbc(
  data: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array,
  effectiveBits: number,
): Uint8Array | null {
  if (data.length === 0 || data.length % BLOCK !== 0) return null;
  const keys = expandKey(key, effectiveBits);
  const plain = new Uint8Array(data.length);
  let previous = iv;
  for (let offset = 0; offset < data.length; offset += BLOCK) {
    const block = data.subarray(offset, offset + BLOCK);
    const words = Uint16Array.from({ length: 4 }, (_, i) => at(block, 2 * i) | (at(block, 2 * i + 1) << 8));
    decryptBlock(words, keys);
    for (let i = 0; i < BLOCK; i++) {
      plain[offset + i] = ((at(words, i >> 1) >> (8 * (i & 1))) & 255) ^ at(previous, i);
    }
    previous = block;
  }
  const padding = at(plain, plain.length - 1);
  const padded = padding >= 1 && padding <= BLOCK && plain.subarray(-padding).every((byte) => byte === padding);
  return padded ? plain.subarray(0, plain.length - padding) : null;
}
