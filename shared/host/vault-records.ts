import * as v from 'valibot';
import { CertificateInfo } from './notice-records.ts';

/**
 * How well this computer can keep a secret: `os` by the system's own key store, `basic` only against a glance (the key is
 * the same on every computer), `none` not at all, so it stays in memory until the program ends.
 */
export const SecretLevel = v.picklist(['os', 'basic', 'none']);
export type SecretLevel = v.InferOutput<typeof SecretLevel>;

/** The signing certificate that is kept, without key and password: those never leave the host. */
export const KeptCertificate = v.object({
  certificate: CertificateInfo,
  /** The level it was kept at, which need not be today's. */
  level: SecretLevel,
  keptAt: v.string(),
  /** False where another edition of the program sealed it and this one has no key store to open it with. */
  usable: v.boolean(),
});
export type KeptCertificate = v.InferOutput<typeof KeptCertificate>;

export const CertificateKeeping = v.object({ level: SecretLevel, kept: v.nullable(KeptCertificate) });
export type CertificateKeeping = v.InferOutput<typeof CertificateKeeping>;
