import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { err, ok, type Result } from '#shared/result.ts';

export type DocumentError =
  'signature.document-unreadable' | 'signature.document-encrypted' | 'signature.document-foreign';

/** A field of a form with its full name and its type (`Sig`, `Tx`, …). */
export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly dict: PDFDict;
}

const MAX_DEPTH = 8;

/** The text of a PDF string object, or null for anything else. */
export function textOf(value: unknown): string | null {
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : null;
}

/** The plain name of a PDF name object, or null for anything else. */
export function nameOf(value: unknown): string | null {
  return value instanceof PDFName ? value.decodeText() : null;
}

const get = (dict: PDFDict, key: string): unknown => dict.lookup(PDFName.of(key));

function hasNamed(kids: PDFArray): boolean {
  return kids.asArray().some((_, index) => {
    const kid = kids.lookup(index);
    return kid instanceof PDFDict && get(kid, 'T') !== undefined;
  });
}

function walk(fields: PDFArray, prefix: string, inherited: string, depth: number): FormField[] {
  if (depth > MAX_DEPTH) return [];
  return fields.asArray().flatMap((_, index): FormField[] => {
    const dict = fields.lookup(index);
    if (!(dict instanceof PDFDict)) return [];
    const partial = textOf(get(dict, 'T')) ?? '';
    const name = prefix === '' ? partial : `${prefix}.${partial}`;
    const type = nameOf(get(dict, 'FT')) ?? inherited;
    const kids = get(dict, 'Kids');
    // Kids without a name of their own are the field's widgets, not fields.
    return kids instanceof PDFArray && hasNamed(kids) ? walk(kids, name, type, depth + 1) : [{ name, type, dict }];
  });
}

/** Every end field of the document's form, in the form's order. */
export function listFields(document: PDFDocument): readonly FormField[] {
  const form = document.catalog.AcroForm();
  const fields = form === undefined ? undefined : get(form, 'Fields');
  return fields instanceof PDFArray ? walk(fields, '', '', 0) : [];
}

/** Whether a signature field already holds a signature. */
export function isSigned(field: FormField): boolean {
  return get(field.dict, 'V') !== undefined;
}

/**
 * Content that can make a signed page look different later (layers, scripts, input fields) has no place in a file to be signed:
 * the published "shadow attacks" all plant it before the signature. Returns its name, or null.
 */
function foreignContent(document: PDFDocument): string | null {
  const catalog = document.catalog;
  const names = get(catalog, 'Names');
  if (names instanceof PDFDict && get(names, 'JavaScript') !== undefined) return 'JavaScript';
  if (get(catalog, 'AA') !== undefined || get(catalog, 'OpenAction') instanceof PDFDict) return '自动动作';
  if (get(catalog, 'OCProperties') !== undefined) return '图层';
  const form = catalog.AcroForm();
  if (form !== undefined && get(form, 'XFA') !== undefined) return 'XFA 表单';
  return listFields(document).some((field) => field.type !== 'Sig') ? '表单' : null;
}

/** Loads a PDF for appending to it; refuses what is not a PDF, is encrypted, or could change its looks after signing. */
export async function loadForUpdate(pdf: Uint8Array): Promise<Result<PDFDocument, DocumentError>> {
  try {
    const document = await PDFDocument.load(new Uint8Array(pdf), {
      forIncrementalUpdate: true,
      updateMetadata: false,
      throwOnInvalidObject: true,
    });
    if (document.getPageCount() === 0) return err('signature.document-unreadable');
    const content = foreignContent(document);
    return content === null ? ok(document) : err('signature.document-foreign', { content });
  } catch (error) {
    return err(error instanceof EncryptedPDFError ? 'signature.document-encrypted' : 'signature.document-unreadable');
  }
}
