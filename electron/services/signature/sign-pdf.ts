import { PDFArray, type PDFDict, type PDFDocument, PDFInvalidObject, PDFName } from '@cantoo/pdf-lib';
import { err, ok, type Result } from '#shared/result.ts';
import { type AppearanceFonts, type AppearanceText, drawAppearance, missingCharacters } from './appearance.ts';
import { signDetached } from './cms.ts';
import { inspectSignatures } from './inspect-signatures.ts';
import type { SigningIdentity } from './open-p12.ts';
import { type DocumentError, isSigned, listFields, loadForUpdate } from './pdf-form.ts';
import { displayTime } from './pdf-values.ts';
import { blankSignature, coveredBytes, fillByteRange, fillContents, type SignatureClaims } from './placeholder.ts';
import { addField, appearanceStream, type FieldError, type Rect, saveAppended } from './signature-fields.ts';
import { checkValidity, type UnsuitableError } from './suitability.ts';

export interface SignRequest {
  readonly identity: SigningIdentity;
  /** An empty field of this name is filled; without one it is created at `page` and `rect` (see `SignatureField`). */
  readonly field: string;
  readonly page?: number;
  readonly rect?: Rect;
  readonly signer: { readonly name: string; readonly role: string };
  readonly reason?: string;
  readonly location?: string;
  readonly at: Date;
  readonly fonts: AppearanceFonts;
  /** Bytes kept for the signature; 12,000 unless told otherwise. */
  readonly reserve?: number;
}

export type SignError =
  | DocumentError
  | FieldError
  | UnsuitableError
  | 'publication.unprintable'
  | 'signature.document-broken'
  | 'signature.field-taken'
  | 'signature.reserve-too-small';

const RESERVE = 12_000;

function findOrAddField(document: PDFDocument, request: SignRequest): Result<PDFDict, SignError> {
  const existing = listFields(document).find((field) => field.name === request.field);
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

function appearanceText(request: SignRequest): AppearanceText {
  const { summary } = request.identity;
  const { role, name } = request.signer;
  return {
    role,
    name,
    time: displayTime(request.at),
    issuer: summary.issuer,
    serial: summary.serial,
    test: summary.test,
  };
}

const claims = (request: SignRequest): SignatureClaims => ({
  name: request.signer.name,
  reason: request.reason === undefined ? request.signer.role : `${request.signer.role}：${request.reason}`,
  location: request.location ?? null,
  at: request.at,
});

/** Puts the still blank signature and its visible block into the field. */
function placeBlank(document: PDFDocument, request: SignRequest, reserve: number): Result<null, SignError> {
  const field = findOrAddField(document, request);
  if (!field.ok) return field;
  const size = sizeOf(field.value);
  if (size === null) return err('signature.rectangle-invalid', { field: request.field });
  const drawing = drawAppearance(request.fonts, appearanceText(request), size.width, size.height);
  const appearance = appearanceStream(document, size.width, size.height, drawing);
  const signature = document.context.register(PDFInvalidObject.of(blankSignature(claims(request), reserve)));
  field.value.set(PDFName.of('V'), signature);
  field.value.set(PDFName.of('AP'), document.context.obj({ N: appearance }));
  return ok(null);
}

/** Signing on top of a signature that does not hold would lend it credit. */
async function checkBefore(pdf: Uint8Array, request: SignRequest): Promise<Result<null, SignError>> {
  const missing = missingCharacters(request.fonts, appearanceText(request));
  if (missing.length > 0) return err('publication.unprintable', { characters: missing.join('') });
  const valid = checkValidity(request.identity.summary, request.at);
  if (!valid.ok) return valid;
  const report = await inspectSignatures(pdf);
  if (!report.ok) return report;
  const sound = report.value.verdict === 'unsigned' || report.value.verdict === 'intact';
  return sound ? ok(null) : err('signature.document-broken');
}

async function fill(
  saved: Uint8Array,
  appendedFrom: number,
  identity: SigningIdentity,
  reserve: number,
): Promise<Result<Uint8Array, SignError>> {
  const pdf = Buffer.from(saved);
  const hole = fillByteRange(pdf, appendedFrom);
  const signature = await signDetached(coveredBytes(pdf, hole), identity);
  if (signature.length > reserve)
    return err('signature.reserve-too-small', { needed: signature.length, reserved: reserve });
  fillContents(pdf, hole, signature);
  const report = await inspectSignatures(pdf);
  if (!report.ok || report.value.verdict !== 'intact') throw new Error('the new signature does not verify');
  return ok(new Uint8Array(pdf));
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
  const reserve = request.reserve ?? RESERVE;
  const placed = placeBlank(loaded.value, request, reserve);
  if (!placed.ok) return placed;
  return await fill(await saveAppended(loaded.value), pdf.length, request.identity, reserve);
}
