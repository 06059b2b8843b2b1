import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { Integer, OctetString, Sequence } from 'asn1js';
import { type AlgorithmIdentifier, PBES2Params, PBKDF2Params } from 'pkijs';
import { KDF_PURPOSE, passwordAsBmp, pkcs12Kdf } from './pkcs12-kdf.ts';
import { decryptRc2Cbc } from './rc2.ts';

/** Why password-protected data could not be opened. */
export type PbeFailure = 'wrong-password' | 'unsupported';
export type PbeOutcome = { readonly plain: Uint8Array } | { readonly failure: PbeFailure };

/** A hostile file could ask for an endless derivation; real ones use 2,048 to 600,000 rounds. */
export const MAX_ITERATIONS = 1_000_000;

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const PRF_HASH: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const PBES2_CIPHER: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};
const LEGACY_CIPHER: Readonly<Record<string, { readonly kind: 'des3' | 'rc2'; readonly keyLength: number }>> = {
  '1.2.840.113549.1.12.1.3': { kind: 'des3', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { kind: 'des3', keyLength: 16 },
  '1.2.840.113549.1.12.1.5': { kind: 'rc2', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { kind: 'rc2', keyLength: 5 },
};

const unsupported: PbeOutcome = { failure: 'unsupported' };
const wrongPassword: PbeOutcome = { failure: 'wrong-password' };
const derive = promisify(pbkdf2);

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): PbeOutcome {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return { plain: new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()])) };
  } catch {
    // The only failure left once name, key and IV lengths are ours is bad padding, that is, a wrong key.
    return wrongPassword;
  }
}

async function decryptPbes2(algorithm: AlgorithmIdentifier, data: Uint8Array, password: string): Promise<PbeOutcome> {
  const params = new PBES2Params({ schema: algorithm.algorithmParams });
  const cipher = PBES2_CIPHER[params.encryptionScheme.algorithmId];
  if (cipher === undefined || params.keyDerivationFunc.algorithmId !== PBKDF2) return unsupported;
  const kdf = new PBKDF2Params({ schema: params.keyDerivationFunc.algorithmParams });
  const hash = PRF_HASH[kdf.prf?.algorithmId ?? '1.2.840.113549.2.7'];
  const iv = params.encryptionScheme.algorithmParams;
  if (hash === undefined || kdf.iterationCount > MAX_ITERATIONS) return unsupported;
  if (!(kdf.salt instanceof OctetString) || !(iv instanceof OctetString)) return unsupported;
  const ivBytes = iv.valueBlock.valueHexView;
  if (ivBytes.length !== (cipher.name === 'des-ede3-cbc' ? 8 : 16)) return unsupported;
  const salt = kdf.salt.valueBlock.valueHexView;
  const key = await derive(Buffer.from(password, 'utf8'), salt, kdf.iterationCount, cipher.keyLength, hash);
  return decipher(cipher.name, key, ivBytes, data);
}

function decryptLegacy(algorithm: AlgorithmIdentifier, data: Uint8Array, password: string): PbeOutcome {
  const cipher = LEGACY_CIPHER[algorithm.algorithmId];
  const params: unknown = algorithm.algorithmParams;
  if (cipher === undefined || !(params instanceof Sequence)) return unsupported;
  const [salt, rounds] = params.valueBlock.value;
  if (!(salt instanceof OctetString) || !(rounds instanceof Integer)) return unsupported;
  const iterations = rounds.valueBlock.valueDec;
  if (iterations < 1 || iterations > MAX_ITERATIONS) return unsupported;
  const base = { hash: 'sha1', password: passwordAsBmp(password), salt: salt.valueBlock.valueHexView, iterations };
  const key = pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.key, length: cipher.keyLength });
  const iv = pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.iv, length: 8 });
  if (cipher.kind === 'rc2') {
    const plain = decryptRc2Cbc(data, key, iv, cipher.keyLength * 8);
    return plain === null ? wrongPassword : { plain };
  }
  // Two-key triple DES repeats its first key as the third.
  const full = cipher.keyLength === 24 ? key : Uint8Array.from([...key, ...key.subarray(0, 8)]);
  return decipher('des-ede3-cbc', full, iv, data);
}

/**
 * Opens password-protected data of a certificate file: PBES2 (PBKDF2 with AES-CBC or 3DES; today's default) and the PKCS#12
 * encryptions of older exports (3DES, RC2). Anything else is `unsupported`.
 */
export async function decryptPbe(
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
  password: string,
): Promise<PbeOutcome> {
  return algorithm.algorithmId === PBES2
    ? await decryptPbes2(algorithm, data, password)
    : decryptLegacy(algorithm, data, password);
}
