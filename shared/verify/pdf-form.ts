import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';

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

/** What a dictionary says under a key, references followed. */
export const entryOf = (dict: PDFDict, key: string): unknown => dict.lookup(PDFName.of(key));

function hasNamed(kids: PDFArray): boolean {
  return kids.asArray().some((_, index) => {
    const kid = kids.lookup(index);
    return kid instanceof PDFDict && entryOf(kid, 'T') !== undefined;
  });
}

function walk(fields: PDFArray, prefix: string, inherited: string, depth: number): FormField[] {
  if (depth > MAX_DEPTH) return [];
  return fields.asArray().flatMap((_, index): FormField[] => {
    const dict = fields.lookup(index);
    if (!(dict instanceof PDFDict)) return [];
    const partial = textOf(entryOf(dict, 'T')) ?? '';
    const name = prefix === '' ? partial : `${prefix}.${partial}`;
    const type = nameOf(entryOf(dict, 'FT')) ?? inherited;
    const kids = entryOf(dict, 'Kids');
    // Kids without a name of their own are the field's widgets, not fields.
    return kids instanceof PDFArray && hasNamed(kids) ? walk(kids, name, type, depth + 1) : [{ name, type, dict }];
  });
}

/** Every end field of the document's form, in the form's order. */
export function listFields(document: PDFDocument): readonly FormField[] {
  const form = document.catalog.AcroForm();
  const fields = form === undefined ? undefined : entryOf(form, 'Fields');
  return fields instanceof PDFArray ? walk(fields, '', '', 0) : [];
}

/** Whether a signature field already holds a signature. */
export function isSigned(field: FormField): boolean {
  return entryOf(field.dict, 'V') !== undefined;
}
