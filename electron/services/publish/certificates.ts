import { openP12 } from '#electron/services/signature/open-p12.ts';
import type { OpenP12Error } from '#electron/services/signature/open-p12.ts';
import { makeTestCertificate } from '#electron/services/signature/test-certificate.ts';
import type { CertificateInfo } from '#shared/host/records.ts';
import { safeName } from '#shared/publication/file-names.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** What a certificate file holds, if it can sign at this time; neither key nor password is kept. */
export async function inspectCertificate(
  p12: Uint8Array,
  password: string,
  at: Date,
): Promise<Result<CertificateInfo, OpenP12Error>> {
  const opened = await openP12(p12, password, at);
  if (!opened.ok) return opened;
  const { commonName, issuer, notBefore, notAfter, keyAlgorithm, test } = opened.value.summary;
  return ok({ name: commonName, issuer, notBefore, notAfter, algorithm: keyAlgorithm, test });
}

/** A 测试证书 for trying the signature, to be saved by the user; the product keeps no copy. */
export async function testCertificateFile(
  holder: { readonly name: string; readonly organisation: string },
  now: Date,
): Promise<{ readonly fileName: string; readonly base64: string; readonly password: string }> {
  const { p12, password } = await makeTestCertificate({ ...holder, now });
  return { fileName: `测试证书-${safeName(holder.name)}.p12`, base64: Buffer.from(p12).toString('base64'), password };
}
