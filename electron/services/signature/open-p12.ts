import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { CertificateSummary } from '#shared/publication/signature-report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { buildChain } from './chain.ts';
import { parseCertificate, readUses, summarise } from './certificate.ts';
import { type P12Contents, type P12Error, readP12 } from './p12-container.ts';
import { checkSuitable, type IdentityWarning, identityWarnings, type UnsuitableError } from './suitability.ts';

/** A certificate with its private key, ready to sign. The key cannot be exported from it again. */
export interface SigningIdentity {
  readonly summary: CertificateSummary;
  readonly warnings: readonly IdentityWarning[];
  /** X.509 DER, the signer's own. */
  readonly certificate: Uint8Array;
  /** The issuers that the file came with, X.509 DER, from the signer's issuer upwards. */
  readonly chain: readonly Uint8Array[];
  /** A WebCrypto key; the type's name differs between Node and the browser, hence by way of the call that makes it. */
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}

export type OpenP12Error =
  P12Error | UnsuitableError | 'signature.no-private-key' | 'signature.several-keys' | 'signature.certificate-missing';

const IMPORT = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

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

function pair(contents: P12Contents): Result<KeyPair, OpenP12Error> {
  const keys = [...new Map(contents.keys.map((key) => [Buffer.from(key).toString('hex'), key])).values()];
  const [key] = keys;
  if (key === undefined) return err('signature.no-private-key');
  if (keys.length > 1) return err('signature.several-keys', { count: keys.length });
  const publicKey = publicKeyOf(key);
  if (publicKey === null) return err('signature.algorithm-unsupported');
  const certificate = contents.certificates.find((der) => certifies(der, publicKey));
  if (certificate === undefined) return err('signature.certificate-missing');
  return ok({ key, certificate, others: contents.certificates.filter((der) => der !== certificate) });
}

async function toIdentity(found: KeyPair, at: Date): Promise<Result<SigningIdentity, OpenP12Error>> {
  const parsed = parseCertificate(found.certificate);
  const summary = summarise(parsed);
  const uses = readUses(parsed);
  const suitable = checkSuitable(summary, uses, at);
  if (!suitable.ok) return suitable;
  const algorithm = summary.keyAlgorithm === 'P-256' ? IMPORT.ec : IMPORT.rsa;
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(found.key), algorithm, false, ['sign']);
  return ok({
    summary,
    warnings: identityWarnings(summary, uses),
    certificate: found.certificate,
    chain: buildChain(found.certificate, found.others),
    key,
  });
}

/**
 * Opens a .p12/.pfx file for signing at the time `at`. Succeeds only with exactly one private key, its certificate, RSA of
 * 3,072 bits or more or P-256, a purpose that fits a person's or an office's signature, and within validity.
 */
export async function openP12(
  bytes: Uint8Array,
  password: string,
  at: Date,
): Promise<Result<SigningIdentity, OpenP12Error>> {
  const contents = await readP12(bytes, password);
  if (!contents.ok) return contents;
  const found = pair(contents.value);
  if (!found.ok) return found;
  try {
    return await toIdentity(found.value, at);
  } catch {
    // A certificate that Node accepts and the parser or WebCrypto does not: damaged or exotic encoding.
    return err('signature.file-unreadable');
  }
}
