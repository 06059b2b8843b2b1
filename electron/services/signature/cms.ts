import { createHash } from 'node:crypto';
import { type AsnType, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { parseCertificate } from '#shared/verify/certificate.ts';
import { ATTRIBUTE, ID_DATA } from '#shared/verify/cms-ids.ts';
import type { SigningKey } from './signing-key.ts';

/** A hash as strong as the curve; RSA keys of every length take SHA-256. */
const HASH: Readonly<Record<string, readonly [name: string, webCrypto: string]>> = {
  'P-384': ['sha384', 'SHA-384'],
  'P-521': ['sha512', 'SHA-512'],
};
const USUAL = ['sha256', 'SHA-256'] as const;

const digest = (hash: string, data: Uint8Array): ArrayBuffer =>
  Uint8Array.from(createHash(hash).update(data).digest()).buffer;

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default algorithm and therefore left out (DER). */
function signingCertificate(certificate: Uint8Array): Sequence {
  const certId = new Sequence({ value: [new OctetString({ valueHex: digest('sha256', certificate) })] });
  return new Sequence({ value: [new Sequence({ value: [certId] })] });
}

/** In the order that DER wants of a SET OF, because the signature is made over exactly this encoding. */
function signedAttributes(stated: ArrayBuffer, certificate: Uint8Array): Attribute[] {
  const attribute = (type: string, value: AsnType): Attribute => new Attribute({ type, values: [value] });
  const attributes = [
    attribute(ATTRIBUTE.contentType, new ObjectIdentifier({ value: ID_DATA })),
    attribute(ATTRIBUTE.messageDigest, new OctetString({ valueHex: stated })),
    attribute(ATTRIBUTE.signingCertificateV2, signingCertificate(certificate)),
  ];
  const encoded = (item: Attribute): Buffer => Buffer.from(item.toSchema().toBER());
  return attributes.toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

/**
 * A detached CMS signature over `covered` as PAdES B-B wants it: SHA-256 or stronger, one signer, its certificate and chain included,
 * content-type, message-digest and signing-certificate-v2 signed; no signing-time, for the claimed time is the PDF's `/M`.
 */
export async function signDetached(covered: Uint8Array, identity: SigningKey): Promise<Uint8Array> {
  const [hash, algorithm] = HASH[identity.summary.keyAlgorithm] ?? USUAL;
  const certificate = parseCertificate(identity.certificate);
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({
      type: 0,
      attributes: signedAttributes(digest(hash, covered), identity.certificate),
    }),
  });
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ID_DATA }),
    certificates: [certificate, ...identity.chain.map(parseCertificate)],
    signerInfos: [signer],
  });
  await signed.sign(identity.key, 0, algorithm);
  const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER());
}
