import { createHash, X509Certificate } from 'node:crypto';
import type { AsnType } from 'asn1js';
import { BasicConstraints, Certificate, ExtKeyUsage, type RelativeDistinguishedNames } from 'pkijs';
import type { CertificateSummary } from '#shared/publication/signature-report.ts';

/** The words by which a certificate for trial is told from a real one, in every viewer. */
export const TEST_MARK = '测试证书';

/** Extension values as object identifiers and bits; `null` where the certificate does not have the extension. */
export interface CertificateUses {
  readonly authority: boolean;
  readonly digitalSignature: boolean | null;
  readonly nonRepudiation: boolean | null;
  readonly extended: readonly string[] | null;
  /** Hash in the issuer's signature, as an object identifier. */
  readonly signatureAlgorithm: string;
}

const OID = { commonName: '2.5.4.3', organisation: '2.5.4.10', organisationalUnit: '2.5.4.11' } as const;
const EXTENSION = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extKeyUsage: '2.5.29.37' } as const;

/** Reads one certificate; throws on anything that is not X.509 DER. */
export function parseCertificate(der: Uint8Array): Certificate {
  return Certificate.fromBER(new Uint8Array(der));
}

/** The certificate's bytes as its issuer signed them. */
export function certificateDer(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema().toBER());
}

/** Every string type of a name (UTF8String, PrintableString, BMPString …) holds its decoded text here. */
function valueText(value: AsnType): string {
  const block: object = value.valueBlock;
  return 'value' in block && typeof block.value === 'string' ? block.value : '';
}

function nameValue(name: RelativeDistinguishedNames, type: string): string {
  const found = name.typesAndValues.find((attribute) => attribute.type === type);
  return found === undefined ? '' : valueText(found.value);
}

function displayName(name: RelativeDistinguishedNames): string {
  return (
    nameValue(name, OID.commonName) || nameValue(name, OID.organisation) || nameValue(name, OID.organisationalUnit)
  );
}

function keyAlgorithm(key: X509Certificate['publicKey']): string {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') return `RSA-${details?.modulusLength ?? 0}`;
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'P-256';
  return 'unknown';
}

function keyAlgorithmOf(der: Uint8Array): string {
  try {
    return keyAlgorithm(new X509Certificate(der).publicKey);
  } catch {
    // Curves that the runtime does not know (SM2 among them) make it refuse the key.
    return 'unknown';
  }
}

/** The parts of a certificate that a user recognises it by. */
export function summarise(certificate: Certificate): CertificateSummary {
  const der = certificateDer(certificate);
  const commonName = nameValue(certificate.subject, OID.commonName);
  const organisation = nameValue(certificate.subject, OID.organisation);
  return {
    commonName,
    organisation,
    issuer: displayName(certificate.issuer),
    serial: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    notBefore: certificate.notBefore.value.toISOString(),
    notAfter: certificate.notAfter.value.toISOString(),
    keyAlgorithm: keyAlgorithmOf(der),
    sha256: createHash('sha256').update(der).digest('hex'),
    selfSigned: certificate.subject.isEqual(certificate.issuer),
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
    extended: extended instanceof ExtKeyUsage ? extended.keyPurposes : null,
    signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
  };
}

function keyUsageByte(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('valueBlock' in value)) return null;
  const block = value.valueBlock;
  if (typeof block !== 'object' || block === null || !('valueHexView' in block)) return null;
  return block.valueHexView instanceof Uint8Array ? (block.valueHexView[0] ?? 0) : null;
}
