import {
  type AlgorithmIdentifier,
  BasicConstraints,
  Certificate,
  ExtKeyUsage,
  type RelativeDistinguishedNames,
} from 'pkijs';
import { TEST_MARK } from '../publication/certificate-holder.ts';
import type { CertificateSummary } from '../publication/signature-report.ts';
import { digest, sameBytes, toHex } from './bytes.ts';
import { nameText } from './name-text.ts';
import { isSignedWith, keyAlgorithm, schemeOf } from './public-key.ts';

/** Extension values as object identifiers and bits; `null` where the certificate does not have the extension. */
export interface CertificateUses {
  readonly authority: boolean;
  readonly digitalSignature: boolean | null;
  readonly nonRepudiation: boolean | null;
  readonly certificateSign: boolean | null;
  readonly extended: readonly string[] | null;
  /** Hash in the issuer's signature, as an object identifier. */
  readonly signatureAlgorithm: string;
  /** Critical extensions that nothing here understands: whoever meets one must refuse the certificate (RFC 5280, 4.2). */
  readonly unknownCritical: readonly string[];
}

const OID = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  organisation: '2.5.4.10',
  organisationalUnit: '2.5.4.11',
  givenName: '2.5.4.42',
  pseudonym: '2.5.4.65',
  email: '1.2.840.113549.1.9.1',
} as const;
const EXTENSION = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extKeyUsage: '2.5.29.37' } as const;

/**
 * Extensions that are read here or that only narrow which chains a validator accepts: names, policies, constraints, key
 * identifiers, places of revocation lists, statements of qualified certificates.
 */
const UNDERSTOOD: readonly string[] = [
  ...Object.values(EXTENSION),
  ...[9, 14, 16, 17, 18, 30, 31, 32, 33, 35, 36, 46, 54].map((last) => `2.5.29.${last}`),
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.3',
  '1.3.6.1.5.5.7.1.11',
];

/** Reads one certificate; throws on anything that is not X.509 DER. */
export function parseCertificate(der: Uint8Array): Certificate {
  return Certificate.fromBER(new Uint8Array(der));
}

/** The certificate's bytes as its issuer signed them. */
export function certificateDer(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema().toBER());
}

function nameValue(name: RelativeDistinguishedNames, type: string): string {
  const found = name.typesAndValues.find((attribute) => attribute.type === type);
  return found === undefined ? '' : nameText(found.value).trim();
}

/** Under which name people know the holder or the issuer; empty where the certificate names nobody. */
function displayName(name: RelativeDistinguishedNames): string {
  const value = (type: string): string => nameValue(name, type);
  const person = value(OID.surname) + value(OID.givenName);
  return (
    [value(OID.commonName), value(OID.organisation), value(OID.organisationalUnit), person, value(OID.pseudonym)].find(
      (text) => text !== '',
    ) ?? value(OID.email)
  );
}

const encoded = (algorithm: AlgorithmIdentifier): Uint8Array => new Uint8Array(algorithm.toSchema().toBER());

/**
 * Whether the holder of `issuer` signed the certificate: the algorithm is the one named within what is signed, too. Null
 * where that is an algorithm which nothing here can check.
 */
export async function isCertifiedBy(issuer: Certificate, certificate: Certificate): Promise<boolean | null> {
  const { signature, signatureAlgorithm, signatureValue, tbsView } = certificate;
  const scheme = schemeOf(signatureAlgorithm);
  if (scheme === null) return null;
  if (!sameBytes(encoded(signature), encoded(signatureAlgorithm)) || signatureValue.valueBlock.unusedBits !== 0)
    return false;
  return await isSignedWith(issuer.subjectPublicKeyInfo, scheme, tbsView, signatureValue.valueBlock.valueHexView);
}

/** Whether it names its holder as its issuer. */
export const isSelfIssued = ({ subject, issuer }: Certificate): boolean => subject.isEqual(issuer);

/** By its signature, not by its names alone: an issuer may have the very name of the holder. */
export async function isSelfSigned(certificate: Certificate): Promise<boolean> {
  return isSelfIssued(certificate) && (await isCertifiedBy(certificate, certificate)) === true;
}

/** The parts of a certificate that a user recognises it by. */
export async function summarise(certificate: Certificate): Promise<CertificateSummary> {
  const der = certificateDer(certificate);
  const commonName = nameValue(certificate.subject, OID.commonName);
  const organisation = nameValue(certificate.subject, OID.organisation);
  return {
    holder: displayName(certificate.subject),
    commonName,
    organisation,
    issuer: displayName(certificate.issuer),
    serial: toHex(certificate.serialNumber.valueBlock.valueHexView).replace(/^00(?=.)/, ''),
    notBefore: certificate.notBefore.value.toISOString(),
    notAfter: certificate.notAfter.value.toISOString(),
    keyAlgorithm: keyAlgorithm(certificate.subjectPublicKeyInfo),
    sha256: toHex(await digest('SHA-256', der)),
    selfSigned: await isSelfSigned(certificate),
    test: commonName.includes(TEST_MARK) || organisation.includes(TEST_MARK),
  };
}

/** What the certificate allows its key to be used for. */
export function readUses(certificate: Certificate): CertificateUses {
  const parsed = (id: string): unknown =>
    certificate.extensions?.find((extension) => extension.extnID === id)?.parsedValue;
  const keyUsage: unknown = parsed(EXTENSION.keyUsage);
  const bits = keyUsageByte(keyUsage);
  const constraints = parsed(EXTENSION.basicConstraints);
  const extended = parsed(EXTENSION.extKeyUsage);
  return {
    authority: constraints instanceof BasicConstraints && constraints.cA,
    digitalSignature: bits === null ? null : (bits & 0x80) !== 0,
    nonRepudiation: bits === null ? null : (bits & 0x40) !== 0,
    certificateSign: bits === null ? null : (bits & 0x04) !== 0,
    extended: extended instanceof ExtKeyUsage ? extended.keyPurposes : null,
    signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
    unknownCritical: (certificate.extensions ?? [])
      .filter(({ critical, extnID }) => critical && !UNDERSTOOD.includes(extnID))
      .map(({ extnID }) => extnID),
  };
}

function keyUsageByte(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('valueBlock' in value)) return null;
  const block = value.valueBlock;
  if (typeof block !== 'object' || block === null || !('valueHexView' in block)) return null;
  return block.valueHexView instanceof Uint8Array ? (block.valueHexView[0] ?? 0) : null;
}
