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
import { type PasswordForms, passwordForms } from './password.ts';
import { checkMac } from './mac.ts';
import { decryptPbe, type PbeFailure } from './pbe.ts';

/** The contents of a .p12 file as DER, still unchecked: keys as PKCS#8, certificates as X.509. */
export interface P12Contents {
  readonly keys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
}

export type P12Error = 'signature.file-unreadable' | 'signature.password-wrong' | 'signature.encryption-unsupported';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
/** A file may nest its bags; an honest one hardly does. */
const MAX_DEPTH = 4;

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

async function open(
  algorithm: Parameters<typeof decryptPbe>[0],
  data: Uint8Array,
  password: PasswordForms,
): Promise<Uint8Array<ArrayBuffer>> {
  const outcome = await decryptPbe(algorithm, data, password);
  if ('failure' in outcome) throw new P12Failure(FAILURE_CODE[outcome.failure]);
  return new Uint8Array(outcome.plain);
}

async function openSafe(safe: ContentInfo, password: PasswordForms): Promise<SafeContents> {
  if (safe.contentType === DATA) return SafeContents.fromBER(octets(safe.content));
  if (safe.contentType !== ENCRYPTED_DATA) throw new P12Failure('signature.encryption-unsupported');
  const info = new EncryptedData({ schema: safe.content }).encryptedContentInfo;
  const encrypted = new Uint8Array(info.getEncryptedContent());
  return SafeContents.fromBER(await open(info.contentEncryptionAlgorithm, encrypted, password));
}

async function readBags(contents: SafeContents, password: PasswordForms, depth = 0): Promise<P12Contents> {
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
    } else if (value instanceof SafeContents && depth < MAX_DEPTH) {
      const inner = await readBags(value, password, depth + 1);
      keys.push(...inner.keys);
      certificates.push(...inner.certificates);
    }
  }
  return { keys, certificates };
}

async function read(bytes: Uint8Array, password: string): Promise<P12Contents> {
  const pfx = PFX.fromBER(new Uint8Array(bytes));
  if (pfx.authSafe.contentType !== DATA) throw new P12Failure('signature.encryption-unsupported');
  const authSafe = octets(pfx.authSafe.content);
  const mac = await checkMac(pfx, authSafe, passwordForms(password));
  if ('failure' in mac) throw new P12Failure(FAILURE_CODE[mac.failure]);
  const parts: P12Contents[] = [];
  for (const safe of AuthenticatedSafe.fromBER(authSafe).safeContents) {
    parts.push(await readBags(await openSafe(safe, mac.forms), mac.forms));
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
