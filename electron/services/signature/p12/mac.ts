import { createHmac, timingSafeEqual } from 'node:crypto';
import { type MacData, PBES2Params, type PFX } from 'pkijs';
import { digestName, hmacName } from './hashes.ts';
import { type PasswordForms, preferring } from './password.ts';
import { MAX_ITERATIONS, PBKDF2, pbkdf2Of, type PbeFailure } from './pbe.ts';
import { KDF_PURPOSE, pkcs12Kdf } from './kdf.ts';

/** The password's forms, the one that the MAC proves first; or why the MAC proves none. */
export type MacOutcome = { readonly forms: PasswordForms } | { readonly failure: PbeFailure };

const PBMAC1 = '1.2.840.113549.1.5.14';

function matches(hash: string, key: Uint8Array, data: Uint8Array, expected: Uint8Array): boolean {
  const actual = createHmac(hash, key).update(data).digest();
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** PBMAC1 (RFC 9579): PBKDF2 and an HMAC of choice; its parameters have the very shape of those of PBES2. */
async function checkPbmac1(mac: MacData['mac'], data: Uint8Array, forms: PasswordForms): Promise<MacOutcome> {
  const params = new PBES2Params({ schema: mac.digestAlgorithm.algorithmParams });
  const hash = hmacName(params.encryptionScheme.algorithmId);
  if (hash === null || params.keyDerivationFunc.algorithmId !== PBKDF2) return { failure: 'unsupported' };
  const keyOf = pbkdf2Of(params.keyDerivationFunc.algorithmParams, null);
  if (keyOf === null) return { failure: 'unsupported' };
  for (const form of forms.utf8) {
    const key = await keyOf(form);
    if (key !== null && matches(hash, key, data, mac.digest.valueBlock.valueHexView)) return { forms };
  }
  return { failure: 'wrong-password' };
}

async function checkClassic(stated: MacData, data: Uint8Array, forms: PasswordForms): Promise<MacOutcome> {
  const hash = digestName(stated.mac.digestAlgorithm.algorithmId);
  const iterations = stated.iterations ?? 1;
  if (hash === null || iterations < 1 || iterations > MAX_ITERATIONS) return { failure: 'unsupported' };
  const expected = stated.mac.digest.valueBlock.valueHexView;
  const salt = stated.macSalt.valueBlock.valueHexView;
  const length = createHmac(hash, '').digest().length;
  for (const password of forms.bmp) {
    const key = await pkcs12Kdf({ hash, purpose: KDF_PURPOSE.mac, password, salt, iterations, length });
    if (matches(hash, key, data, expected)) return { forms: preferring(forms, password) };
  }
  return { failure: 'wrong-password' };
}

/** Holds the password against the file's MAC. Without a MAC the encryption alone tells a right password from a wrong one. */
export async function checkMac(pfx: PFX, data: Uint8Array, forms: PasswordForms): Promise<MacOutcome> {
  const stated = pfx.macData;
  if (stated === undefined) return { forms };
  return stated.mac.digestAlgorithm.algorithmId === PBMAC1
    ? await checkPbmac1(stated.mac, data, forms)
    : await checkClassic(stated, data, forms);
}
