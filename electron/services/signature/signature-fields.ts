import {
  PDFArray,
  type PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { err, ok, type Result } from '#shared/result.ts';
import { isSigned, listFields } from '#shared/verify/pdf-form.ts';
import { type DocumentError, loadForUpdate } from './load-for-update.ts';

/** A rectangle on a page, in points from the page's lower left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a signature is to appear. Page 1 is the first; without `page` the last one, without `rect` its lower right. */
export interface SignatureField {
  readonly name: string;
  readonly page?: number;
  readonly rect?: Rect;
}

export type FieldError = 'signature.field-exists' | 'signature.page-not-found' | 'signature.rectangle-invalid';
export type PrepareError = DocumentError | FieldError | 'signature.fields-late';

/** Print, and locked in place: what PDF/A wants of an annotation, and what keeps the block where it was signed. */
const WIDGET_FLAGS = 4 + 128;
/** Signatures exist; the file may only be appended to. */
const SIG_FLAGS = 3;
const DEFAULT_SIZE = { width: 204, height: 78 } as const;
const DEFAULT_MARGIN = { right: 73.7, bottom: 112 } as const;

const defaultRect = (page: PDFPage): Rect => ({
  x: Math.max(0, page.getWidth() - DEFAULT_MARGIN.right - DEFAULT_SIZE.width),
  y: DEFAULT_MARGIN.bottom,
  ...DEFAULT_SIZE,
});

function fits(rect: Rect, page: PDFPage): boolean {
  const { x, y, width, height } = rect;
  const finite = [x, y, width, height].every((value) => Number.isFinite(value));
  const inside = x >= 0 && y >= 0 && x + width <= page.getWidth() && y + height <= page.getHeight();
  return finite && inside && width >= 1 && height >= 1;
}

/** A form XObject of the rectangle's size with the given content; an appearance is never absent, not even an empty one. */
export function appearanceStream(document: PDFDocument, width: number, height: number, content: string): PDFRef {
  const context = document.context;
  const stream = context.flateStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [0, 0, width, height],
    Resources: {},
  });
  return context.register(stream);
}

function addToForm(document: PDFDocument, field: PDFRef): void {
  const { catalog, context } = document;
  const key = PDFName.of('AcroForm');
  const form = catalog.AcroForm() ?? context.obj({ Fields: [] });
  if (catalog.AcroForm() === undefined) catalog.set(key, context.register(form));
  const fields = form.lookup(PDFName.of('Fields'));
  const before = fields instanceof PDFArray ? fields.asArray() : [];
  form.set(PDFName.of('Fields'), context.obj([...before, field]));
  form.set(PDFName.of('SigFlags'), context.obj(SIG_FLAGS));
}

function addToPage(document: PDFDocument, page: PDFPage, widget: PDFRef): void {
  const before = page.node.Annots()?.asArray() ?? [];
  page.node.set(PDFName.of('Annots'), document.context.obj([...before, widget]));
}

/** A field's own name must hold no full stop (ISO 32000-1, 12.7.3.2): that separates the names of fields within fields. */
export const fieldName = (name: string): string => name.replaceAll('.', '．');

/** Adds one empty signature field to an already loaded document; the caller saves it. */
export function addField(document: PDFDocument, field: SignatureField): Result<PDFDict, FieldError> {
  const own = fieldName(field.name);
  if (own === '' || listFields(document).some(({ name }) => name === own)) {
    return err('signature.field-exists', { field: field.name });
  }
  const number = field.page ?? document.getPageCount();
  const page = document.getPages()[number - 1];
  if (page === undefined) return err('signature.page-not-found', { page: number });
  const rect = field.rect ?? defaultRect(page);
  if (!fits(rect, page)) return err('signature.rectangle-invalid', { field: field.name });
  const dict = document.context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFHexString.fromText(own),
    F: WIDGET_FLAGS,
    Rect: [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height],
    P: page.ref,
    AP: { N: appearanceStream(document, rect.width, rect.height, '') },
  });
  const ref = document.context.register(dict);
  addToForm(document, ref);
  addToPage(document, page, ref);
  return ok(dict);
}

/** Appends the document's changes to its original bytes, which stay exactly as they were. */
export async function saveAppended(document: PDFDocument): Promise<Uint8Array> {
  return await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

/**
 * Creates the empty signature fields of all roles at once. It has to be done before the first signature: a field added later
 * would count as a change to what was signed. The names must be unique, the rectangles inside their pages.
 */
export async function prepareSignatureFields(
  pdf: Uint8Array,
  fields: readonly SignatureField[],
): Promise<Result<Uint8Array, PrepareError>> {
  const loaded = await loadForUpdate(pdf);
  if (!loaded.ok) return loaded;
  const document = loaded.value;
  if (listFields(document).some(isSigned)) return err('signature.fields-late');
  for (const field of fields) {
    const added = addField(document, field);
    if (!added.ok) return added;
  }
  return ok(await saveAppended(document));
}
