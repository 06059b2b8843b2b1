import { openP12 } from '#electron/services/signature/open-p12.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import { NOTICE_PHASES } from '#shared/publication/notice-phases.ts';
import { isAhead } from '#shared/publication/notice-date.ts';
import { err } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { aheadText } from '#shared/text/date-doubt-text.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { NoticeStore } from './notice-store.ts';
import type { NoticeControl, NoticeRenderer } from './render-notice.ts';
import { signNotice } from './sign-notice.ts';

/** What publishing works with: a renderer and the place for the files. */
export interface PublishTools {
  readonly renderer: NoticeRenderer;
  readonly store: NoticeStore;
  /** Files of notices that the journal names: they stay whatever comes after them. */
  readonly named?: ReadonlySet<Sha256>;
}

type Answer = Promise<Result<Notice, ErrorCode>>;

export interface NoticeSigner {
  readonly role: string;
  readonly name: string;
  readonly p12: Uint8Array;
  readonly password: string;
  /** Fingerprint of the one to sign with, where the file holds several. */
  readonly certificate?: string | undefined;
  readonly at: Date;
}

/** Renders and stores an unsigned notice. A cancelled or failed run leaves the former notice as it was. */
export async function publishUnsigned(
  { renderer, store, named }: PublishTools,
  inspection: InspectionId,
  input: NoticeInput,
  control: NoticeControl,
): Answer {
  const rendered = await renderer.render(input, control);
  if (!rendered.ok) return rendered;
  if (control.signal.aborted) return err('publication.cancelled');
  step(control, 'store');
  const notice = { rendered: rendered.value, pdf: rendered.value.pdf, signatures: [], final: input.final };
  return await store.put(inspection, notice, named);
}

/**
 * Opens the certificate first (a wrong password costs no waiting), renders, signs, verifies, and only then stores.
 * Refuses what is not finalised (`inspection.not-finalised`) and what says it was made later than it is signed
 * (`publication.date-unsound`). Nothing is kept of key or password.
 */
export async function publishSigned(
  { renderer, store, named }: PublishTools,
  inspection: InspectionId,
  input: NoticeInput,
  signer: NoticeSigner,
  control: NoticeControl,
): Answer {
  if (!input.final) return err('inspection.not-finalised');
  if (isAhead(input, signer.at.getTime())) return err('publication.date-unsound', { doubts: aheadText(input) });
  const identity = await openP12(signer.p12, signer.password, signer.at, signer.certificate);
  if (!identity.ok) return identity;
  const { role, name } = signer;
  const words = { role, name, identity: identity.value };
  const rendered = await renderer.render(input, control);
  if (!rendered.ok) return rendered;
  step(control, 'sign');
  const signed = await signNotice(rendered.value, words, signer.at);
  if (!signed.ok) return signed;
  if (control.signal.aborted) return err('publication.cancelled');
  step(control, 'store');
  return await store.put(inspection, { rendered: rendered.value, ...signed.value, final: true }, named);
}

function step(control: NoticeControl, phase: 'sign' | 'store'): void {
  control.progress(phase, NOTICE_PHASES.indexOf(phase), NOTICE_PHASES.length);
}
