import { createHmac, timingSafeEqual } from 'node:crypto';
import { OctetString } from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  type ContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
} from 'pkijs';
import { err, ok, type Result } from '#shared/result.ts';
import { decryptPbe, MAX_ITERATIONS, type PbeFailure } from './pbe.ts';
import { KDF_PURPOSE, passwordAsBmp, pkcs12Kdf } from './pkcs12-kdf.ts';

/** The contents of a .p12 file as DER, still unchecked: keys as PKCS#8, certificates as X.509. */
export interface P12Contents {
  readonly keys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
}

export type P12Error = 'signature.file-unreadable' | 'signature.password-wrong' | 'signature.encryption-unsupported';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const MAC_HASH: Readonly<Record<string, { readonly name: string; readonly size: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', size: 20 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', size: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', size: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', size: 64 },
};

/** Carries an expected failure through the nested parsing; never leaves this module. */
class P12Failure extends Error {
  readonly code: P12Error;
  constructor(code: P12Error) {
    super(code);
    this.code = code;
  }
}

const FAILURE_CODE: Readonly<Record<PbeFailure, P12Error>> = {
  'wrong-password': 'signature.password-wrong',
  unsupported: 'signature.encryption-unsupported',
};

function octets(content: unknown): Uint8Array<ArrayBuffer> {
  if (!(content instanceof OctetString)) throw new P12Failure('signature.file-unreadable');
  return new Uint8Array(content.getValue());
}

function checkMac(pfx: PFX, authSafe: Uint8Array, password: string): void {
  const macData = pfx.macData;
  // Without a MAC the encryption alone tells a right password from a wrong one.
  if (macData === undefined) return;
  const hash = MAC_HASH[macData.mac.digestAlgorithm.algorithmId];
  const iterations = macData.iterations ?? 1;
  if (hash === undefined || iterations < 1 || iterations > MAX_ITERATIONS) {
    throw new P12Failure('signature.encryption-unsupported');
  }
  const expected = macData.mac.digest.valueBlock.valueHexView;
  const salt = macData.macSalt.valueBlock.valueHexView;
  // An empty password is written either as no bytes or as a lone zero character: both occur.
  const encodings = password === '' ? [new Uint8Array(0), passwordAsBmp('')] : [passwordAsBmp(password)];
  const matches = encodings.some((encoded) => {
    const purpose = KDF_PURPOSE.mac;
    const key = pkcs12Kdf({ hash: hash.name, purpose, password: encoded, salt, iterations, length: hash.size });
    const actual = createHmac(hash.name, key).update(authSafe).digest();
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
  if (!matches) throw new P12Failure('signature.password-wrong');
}

async function open(
  algorithm: Parameters<typeof decryptPbe>[0],
  data: Uint8Array,
  password: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const outcome = await decryptPbe(algorithm, data, password);
  if ('failure' in outcome) throw new P12Failure(FAILURE_CODE[outcome.failure]);
  return new Uint8Array(outcome.plain);
}

async function openSafe(safe: ContentInfo, password: string): Promise<SafeContents> {
  if (safe.contentType === DATA) return SafeContents.fromBER(octets(safe.content));
  if (safe.contentType !== ENCRYPTED_DATA) throw new P12Failure('signature.encryption-unsupported');
  const info = new EncryptedData({ schema: safe.content }).encryptedContentInfo;
  const encrypted = new Uint8Array(info.getEncryptedContent());
  return SafeContents.fromBER(await open(info.contentEncryptionAlgorithm, encrypted, password));
}

async function readBags(contents: SafeContents, password: string): Promise<P12Contents> {
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const bag of contents.safeBags) {
    const value = bag.bagValue;
    if (value instanceof PKCS8ShroudedKeyBag) {
      keys.push(await open(value.encryptionAlgorithm, octets(value.encryptedData), password));
    } else if (value instanceof PrivateKeyInfo) {
      keys.push(new Uint8Array(value.toSchema().toBER()));
    } else if (value instanceof CertBag && value.certValue instanceof OctetString) {
      certificates.push(octets(value.certValue));
    }
  }
  return { keys, certificates };
}

async function read(bytes: Uint8Array, password: string): Promise<P12Contents> {
  const pfx = PFX.fromBER(new Uint8Array(bytes));
  if (pfx.authSafe.contentType !== DATA) throw new P12Failure('signature.encryption-unsupported');
  const authSafe = octets(pfx.authSafe.content);
  checkMac(pfx, authSafe, password);
  const parts: P12Contents[] = [];
  for (const safe of AuthenticatedSafe.fromBER(authSafe).safeContents) {
    parts.push(await readBags(await openSafe(safe, password), password));
  }
  return { keys: parts.flatMap((part) => part.keys), certificates: parts.flatMap((part) => part.certificates) };
}

/** Reads a .p12/.pfx file (RFC 7292), modern or legacy encryption; the password is checked by the file's MAC where it has one. */
export async function readP12(bytes: Uint8Array, password: string): Promise<Result<P12Contents, P12Error>> {
  try {
    return ok(await read(bytes, password));
  } catch (error) {
    // pkijs and asn1js throw on malformed input, in many shapes; all of them mean the same to the user.
    return err(error instanceof P12Failure ? error.code : 'signature.file-unreadable');
  }
}
