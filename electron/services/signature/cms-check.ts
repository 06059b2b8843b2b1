import { createHash, verify, X509Certificate } from 'node:crypto';
import { type AsnType, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  type AlgorithmIdentifier,
  type Attribute,
  Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  type RelativeDistinguishedNames,
  SignedData,
  type SignerInfo,
} from 'pkijs';
import type { CertificateSummary, SignatureFault } from '#shared/publication/signature-report.ts';
import { certificateDer, summarise } from './certificate.ts';
import { isChain } from './chain.ts';
import { ATTRIBUTE, ID_DATA } from './cms.ts';
import { derLength } from './strict-der.ts';

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
  return bits === undefined ? keyAlgorithm.startsWith('P-') : Number(bits) >= MIN_RSA_BITS;
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

interface Certificates {
  readonly own: Certificate;
  readonly others: readonly Certificate[];
}

/** Byte for byte: pkijs's own comparison forgives other string types and letter case. */
const sameName = (a: RelativeDistinguishedNames, b: RelativeDistinguishedNames): boolean =>
  Buffer.from(a.valueBeforeDecode).equals(Buffer.from(b.valueBeforeDecode));

/** The signer's certificate and the rest; null when it is missing or anything but X.509 certificates is among them. */
function findCertificates(signed: SignedData, signer: SignerInfo): Certificates | null {
  const id: unknown = signer.sid;
  const all = signed.certificates ?? [];
  const certificates = all.filter((item) => item instanceof Certificate);
  if (!(id instanceof IssuerAndSerialNumber) || certificates.length !== all.length) return null;
  const own = certificates.find(
    (item) => sameName(item.issuer, id.issuer) && item.serialNumber.isEqual(id.serialNumber),
  );
  return own === undefined ? null : { own, others: certificates.filter((item) => item !== own) };
}

/**
 * The parts of a CMS that no signature covers must at least say what the signed parts say: otherwise they could be changed
 * unnoticed, and readers that believe them would differ from readers that do not.
 */
function isConsistent(signed: SignedData, signer: SignerInfo): boolean {
  const [listed, ...more] = signed.digestAlgorithms;
  const plain = (algorithm: AlgorithmIdentifier | undefined): boolean =>
    algorithm !== undefined &&
    (algorithm.algorithmParams === undefined || algorithm.algorithmParams instanceof Null) &&
    algorithm.algorithmId === signer.digestAlgorithm.algorithmId;
  return (
    signed.version === 1 && signer.version === 1 && more.length === 0 && plain(listed) && plain(signer.digestAlgorithm)
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
  const certificates = findCertificates(signed, signer);
  if (certificates === null) return { faults: [...faults, 'certificate-missing'], certificate: null };
  const der = certificateDer(certificates.own);
  const summary = summarise(certificates.own);
  if (!strongEnough(summary.keyAlgorithm) || !isConsistent(signed, signer)) faults.push('algorithm');
  if (!isChain(der, certificates.others.map(certificateDer))) faults.push('certificate-chain');
  faults.push(...attributeFaults(signer, covered, der));
  return { faults: [...new Set(faults)], certificate: summary };
}

/**
 * Checks the contents of a signature field against the bytes it covers. `contents` is the whole hole: behind the signature only
 * zero bytes may follow. Trust in the certificate is not judged here.
 */
export function checkCms(contents: Uint8Array, covered: Uint8Array): CmsCheck {
  const unreadable: CmsCheck = { faults: ['cms-unreadable'], certificate: null };
  try {
    const bytes = new Uint8Array(contents);
    const length = derLength(bytes);
    if (length === null) return unreadable;
    const info = ContentInfo.fromBER(bytes.subarray(0, length));
    if (info.contentType !== ContentInfo.SIGNED_DATA) return unreadable;
    const check = checkSignedData(new SignedData({ schema: info.content }), covered);
    const padded = bytes.subarray(length).every((byte) => byte === 0);
    return padded ? check : { ...check, faults: [...check.faults, 'cms-padding'] };
  } catch {
    // pkijs and asn1js throw on malformed input, in many shapes.
    return unreadable;
  }
}
