import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { CertificateInfo } from '#shared/host/records.ts';
import type { CertificateKeeping } from '#shared/host/vault-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { parseJson } from '#electron/services/journal/data-folder.ts';
import type { Vault } from './vault.ts';

const NAME = 'signing-certificate';
const Secret = v.strictObject({ p12: v.pipe(v.string(), v.base64()), password: v.string() });

/** What is needed to sign: the certificate file and its password. Stays within the host. */
export interface SigningSecret {
  readonly p12: Uint8Array;
  readonly password: string;
}

/** Keeps a certificate file that `inspect` could open; its failures are passed on and nothing is kept. */
export async function keepCertificate(
  vault: Vault,
  { p12, password }: SigningSecret,
  inspect: () => Promise<Result<CertificateInfo, ErrorCode>>,
  consent: boolean,
): Promise<Result<CertificateKeeping, ErrorCode>> {
  const certificate = await inspect();
  if (!certificate.ok) return certificate;
  const secret = JSON.stringify({ p12: Buffer.from(p12).toString('base64'), password });
  const kept = await vault.keep(NAME, secret, { ...certificate.value }, consent);
  return kept.ok ? ok(await certificateKeeping(vault)) : kept;
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
  const { p12, password } = parsed.output;
  return ok({ p12: new Uint8Array(Buffer.from(p12, 'base64')), password });
}

/** Forgets it for good (`secret.write-failed`). */
export async function forgetCertificate(vault: Vault): Promise<Result<CertificateKeeping, ErrorCode>> {
  const forgotten = await vault.forget(NAME);
  return forgotten.ok ? ok(await certificateKeeping(vault)) : forgotten;
}
