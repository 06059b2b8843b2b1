/** What a certificate says about its holder, as shown to the user before and after signing. */
export interface CertificateSummary {
  /** Under which name people know the holder: the common name, else the office, else a person's; empty where there is none. */
  readonly holder: string;
  /** Common name and organisation of the holder; empty where the certificate has none. */
  readonly commonName: string;
  readonly organisation: string;
  readonly issuer: string;
  /** Serial number, lower-case hex. */
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** e.g. `RSA-3072`, `P-384`; `unknown` for anything the product does not sign with. */
  readonly keyAlgorithm: string;
  readonly sha256: string;
  readonly selfSigned: boolean;
  /** Carries the words 测试证书 in its name: for trial only. */
  readonly test: boolean;
}

/** What a signer should know of a certificate although signing is allowed; the wording is in `shared/text/certificate-text.ts`. */
export const CERTIFICATE_WARNINGS = [
  'self-signed',
  'non-repudiation-missing',
  'key-until-2029',
  'expires-soon',
] as const;
export type CertificateWarning = (typeof CERTIFICATE_WARNINGS)[number];

/** What can be wrong with one signature. No screen and no command names them yet: a signature is `valid` or it is not. */
export const SIGNATURE_FAULTS = [
  'dictionary',
  'byte-range',
  'not-a-revision-end',
  'duplicate-field',
  'cms-unreadable',
  'cms-padding',
  'several-signers',
  'embedded-content',
  'algorithm',
  'certificate-chain',
  'certificate-missing',
  'content-type',
  'digest',
  'signature-value',
  'signing-certificate',
  'signing-time',
  'certificate-not-valid-then',
] as const;
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number];

/** One signature as found in a PDF, in the order of signing. */
export interface SignatureInspection {
  readonly field: string;
  readonly signer: string;
  /** What the signer acted as: the stated reason, else the field's name. */
  readonly role: string;
  /** The time the signer claims (ISO 8601, UTC), or null; no timestamp authority vouches for it. */
  readonly claimedAt: string | null;
  readonly certificate: CertificateSummary | null;
  /** Empty when the signed bytes are unchanged and the signature is well-formed. */
  readonly faults: readonly SignatureFault[];
  /** Whether it covers the file to its last byte; false for all but the last signature. */
  readonly coversWholeFile: boolean;
}

/**
 * The outcome of checking every signature in a PDF. `intact`: all without fault, the last one covering the whole file;
 * `changed-after`: signatures without fault, but bytes follow the last one; `broken`: at least one fault or hidden signature.
 * None of it says whether a certificate is trusted: that takes a list of trusted issuers.
 */
export interface SignatureReport {
  readonly verdict: 'unsigned' | 'intact' | 'changed-after' | 'broken';
  readonly signatures: readonly SignatureInspection[];
  readonly unsignedFields: readonly string[];
  /** Signatures in the file that its form no longer leads to. */
  readonly hiddenSignatures: number;
}
