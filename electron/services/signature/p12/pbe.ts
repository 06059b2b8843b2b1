import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { fromBER, Integer, OctetString, Sequence } from 'asn1js';
import { type AlgorithmIdentifier, PBES2Params, PBKDF2Params } from 'pkijs';
import { DEFAULT_PRF, hmacName } from './hashes.ts';
import type { PasswordForms } from './password.ts';
import { KDF_PURPOSE, pkcs12Kdf } from './kdf.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { rc4 } from './rc4.ts';

/** Why password-protected data could not be opened. */
export type PbeFailure = 'wrong-password' | 'unsupported';
export type PbeOutcome = { readonly plain: Uint8Array } | { readonly failure: PbeFailure };

/** A hostile file could ask for an endless derivation; real ones use 2,048 to 600,000 rounds. */
export const MAX_ITERATIONS = 1_000_000;

export const PBKDF2 = '1.2.840.113549.1.5.12';
const PBES2 = '1.2.840.113549.1.5.13';
const PBES2_CIPHER: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};
const LEGACY_CIPHER: Readonly<Record<string, { readonly kind: 'rc4' | 'des3' | 'rc2'; readonly keyLength: number }>> = {
  '1.2.840.113549.1.12.1.1': { kind: 'rc4', keyLength: 16 },
  '1.2.840.113549.1.12.1.2': { kind: 'rc4', keyLength: 5 },
  '1.2.840.113549.1.12.1.3': { kind: 'des3', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { kind: 'des3', keyLength: 16 },
  '1.2.840.113549.1.12.1.5': { kind: 'rc2', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { kind: 'rc2', keyLength: 5 },
};

const derive = promisify(pbkdf2);

/** Decrypts with one form of the password; null when it cannot be the right one. */
type Attempt = (form: Uint8Array) => Promise<Uint8Array | null>;

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
  } catch {
    // The only failure left once name, key and IV lengths are ours is bad padding, that is, a wrong key.
    return null;
  }
}

/** The parameters of PBKDF2 as a function of the password's bytes; null when they are not supported. */
export function pbkdf2Of(params: unknown, length: number | null): Attempt | null {
  const kdf = new PBKDF2Params({ schema: params });
  const hash = hmacName(kdf.prf?.algorithmId ?? DEFAULT_PRF);
  const { salt, iterationCount } = kdf;
  const size = length ?? kdf.keyLength;
  if (hash === null || !(salt instanceof OctetString) || size === undefined || size < 1 || size > 128) return null;
  if (iterationCount < 1 || iterationCount > MAX_ITERATIONS) return null;
  return (form) => derive(form, salt.valueBlock.valueHexView, iterationCount, size, hash);
}

function pbes2(algorithm: AlgorithmIdentifier, data: Uint8Array): Attempt | null {
  const params = new PBES2Params({ schema: algorithm.algorithmParams });
  const cipher = PBES2_CIPHER[params.encryptionScheme.algorithmId];
  const iv: unknown = params.encryptionScheme.algorithmParams;
  if (cipher === undefined || params.keyDerivationFunc.algorithmId !== PBKDF2) return null;
  const keyOf = pbkdf2Of(params.keyDerivationFunc.algorithmParams, cipher.keyLength);
  if (keyOf === null || !(iv instanceof OctetString)) return null;
  const ivBytes = iv.valueBlock.valueHexView;
  if (ivBytes.length !== (cipher.name === 'des-ede3-cbc' ? 8 : 16)) return null;
  return async (form) => {
    const key = await keyOf(form);
    return key === null ? null : decipher(cipher.name, key, ivBytes, data);
  };
}

function legacy(algorithm: AlgorithmIdentifier, data: Uint8Array): Attempt | null {
  const cipher = LEGACY_CIPHER[algorithm.algorithmId];
  const params: unknown = algorithm.algorithmParams;
  if (cipher === undefined || !(params instanceof Sequence)) return null;
  const [salt, rounds] = params.valueBlock.value;
  if (!(salt instanceof OctetString) || !(rounds instanceof Integer)) return null;
  const iterations = rounds.valueBlock.valueDec;
  if (iterations < 1 || iterations > MAX_ITERATIONS) return null;
  return async (password) => {
    const base = { hash: 'sha1', password, salt: salt.valueBlock.valueHexView, iterations };
    const key = await pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.key, length: cipher.keyLength });
    if (cipher.kind === 'rc4') return rc4(data, key);
    const iv = await pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.iv, length: 8 });
    if (cipher.kind === 'rc2') return decryptRc2Cbc(data, key, iv, cipher.keyLength * 8);
    // Two-key triple DES repeats its first key as the third.
    const full = cipher.keyLength === 24 ? key : Uint8Array.from([...key, ...key.subarray(0, 8)]);
    return decipher('des-ede3-cbc', full, iv, data);
  };
}

/** One wrong key in 256 leaves padding that looks right; what it leaves is never one whole sequence of ASN.1. */
function isWhole(plain: Uint8Array): boolean {
  return plain[0] === 0x30 && fromBER(new Uint8Array(plain)).offset === plain.length;
}

/**
 * Opens password-protected data of a certificate file: PBES2 (PBKDF2 with AES-CBC or 3DES; today's default) and the PKCS#12
 * encryptions of older exports (3DES, RC2, RC4), whichever way the password was encoded. Anything else is `unsupported`.
 */
export async function decryptPbe(
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
  password: PasswordForms,
): Promise<PbeOutcome> {
  const modern = algorithm.algorithmId === PBES2;
  const attempt = modern ? pbes2(algorithm, data) : legacy(algorithm, data);
  if (attempt === null) return { failure: 'unsupported' };
  for (const form of modern ? password.utf8 : password.bmp) {
    const plain = await attempt(form);
    if (plain !== null && isWhole(plain)) return { plain };
  }
  return { failure: 'wrong-password' };
}
