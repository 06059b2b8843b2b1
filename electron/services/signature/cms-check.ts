import { createHash, verify, X509Certificate } from 'node:crypto';
import { type AsnType, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { type Attribute, Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import type { CertificateSummary, SignatureFault } from '#shared/publication/signature-report.ts';
import { certificateDer, summarise } from './certificate.ts';
import { ATTRIBUTE, ID_DATA } from './cms.ts';

export interface CmsCheck {
  readonly faults: readonly SignatureFault[];
  readonly certificate: CertificateSummary | null;
}

const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Signature algorithm → the hash it implies; plain rsaEncryption leaves that to the digest algorithm. */
const SIGNATURES: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const MIN_RSA_BITS = 2048;

const digest = (hash: string, data: Uint8Array): Buffer => createHash(hash).update(data).digest();

function hashOf(signer: SignerInfo): string | null {
  const hash = HASHES[signer.digestAlgorithm.algorithmId];
  const implied = SIGNATURES[signer.signatureAlgorithm.algorithmId];
  if (hash === undefined || implied === undefined) return null;
  return implied === null || implied === hash ? hash : null;
}

const strongEnough = (keyAlgorithm: string): boolean => {
  const bits = /^RSA-(\d+)$/.exec(keyAlgorithm)?.[1];
  return bits === undefined ? keyAlgorithm === 'P-256' : Number(bits) >= MIN_RSA_BITS;
};

/** The single value of an attribute that must occur exactly once. */
function onlyValue(attributes: readonly Attribute[], type: string): AsnType | null {
  const [found, ...more] = attributes.filter((attribute) => attribute.type === type);
  const values: readonly AsnType[] = found?.values ?? [];
  const [value] = values;
  return more.length === 0 && values.length === 1 && value !== undefined ? value : null;
}

/** Whether the signing-certificate-v2 attribute names exactly this certificate, first of its list (RFC 5035). */
function namesCertificate(value: AsnType | null, der: Uint8Array): boolean {
  const list = value instanceof Sequence ? value.valueBlock.value[0] : undefined;
  const certId = list instanceof Sequence ? list.valueBlock.value[0] : undefined;
  if (!(certId instanceof Sequence)) return false;
  const [first, second] = certId.valueBlock.value;
  if (first instanceof OctetString) return digest('sha256', der).equals(first.valueBlock.valueHexView);
  const oid = first instanceof Sequence ? first.valueBlock.value[0] : undefined;
  const hash = oid instanceof ObjectIdentifier ? HASHES[oid.valueBlock.toString()] : undefined;
  return (
    hash !== undefined && second instanceof OctetString && digest(hash, der).equals(second.valueBlock.valueHexView)
  );
}

function findCertificate(signed: SignedData, signer: SignerInfo): Certificate | null {
  const id: unknown = signer.sid;
  if (!(id instanceof IssuerAndSerialNumber)) return null;
  const certificates = (signed.certificates ?? []).filter((item) => item instanceof Certificate);
  return (
    certificates.find((item) => item.issuer.isEqual(id.issuer) && item.serialNumber.isEqual(id.serialNumber)) ?? null
  );
}

function signatureHolds(signer: SignerInfo, hash: string, der: Uint8Array): boolean {
  const attributes = signer.signedAttrs;
  if (attributes === undefined) return false;
  try {
    const key = new X509Certificate(der).publicKey;
    const bytes = new Uint8Array(attributes.encodedValue);
    return verify(hash, bytes, key, new Uint8Array(signer.signature.valueBlock.valueHexView));
  } catch {
    return false;
  }
}

function attributeFaults(signer: SignerInfo, covered: Uint8Array, der: Uint8Array): SignatureFault[] {
  const faults: SignatureFault[] = [];
  const attributes = signer.signedAttrs?.attributes ?? [];
  const hash = hashOf(signer);
  if (hash === null) faults.push('algorithm');
  const contentType = onlyValue(attributes, ATTRIBUTE.contentType);
  const isData = contentType instanceof ObjectIdentifier && contentType.valueBlock.toString() === ID_DATA;
  if (!isData) faults.push('content-type');
  const stated = onlyValue(attributes, ATTRIBUTE.messageDigest);
  const matches =
    hash !== null && stated instanceof OctetString && digest(hash, covered).equals(stated.valueBlock.valueHexView);
  if (!matches) faults.push('digest');
  if (!namesCertificate(onlyValue(attributes, ATTRIBUTE.signingCertificateV2), der)) faults.push('signing-certificate');
  if (attributes.some((attribute) => attribute.type === ATTRIBUTE.signingTime)) faults.push('signing-time');
  if (hash === null || !signatureHolds(signer, hash, der)) faults.push('signature-value');
  return faults;
}

function checkSignedData(signed: SignedData, covered: Uint8Array): CmsCheck {
  const faults: SignatureFault[] = [];
  if (signed.encapContentInfo.eContent !== undefined) faults.push('embedded-content');
  if (signed.encapContentInfo.eContentType !== ID_DATA) faults.push('content-type');
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined || others.length > 0) return { faults: [...faults, 'several-signers'], certificate: null };
  const certificate = findCertificate(signed, signer);
  if (certificate === null) return { faults: [...faults, 'certificate-missing'], certificate: null };
  const summary = summarise(certificate);
  if (!strongEnough(summary.keyAlgorithm)) faults.push('algorithm');
  faults.push(...attributeFaults(signer, covered, certificateDer(certificate)));
  return { faults: [...new Set(faults)], certificate: summary };
}

/**
 * Checks the contents of a signature field against the bytes it covers. `contents` is the whole hole: behind the signature only
 * zero bytes may follow. Trust in the certificate is not judged here.
 */
export function checkCms(contents: Uint8Array, covered: Uint8Array): CmsCheck {
  const unreadable: CmsCheck = { faults: ['cms-unreadable'], certificate: null };
  try {
    const bytes = Uint8Array.from(contents);
    const parsed = fromBER(bytes);
    if (parsed.offset <= 0) return unreadable;
    const info = new ContentInfo({ schema: parsed.result });
    if (info.contentType !== ContentInfo.SIGNED_DATA) return unreadable;
    const check = checkSignedData(new SignedData({ schema: info.content }), covered);
    const padded = bytes.subarray(parsed.offset).every((byte) => byte === 0);
    return padded ? check : { ...check, faults: [...check.faults, 'cms-padding'] };
  } catch {
    // pkijs and asn1js throw on malformed input, in many shapes.
    return unreadable;
  }
}
