import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { CertificateWarning } from '#shared/publication/signature-report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { buildChain, chainFault } from '#shared/verify/chain.ts';
import { parseCertificate, readUses, summarise } from '#shared/verify/certificate.ts';
import { checkCms } from '#shared/verify/cms-check.ts';
import { certificateWarnings, checkSuitable, type UnsuitableError } from '#shared/verify/suitability.ts';
import { choose, type ChoiceError } from './choose-certificate.ts';
import { signDetached } from './cms.ts';
import { type P12Contents, type P12Error, readP12 } from './p12/container.ts';
import type { SigningKey } from './signing-key.ts';

/** A certificate with its private key, ready to sign. The key cannot be exported from it again. */
export interface SigningIdentity extends SigningKey {
  readonly warnings: readonly CertificateWarning[];
  /** Bytes that a signature of this key with its certificates takes, at most. */
  readonly signatureSize: number;
}

type PairError =
  | UnsuitableError
  | 'signature.certificate-missing'
  | 'signature.certificate-unusable'
  | 'signature.issuer-unsuitable'
  | 'signature.file-unreadable';

export type OpenP12Error = P12Error | PairError | ChoiceError | 'signature.no-private-key';

/** Two integers of an ECDSA signature each take up to a byte more or, rarely, several bytes less. */
const SIZE_VARIES = 32;

/** The public half of a PKCS#8 key as SubjectPublicKeyInfo; `null` for key types that the runtime does not know (SM2). */
function publicKeyOf(key: Uint8Array): Buffer | null {
  try {
    const parsed = createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
    return createPublicKey(parsed).export({ format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function certifies(certificate: Uint8Array, publicKey: Buffer): boolean {
  try {
    return new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' }).equals(publicKey);
  } catch {
    return false;
  }
}

interface KeyPair {
  readonly key: Uint8Array;
  readonly certificate: Uint8Array;
  readonly others: readonly Uint8Array[];
}

const distinct = (items: readonly Uint8Array[]): readonly Uint8Array[] => [
  ...new Map(items.map((item) => [Buffer.from(item).toString('hex'), item])).values(),
];

/** Every key with every certificate of it; a key without one, or of an unknown kind, as the failure it is. */
function pairs(contents: P12Contents): readonly Result<KeyPair, PairError>[] {
  const certificates = distinct(contents.certificates);
  return distinct(contents.keys).flatMap((key): Result<KeyPair, PairError>[] => {
    const publicKey = publicKeyOf(key);
    if (publicKey === null) return [err('signature.algorithm-unsupported')];
    const own = certificates.filter((der) => certifies(der, publicKey));
    if (own.length === 0) return [err('signature.certificate-missing')];
    return own.map((certificate) =>
      ok({ key, certificate, others: certificates.filter((der) => der !== certificate) }),
    );
  });
}

const importKey = (pkcs8: Uint8Array, keyAlgorithm: string): Promise<SigningKey['key']> => {
  const algorithm = keyAlgorithm.startsWith('P-')
    ? { name: 'ECDSA', namedCurve: keyAlgorithm }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, ['sign']);
};

/**
 * Signs a trial text and holds the signature against our own verifier: a certificate that contradicts itself (its issuer
 * of its own name but not its own key, an encoding that is not DER) is told before any notice is made.
 */
async function prove(key: SigningKey): Promise<Result<number, PairError>> {
  const text = Buffer.from('trial');
  const signature = await signDetached(text, key);
  const { faults } = await checkCms(signature, text);
  return faults.length === 0 ? ok(signature.length + SIZE_VARIES) : err('signature.certificate-unusable');
}

async function toIdentity(found: KeyPair, at: Date): Promise<Result<SigningIdentity, PairError>> {
  const parsed = parseCertificate(found.certificate);
  const summary = await summarise(parsed);
  const uses = readUses(parsed);
  const suitable = checkSuitable(summary, uses, at);
  if (!suitable.ok) return suitable;
  const chain = await buildChain(found.certificate, found.others, at);
  const fault = await chainFault(chain, at);
  if (fault !== null) return err('signature.issuer-unsuitable', { ...fault });
  const key = await importKey(found.key, summary.keyAlgorithm);
  const signing = { summary, certificate: found.certificate, chain, key };
  const size = await prove(signing);
  if (!size.ok) return size;
  return ok({ ...signing, warnings: certificateWarnings(summary, uses, at), signatureSize: size.value });
}

async function tryIdentity(found: Result<KeyPair, PairError>, at: Date): Promise<Result<SigningIdentity, PairError>> {
  if (!found.ok) return found;
  try {
    return await toIdentity(found.value, at);
  } catch {
    // A certificate that Node accepts and the parser or WebCrypto does not: damaged or exotic encoding.
    return err('signature.file-unreadable');
  }
}

/**
 * Every certificate of a .p12/.pfx file that can sign at the time `at`, the one that holds longest first; at least one. They
 * have their private key in the file, RSA of 2,048 bits or more, P-256, P-384 or P-521, a purpose that fits a person's or an
 * office's signature, a holder's name, and are within validity, as are the issuers that came along.
 */
export async function openIdentities(
  bytes: Uint8Array,
  password: string,
  at: Date,
): Promise<Result<readonly [SigningIdentity, ...SigningIdentity[]], OpenP12Error>> {
  const contents = await readP12(bytes, password);
  if (!contents.ok) return contents;
  const tried: Result<SigningIdentity, PairError>[] = [];
  for (const pair of pairs(contents.value)) tried.push(await tryIdentity(pair, at));
  const [first, ...rest] = tried
    .flatMap((one) => (one.ok ? [one.value] : []))
    .toSorted((a, b) => b.summary.notAfter.localeCompare(a.summary.notAfter));
  return first === undefined ? explain(tried) : ok([first, ...rest]);
}

/** Faults of a file none of whose certificates can sign, the nearest to success first: that one the user can act upon. */
const NEAREST: readonly PairError[] = [
  'signature.certificate-expired',
  'signature.certificate-not-yet-valid',
  'signature.issuer-unsuitable',
  'signature.certificate-unusable',
];

function explain(tried: readonly Result<unknown, PairError>[]): Result<never, OpenP12Error> {
  const failures = tried.flatMap((one) => (one.ok ? [] : [one]));
  const nearest = NEAREST.flatMap((code) => failures.filter(({ error }) => error.code === code));
  return nearest[0] ?? failures[0] ?? err('signature.no-private-key');
}

/**
 * Opens a .p12/.pfx file for signing at the time `at` (see `openIdentities`). Where several certificates suit, `certificate`
 * names one by the beginning of its SHA-256 fingerprint; `signature.several-certificates` lists them when it does not.
 */
export async function openP12(
  bytes: Uint8Array,
  password: string,
  at: Date,
  certificate?: string,
): Promise<Result<SigningIdentity, OpenP12Error>> {
  const identities = await openIdentities(bytes, password, at);
  return identities.ok ? choose(identities.value, certificate) : identities;
}
