import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { CertificateInfo } from '#shared/host/notice-records.ts';
import type { CertificateChoice } from '#shared/host/notice-records.ts';
import type { CertificateKeeping } from '#shared/host/vault-records.ts';
import { Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { About } from './secret-record.ts';
import type { Vault } from './vault.ts';
import { parseJson } from '#electron/services/disk/read.ts';

const NAME = 'signing-certificate';
const Secret = v.strictObject({
  p12: v.pipe(v.string(), v.base64()),
  password: v.string(),
  certificate: v.optional(Sha256),
});

/** What is needed to sign: the certificate file and its password. Stays within the host. */
export interface SigningSecret {
  readonly p12: Uint8Array;
  readonly password: string;
  /** Fingerprint of the certificate to sign with, where the file holds several. */
  readonly certificate?: Sha256 | undefined;
}

/**
 * Keeps a certificate file that `inspect` could open; its failures are passed on and nothing is kept. Of several certificates
 * one must be named (`signature.several-certificates`).
 */
export async function keepCertificate(
  vault: Vault,
  { p12, password, certificate }: SigningSecret,
  inspect: () => Promise<Result<CertificateChoice, ErrorCode>>,
  consent: boolean,
): Promise<Result<CertificateKeeping, ErrorCode>> {
  const inspected = await inspect();
  if (!inspected.ok) return inspected;
  const { certificates } = inspected.value;
  const named = certificates.filter(({ fingerprint }) => certificate === undefined || fingerprint === certificate);
  const [about, ...others] = named;
  if (about === undefined || others.length > 0) {
    const choices = certificates.map(({ name, issuer }) => `${name}（${issuer}）`).join('；');
    return err('signature.several-certificates', { count: certificates.length, choices });
  }
  const secret = JSON.stringify({ p12: Buffer.from(p12).toString('base64'), password, certificate });
  const kept = await vault.keep(NAME, secret, written(about), consent);
  return kept.ok ? ok(await certificateKeeping(vault)) : kept;
}

/** A description without its empty places, as a record of text holds it. */
function written(certificate: CertificateInfo): About {
  return Object.fromEntries(
    Object.entries(certificate).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** Which certificate is kept, and how well. */
export async function certificateKeeping(vault: Vault): Promise<CertificateKeeping> {
  const [today, found] = [await vault.level(), await vault.find(NAME)];
  const about = v.safeParse(CertificateInfo, found?.about);
  if (found === null || !about.success) return { level: today, kept: null };
  const { level, keptAt, usable } = found;
  return { level: today, kept: { certificate: about.output, level, keptAt, usable } };
}

/** The kept certificate for one signature (`secret.not-kept`, `secret.unreadable`). */
export async function takeCertificate(vault: Vault): Promise<Result<SigningSecret, ErrorCode>> {
  const taken = await vault.take(NAME);
  if (!taken.ok) return taken;
  const parsed = v.safeParse(Secret, parseJson(taken.value));
  if (!parsed.success) return err('secret.unreadable');
  const { p12, ...rest } = parsed.output;
  return ok({ ...rest, p12: new Uint8Array(Buffer.from(p12, 'base64')) });
}

/** Forgets it for good (`secret.write-failed`). */
export async function forgetCertificate(vault: Vault): Promise<Result<CertificateKeeping, ErrorCode>> {
  const forgotten = await vault.forget(NAME);
  return forgotten.ok ? ok(await certificateKeeping(vault)) : forgotten;
}
