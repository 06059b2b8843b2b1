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
import type { CertificateSummary, SignatureFault } from '../publication/signature-report.ts';
import { digest, type HashName, sameBytes } from './bytes.ts';
import { certificateDer, summarise } from './certificate.ts';
import { isChain } from './chain.ts';
import { ATTRIBUTE, ID_DATA } from './cms-ids.ts';
import { HASHES, isSignedWith, type Scheme } from './public-key.ts';
import { derLength } from './strict-der.ts';

export interface CmsCheck {
  readonly faults: readonly SignatureFault[];
  readonly certificate: CertificateSummary | null;
}

type Kind = 'rsa' | 'ec';

/** Signature algorithm → whose keys it is for and the hash it implies; plain rsaEncryption leaves that to the digest algorithm. */
const SIGNATURES: Readonly<Record<string, readonly [Kind, HashName | null]>> = {
  '1.2.840.113549.1.1.1': ['rsa', null],
  '1.2.840.113549.1.1.11': ['rsa', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['rsa', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['rsa', 'SHA-512'],
  '1.2.840.10045.4.3.2': ['ec', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['ec', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['ec', 'SHA-512'],
};
const MIN_RSA_BITS = 2048;

/** A digest algorithm that is still safe. */
function strongHash(oid: string): HashName | null {
  const hash = HASHES[oid];
  return hash === undefined || hash === 'SHA-1' ? null : hash;
}

function schemeOf(signer: SignerInfo): (Scheme & { readonly kind: Kind }) | null {
  const hash = strongHash(signer.digestAlgorithm.algorithmId);
  const [kind, implied] = SIGNATURES[signer.signatureAlgorithm.algorithmId] ?? [];
  if (hash === null || kind === undefined) return null;
  return implied === null || implied === hash ? { kind, hash } : null;
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

const isOctets = (value: AsnType | undefined, bytes: Uint8Array): boolean =>
  value instanceof OctetString && sameBytes(value.valueBlock.valueHexView, bytes);

/** Whether the signing-certificate-v2 attribute names exactly this certificate, first of its list (RFC 5035). */
async function namesCertificate(value: AsnType | null, der: Uint8Array): Promise<boolean> {
  const list = value instanceof Sequence ? value.valueBlock.value[0] : undefined;
  const certId = list instanceof Sequence ? list.valueBlock.value[0] : undefined;
  if (!(certId instanceof Sequence)) return false;
  const [first, second] = certId.valueBlock.value;
  if (first instanceof OctetString) return isOctets(first, await digest('SHA-256', der));
  const oid = first instanceof Sequence ? first.valueBlock.value[0] : undefined;
  const hash = oid instanceof ObjectIdentifier ? strongHash(oid.valueBlock.toString()) : null;
  return hash !== null && isOctets(second, await digest(hash, der));
}

interface Certificates {
  readonly own: Certificate;
  readonly others: readonly Certificate[];
}

/** Byte for byte: pkijs's own comparison forgives other string types and letter case. */
const sameName = (a: RelativeDistinguishedNames, b: RelativeDistinguishedNames): boolean =>
  sameBytes(new Uint8Array(a.valueBeforeDecode), new Uint8Array(b.valueBeforeDecode));

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

async function signatureHolds(signer: SignerInfo, scheme: Scheme, own: Certificate): Promise<boolean> {
  const attributes = signer.signedAttrs;
  if (attributes === undefined) return false;
  const signature = signer.signature.valueBlock.valueHexView;
  return isSignedWith(own.subjectPublicKeyInfo, scheme, new Uint8Array(attributes.encodedValue), signature);
}

async function attributeFaults(signer: SignerInfo, covered: Uint8Array, own: Certificate): Promise<SignatureFault[]> {
  const faults: SignatureFault[] = [];
  const attributes = signer.signedAttrs?.attributes ?? [];
  const scheme = schemeOf(signer);
  if (scheme === null) faults.push('algorithm');
  const contentType = onlyValue(attributes, ATTRIBUTE.contentType);
  const isData = contentType instanceof ObjectIdentifier && contentType.valueBlock.toString() === ID_DATA;
  if (!isData) faults.push('content-type');
  const stated = onlyValue(attributes, ATTRIBUTE.messageDigest) ?? undefined;
  const matches = scheme !== null && isOctets(stated, await digest(scheme.hash, covered));
  if (!matches) faults.push('digest');
  const named = onlyValue(attributes, ATTRIBUTE.signingCertificateV2);
  if (!(await namesCertificate(named, certificateDer(own)))) faults.push('signing-certificate');
  if (attributes.some((attribute) => attribute.type === ATTRIBUTE.signingTime)) faults.push('signing-time');
  if (scheme === null || !(await signatureHolds(signer, scheme, own))) faults.push('signature-value');
  return faults;
}

async function checkSignedData(signed: SignedData, covered: Uint8Array): Promise<CmsCheck> {
  const faults: SignatureFault[] = [];
  if (signed.encapContentInfo.eContent !== undefined) faults.push('embedded-content');
  if (signed.encapContentInfo.eContentType !== ID_DATA) faults.push('content-type');
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined || others.length > 0) return { faults: [...faults, 'several-signers'], certificate: null };
  const certificates = findCertificates(signed, signer);
  if (certificates === null) return { faults: [...faults, 'certificate-missing'], certificate: null };
  const { own } = certificates;
  const summary = await summarise(own);
  if (!strongEnough(summary.keyAlgorithm) || !isConsistent(signed, signer)) faults.push('algorithm');
  if (!(await isChain(certificateDer(own), certificates.others.map(certificateDer)))) faults.push('certificate-chain');
  faults.push(...(await attributeFaults(signer, covered, own)));
  return { faults: [...new Set(faults)], certificate: summary };
}

/**
 * Checks the contents of a signature field against the bytes it covers. `contents` is the whole hole: behind the signature only
 * zero bytes may follow. Trust in the certificate is not judged here.
 */
export async function checkCms(contents: Uint8Array, covered: Uint8Array): Promise<CmsCheck> {
  const unreadable: CmsCheck = { faults: ['cms-unreadable'], certificate: null };
  try {
    const bytes = new Uint8Array(contents);
    const length = derLength(bytes);
    if (length === null) return unreadable;
    const info = ContentInfo.fromBER(bytes.subarray(0, length));
    if (info.contentType !== ContentInfo.SIGNED_DATA) return unreadable;
    const check = await checkSignedData(new SignedData({ schema: info.content }), covered);
    const padded = bytes.subarray(length).every((byte) => byte === 0);
    return padded ? check : { ...check, faults: [...check.faults, 'cms-padding'] };
  } catch {
    // pkijs and asn1js throw on malformed input, in many shapes.
    return unreadable;
  }
}
