import { behalfText } from '#shared/publication/certificate-holder.ts';
import type { CertificateSummary } from '#shared/publication/signature-report.ts';
import type { AppearanceText } from './appearance.ts';
import { displayTime } from './pdf-values.ts';

/** Who signs and as what, as the user typed it. */
export interface SignerWords {
  readonly name: string;
  readonly role: string;
}

/** What the visible block of a signature states. */
export function blockText(certificate: CertificateSummary, { name, role }: SignerWords, at: Date): AppearanceText {
  const { holder, organisation, issuer, serial, test } = certificate;
  const office = organisation === '' || organisation === holder ? '' : `（${organisation}）`;
  const behalf = behalfText(holder, name);
  return { role, name, time: `${displayTime(at)}（北京时间）`, holder: holder + office, behalf, issuer, serial, test };
}
