import type { AppearanceFonts } from '#electron/services/signature/appearance.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import type { SigningIdentity } from '#electron/services/signature/open-p12.ts';
import { signPdf } from '#electron/services/signature/sign-pdf.ts';
import type { SignError } from '#electron/services/signature/sign-pdf.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { SignatureInspection } from '#shared/publication/signature-report.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { fontBytes } from './fonts.ts';
import type { RenderedNotice } from './rendered-notice.ts';

export interface Signer {
  readonly role: string;
  readonly name: string;
  readonly identity: SigningIdentity;
}

export interface SignedNotice {
  readonly pdf: Uint8Array;
  readonly signatures: Notice['signatures'];
}

const blockFonts = (): AppearanceFonts => ({ regular: fontBytes('sans'), bold: fontBytes('sansBold') });

/**
 * Signs a rendered notice in its place for a person's signature, and checks the result with the product's own verifier:
 * what does not verify is refused (`publication.failed`). Works in memory.
 */
export async function signNotice(
  notice: RenderedNotice,
  signer: Signer,
  at: Date,
): Promise<Result<SignedNotice, SignError | 'publication.failed'>> {
  const box = notice.signatureBoxes.find(({ use }) => use === 'person');
  if (box === undefined) throw new Error('the notice has no place for a signature');
  const { page, x, y, width, height } = box;
  const signed = await signPdf(notice.pdf, {
    identity: signer.identity,
    field: signer.role,
    page,
    rect: { x, y, width, height },
    signer: { name: signer.name, role: signer.role },
    at,
    fonts: blockFonts(),
  });
  if (!signed.ok) return signed;
  const report = await inspectSignatures(signed.value);
  if (!report.ok || report.value.verdict !== 'intact') return err('publication.failed', { reason: '签名校验未通过' });
  return ok({
    pdf: signed.value,
    signatures: report.value.signatures.map((found) => signatureInfo(found, signer.identity)),
  });
}

function signatureInfo(found: SignatureInspection, identity: SigningIdentity): Notice['signatures'][number] {
  return {
    role: found.role,
    name: found.signer,
    at: found.claimedAt ?? '',
    holder: found.certificate?.holder ?? '',
    issuer: found.certificate?.issuer ?? '',
    warnings: found.certificate?.sha256 === identity.summary.sha256 ? [...identity.warnings] : [],
    test: found.certificate?.test ?? false,
    valid: found.faults.length === 0,
    coversWholeFile: found.coversWholeFile,
  };
}
