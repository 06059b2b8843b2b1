import { describe, expect, it } from 'vitest';
import { decryptRc2Cbc } from '#electron/services/signature/p12/rc2.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** RFC 2268 section 5: key, effective bits, plaintext, ciphertext. */
const VECTORS = [
  ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
  ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
  ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
  ['88', 64, '0000000000000000', '61a8a244adacccf0'],
  ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
  ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
  ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
  ['88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e', 129, '0000000000000000', '5b78d3a43dfff1f1'],
] as const;

describe('RC2', () => {
  // An IV of plaintext ⊕ 08…08 turns the right plaintext, and only that, into one whole block of valid padding.
  it.each(VECTORS)('decrypts the vector of RFC 2268 with key %s, %i bits', (key, bits, plain, cipher) => {
    const iv = hex(plain).map((byte) => byte ^ 8);
    expect(decryptRc2Cbc(hex(cipher), hex(key), iv, bits)).toEqual(new Uint8Array(0));
  });

  it('refuses wrong padding and broken blocks', () => {
    expect(decryptRc2Cbc(hex('ebb773f993278eff'), hex('0000000000000000'), new Uint8Array(8), 63)).toBeNull();
    expect(decryptRc2Cbc(hex('ebb773'), hex('0000000000000000'), new Uint8Array(8), 63)).toBeNull();
    expect(decryptRc2Cbc(new Uint8Array(0), hex('0000000000000000'), new Uint8Array(8), 63)).toBeNull();
  });
});
