import { EncryptedPDFError, PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import { err, ok, type Result } from '#shared/result.ts';
import { entryOf, listFields } from '#shared/verify/pdf-form.ts';

export type DocumentError =
  'signature.document-unreadable' | 'signature.document-encrypted' | 'signature.document-foreign';

/**
 * Content that can make a signed page look different later (layers, scripts, input fields) has no place in a file to be signed:
 * the published "shadow attacks" all plant it before the signature. Returns its name, or null.
 */
function foreignContent(document: PDFDocument): string | null {
  const catalog = document.catalog;
  const names = entryOf(catalog, 'Names');
  if (names instanceof PDFDict && entryOf(names, 'JavaScript') !== undefined) return 'JavaScript';
  if (entryOf(catalog, 'AA') !== undefined || entryOf(catalog, 'OpenAction') instanceof PDFDict) return '自动动作';
  if (entryOf(catalog, 'OCProperties') !== undefined) return '图层';
  const form = catalog.AcroForm();
  if (form !== undefined && entryOf(form, 'XFA') !== undefined) return 'XFA 表单';
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
