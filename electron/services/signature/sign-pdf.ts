import { PDFArray, type PDFDict, type PDFDocument, PDFInvalidObject, PDFName } from '@cantoo/pdf-lib';
import { err, ok, type Result } from '#shared/result.ts';
import { codePointName } from '#shared/text/visible.ts';
import { coveredBytes } from '#shared/verify/covered-bytes.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import { isSigned, listFields } from '#shared/verify/pdf-form.ts';
import { checkValidity, type UnsuitableError } from '#shared/verify/suitability.ts';
import { type AppearanceFonts, drawAppearance, missingCharacters } from './appearance.ts';
import { blockText, type SignerWords } from './block-text.ts';
import { signDetached } from './cms.ts';
import { type DocumentError, loadForUpdate } from './load-for-update.ts';
import type { SigningIdentity } from './open-p12.ts';
import { blankSignature, fillByteRange, fillContents, type SignatureClaims } from './placeholder.ts';
import { markRevision } from './revision-marks.ts';
import { addField, appearanceStream, type FieldError, fieldName, type Rect, saveAppended } from './signature-fields.ts';

export interface SignRequest {
  readonly identity: SigningIdentity;
  /** An empty field of this name is filled; without one it is created at `page` and `rect` (see `SignatureField`). */
  readonly field: string;
  readonly page?: number;
  readonly rect?: Rect;
  readonly signer: SignerWords;
  readonly location?: string;
  readonly at: Date;
  readonly fonts: AppearanceFonts;
}

export type SignError =
  | DocumentError
  | FieldError
  | UnsuitableError
  | 'signature.document-broken'
  | 'signature.field-taken'
  | 'signature.name-unprintable';

function findOrAddField(document: PDFDocument, request: SignRequest): Result<PDFDict, SignError> {
  const existing = listFields(document).find((field) => field.name === fieldName(request.field));
  if (existing !== undefined) {
    return isSigned(existing) ? err('signature.field-taken', { field: request.field }) : ok(existing.dict);
  }
  const { page, rect } = request;
  return addField(document, {
    name: request.field,
    ...(page === undefined ? {} : { page }),
    ...(rect === undefined ? {} : { rect }),
  });
}

function sizeOf(widget: PDFDict): { readonly width: number; readonly height: number } | null {
  const rect = widget.lookup(PDFName.of('Rect'));
  if (!(rect instanceof PDFArray) || rect.size() !== 4) return null;
  const size = rect.asRectangle();
  return size.width >= 1 && size.height >= 1 ? { width: size.width, height: size.height } : null;
}

const claims = (request: SignRequest): SignatureClaims => ({
  name: request.signer.name,
  reason: request.signer.role,
  location: request.location ?? null,
  at: request.at,
});

/** Puts the still blank signature and its visible block into the field. */
function placeBlank(document: PDFDocument, request: SignRequest): Result<null, SignError> {
  const { identity, signer, at, fonts } = request;
  const field = findOrAddField(document, request);
  if (!field.ok) return field;
  const size = sizeOf(field.value);
  if (size === null) return err('signature.rectangle-invalid', { field: request.field });
  const drawing = drawAppearance(fonts, blockText(identity.summary, signer, at), size.width, size.height);
  if (drawing === null) return err('signature.rectangle-invalid', { field: request.field });
  const appearance = appearanceStream(document, size.width, size.height, drawing);
  const signature = document.context.register(
    PDFInvalidObject.of(blankSignature(claims(request), identity.signatureSize)),
  );
  field.value.set(PDFName.of('V'), signature);
  field.value.set(PDFName.of('AP'), document.context.obj({ N: appearance }));
  return ok(null);
}

/** Signing on top of a signature that does not hold would lend it credit. */
async function checkBefore(pdf: Uint8Array, request: SignRequest): Promise<Result<null, SignError>> {
  const { identity, signer, at, fonts } = request;
  const missing = missingCharacters(fonts, blockText(identity.summary, signer, at));
  if (missing.length > 0)
    return err('signature.name-unprintable', { characters: missing.map(codePointName).join('、') });
  const valid = checkValidity(identity.summary, at);
  if (!valid.ok) return valid;
  const report = await inspectSignatures(pdf);
  if (!report.ok) return report;
  const sound = report.value.verdict === 'unsigned' || report.value.verdict === 'intact';
  return sound ? ok(null) : err('signature.document-broken');
}

async function fill(saved: Uint8Array, appendedFrom: number, identity: SigningIdentity): Promise<Uint8Array> {
  const pdf = Buffer.from(saved);
  const hole = fillByteRange(pdf, appendedFrom);
  const signature = await signDetached(coveredBytes(pdf, hole), identity);
  if (signature.length > identity.signatureSize) throw new Error('a signature longer than its like');
  fillContents(pdf, hole, signature);
  const report = await inspectSignatures(pdf);
  if (!report.ok || report.value.verdict !== 'intact') throw new Error('the new signature does not verify');
  return new Uint8Array(pdf);
}

/**
 * Signs a PDF: appends one PAdES B-B approval signature with a visible block, leaves every earlier byte as it was, and returns
 * the new file only after checking it with `inspectSignatures`. Works in memory; writes nothing.
 */
export async function signPdf(pdf: Uint8Array, request: SignRequest): Promise<Result<Uint8Array, SignError>> {
  const checked = await checkBefore(pdf, request);
  if (!checked.ok) return checked;
  const loaded = await loadForUpdate(pdf);
  if (!loaded.ok) return loaded;
  const placed = placeBlank(loaded.value, request);
  if (!placed.ok) return placed;
  markRevision(loaded.value, pdf, request.at);
  return ok(await fill(await saveAppended(loaded.value), pdf.length, request.identity));
}
