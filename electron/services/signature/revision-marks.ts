import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { isoTime, pdfDate } from './pdf-values.ts';

const MODIFY_DATE = /(<xmp:ModifyDate>)[^<]*(<\/xmp:ModifyDate>)/;
const MODIFY_DATE_ATTRIBUTE = /(\sxmp:ModifyDate=")[^"]*(")/;
const RDF_END = '</rdf:RDF>';

function withModifyDate(xmp: string, time: string): string {
  for (const pattern of [MODIFY_DATE, MODIFY_DATE_ATTRIBUTE]) {
    if (pattern.test(xmp)) return xmp.replace(pattern, (_, before: string, after: string) => before + time + after);
  }
  const stated = `<xmp:ModifyDate>${time}</xmp:ModifyDate>`;
  const description = `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">${stated}</rdf:Description>`;
  return xmp.replace(RDF_END, () => `${description}\n${RDF_END}`);
}

/** PDF/A wants its metadata uncompressed, so that they can be read without a PDF reader. */
function markMetadata(document: PDFDocument, at: Date): void {
  const { catalog, context } = document;
  const ref = catalog.get(PDFName.of('Metadata'));
  const stream = ref instanceof PDFRef ? context.lookup(ref) : undefined;
  if (!(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) return;
  if (stream.dict.get(PDFName.of('Filter')) !== undefined) return;
  const xmp = withModifyDate(Buffer.from(stream.contents).toString('utf8'), isoTime(at));
  const dict = PDFDict.withContext(context);
  for (const key of ['Type', 'Subtype']) {
    const value = stream.dict.get(PDFName.of(key));
    if (value !== undefined) dict.set(PDFName.of(key), value);
  }
  context.assign(ref, PDFRawStream.of(dict, new Uint8Array(Buffer.from(xmp, 'utf8'))));
  context.snapshot?.markRefForSave(ref);
}

/** The first half of `/ID` names the document for good, the second this state of it (ISO 32000-1, 14.4). */
function markId(document: PDFDocument, before: Uint8Array, at: Date): void {
  const { trailerInfo } = document.context;
  const id = trailerInfo.ID;
  const first = id instanceof PDFArray ? id.get(0) : undefined;
  if (first === undefined) return;
  const state = createHash('sha256').update(before).update(pdfDate(at)).digest('hex').slice(0, 32);
  trailerInfo.ID = document.context.obj([first, PDFHexString.of(state.toUpperCase())]);
}

/** Lets the metadata say that the document was changed at `at`: `/ModDate`, its twin in the XMP, the second half of `/ID`. */
export function markRevision(document: PDFDocument, before: Uint8Array, at: Date): void {
  const { trailerInfo } = document.context;
  const info = trailerInfo.Info instanceof PDFRef ? document.context.lookup(trailerInfo.Info) : undefined;
  if (info instanceof PDFDict) info.set(PDFName.of('ModDate'), PDFString.of(pdfDate(at)));
  markMetadata(document, at);
  markId(document, before, at);
}
