import type { CertificateSummary } from '#shared/publication/signature-report.ts';

/** A private key that can sign but not be exported, with its certificate and the issuers that came along. */
export interface SigningKey {
  readonly summary: CertificateSummary;
  /** X.509 DER, the signer's own. */
  readonly certificate: Uint8Array;
  /** The issuers that the file came with, X.509 DER, from the signer's issuer upwards. */
  readonly chain: readonly Uint8Array[];
  /** A WebCrypto key; the type's name differs between Node and the browser, hence by way of the call that makes it. */
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}
