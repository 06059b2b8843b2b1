import * as v from 'valibot';
import { openIdentities } from '#electron/services/signature/open-p12.ts';
import type { OpenP12Error, SigningIdentity } from '#electron/services/signature/open-p12.ts';
import { makeTestCertificate } from '#electron/services/signature/test-certificate.ts';
import type { CertificateChoice, CertificateInfo } from '#shared/host/notice-records.ts';
import { Sha256 } from '#shared/ids.ts';
import { safeName } from '#shared/publication/file-names.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** Which certificates of a file can sign at this time; neither key nor password is kept. */
export async function inspectCertificate(
  p12: Uint8Array,
  password: string,
  at: Date,
): Promise<Result<CertificateChoice, OpenP12Error>> {
  const opened = await openIdentities(p12, password, at);
  return opened.ok ? ok({ certificates: opened.value.map(certificateInfo) }) : opened;
}

function certificateInfo({ summary, warnings }: SigningIdentity): CertificateInfo {
  const { organisation, issuer, serial, notBefore, notAfter, keyAlgorithm, sha256, test } = summary;
  const dates = { notBefore, notAfter };
  const known = {
    name: summary.holder,
    organisation,
    issuer,
    serial,
    ...dates,
    fingerprint: v.parse(Sha256, sha256),
    test,
  };
  return { ...known, algorithm: keyAlgorithm, warnings: [...warnings] };
}

/** A 测试证书 for trying the signature, to be saved by the user; the product keeps no copy. */
export async function testCertificateFile(
  holder: { readonly name: string; readonly organisation: string },
  now: Date,
): Promise<{ readonly fileName: string; readonly base64: string; readonly password: string }> {
  const { p12, password } = await makeTestCertificate({ ...holder, now });
  return { fileName: `测试证书-${safeName(holder.name)}.p12`, base64: Buffer.from(p12).toString('base64'), password };
}
