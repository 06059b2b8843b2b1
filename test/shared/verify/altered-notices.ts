import { type PDFDict, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { signPdf } from '#electron/services/signature/sign-pdf.ts';
import { prepareSignatureFields } from '#electron/services/signature/signature-fields.ts';
import { entryOf, listFields } from '#shared/verify/pdf-form.ts';
import type { SignatureReport } from '#shared/publication/signature-report.ts';
import { testIdentity, valueOf } from '#test/electron/signature/certificates.ts';
import { FONTS, samplePdf } from '#test/electron/signature/sample-pdf.ts';

/** One notice as it was signed by one person, and then by a second. */
export interface SignedNotices {
  readonly one: Buffer;
  readonly two: Buffer;
}

export async function signedNotices(): Promise<SignedNotices> {
  const at = new Date();
  // Room for what others make of the same bytes: their certificates and signatures are longer than ours.
  const identity = { ...(await testIdentity('张三', at)), signatureSize: 6000 };
  const prepared = valueOf(
    await prepareSignatureFields(await samplePdf(), [{ name: '审核人' }, { name: '发布单位', page: 1 }]),
  );
  const request = { identity, at, fonts: FONTS };
  const first = await signPdf(prepared, { ...request, field: '审核人', signer: { name: '张三', role: '审核人' } });
  const one = Buffer.from(valueOf(first));
  const second = await signPdf(one, { ...request, field: '发布单位', signer: { name: '李四', role: '发布单位' } });
  return { one, two: Buffer.from(valueOf(second)) };
}

export function patched(pdf: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(pdf);
  copy.write(text, at, 'latin1');
  return copy;
}

export const flipped = (pdf: Buffer, at: number): Buffer => patched(pdf, at, String.fromCharCode((pdf[at] ?? 0) ^ 1));

/** Offsets of the last signature's hole: its `<` and the byte behind its `>`. */
export function hole(pdf: Buffer): readonly [number, number] {
  const [, open, end] =
    /^\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1', pdf.lastIndexOf('/ByteRange'))) ?? [];
  return [Number(open), Number(end)];
}

/** A later revision as any editor would append it. */
async function revised(pdf: Buffer, change: (document: PDFDocument) => void): Promise<Buffer> {
  const document = await PDFDocument.load(new Uint8Array(pdf), { forIncrementalUpdate: true, updateMetadata: false });
  change(document);
  const options = { useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false };
  const saved = Buffer.from(await document.save(options));
  if (saved.length === pdf.length || !saved.subarray(0, pdf.length).equals(pdf))
    throw new Error('nothing was appended');
  return saved;
}

const key = (name: string): PDFName => PDFName.of(name);

function firstPage(document: PDFDocument) {
  const [page] = document.getPages();
  if (page === undefined) throw new Error('no page');
  return page;
}

function firstField(document: PDFDocument): PDFDict {
  const [field] = listFields(document);
  if (field === undefined) throw new Error('no field');
  return field.dict;
}

function covered(document: PDFDocument): void {
  const square = document.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [0, 0, 500, 500], IC: [1, 1, 1] });
  const before = firstPage(document).node.Annots()?.asArray() ?? [];
  firstPage(document).node.set(key('Annots'), document.context.obj([...before, document.context.register(square)]));
}

function reEmbedded(document: PDFDocument): void {
  const names = entryOf(document.catalog, 'Names');
  if (names === undefined) throw new Error('nothing is embedded');
  document.catalog.set(key('Names'), document.context.obj({}));
  document.catalog.delete(key('AF'));
}

function blankAppearance(document: PDFDocument): void {
  const look = document.context.register(document.context.flateStream('', { Subtype: 'Form', BBox: [0, 0, 1, 1] }));
  firstField(document).set(key('AP'), document.context.obj({ N: look }));
}

function otherFont(document: PDFDocument): void {
  const page = firstPage(document).node;
  const fonts = page.Resources()?.lookup(key('Font'));
  if (fonts === undefined) throw new Error('no font');
  page.set(key('Resources'), document.context.obj({ Font: {} }));
}

function withObject(pdf: Buffer): Buffer {
  return Buffer.concat([pdf, Buffer.from('99 0 obj\n<< /Type /Page >>\nendobj\n')]);
}

export interface Altered {
  readonly what: string;
  readonly pdf: Buffer;
  /** `unreadable` where the check answers with a failure instead of a report. */
  readonly verdict: SignatureReport['verdict'] | 'unreadable';
}

/** Revisions that nobody signed, behind the last signature. */
async function appended({ two }: SignedNotices): Promise<readonly Altered[]> {
  const changes: readonly (readonly [string, (document: PDFDocument) => void])[] = [
    [
      'another content on a page',
      (pdf) => firstPage(pdf).node.set(key('Contents'), pdf.context.register(pdf.context.flateStream(''))),
    ],
    ['an annotation over a page', covered],
    ['a widget moved', (pdf) => firstField(pdf).set(key('Rect'), pdf.context.obj([0, 0, 10, 10]))],
    ['a seal’s appearance replaced', blankAppearance],
    ['a page turned', (pdf) => firstPage(pdf).node.set(key('Rotate'), PDFNumber.of(180))],
    ['a page cut smaller', (pdf) => firstPage(pdf).setMediaBox(0, 0, 100, 100)],
    ['a page removed', (pdf) => pdf.removePage(0)],
    ['a page added', (pdf) => void pdf.addPage()],
    ['a font replaced', otherFont],
    ['the embedded annex removed', reEmbedded],
  ];
  const made: Altered[] = [];
  for (const [what, change] of changes) made.push({ what, pdf: await revised(two, change), verdict: 'changed-after' });
  return made;
}

/** Signatures, or what leads to them, damaged in place. */
function damaged({ one, two }: SignedNotices): readonly Altered[] {
  const [open, end] = hole(two);
  const range = two.lastIndexOf('/ByteRange');
  const numbers = (text: string): Buffer => patched(two, range, `/ByteRange [${text}]`.padEnd(47));
  const rest = two.length - end;
  const text = two.toString('latin1');
  const [firstUse = '', secondUse = ''] = [...text.matchAll(/\/V (\d+) 0 R/g)].map(([reference]) => reference);
  const broken = (what: string, pdf: Buffer): Altered => ({ what, pdf, verdict: 'broken' });
  return [
    broken('a bit of the text', flipped(two, 200)),
    broken('a bit of the signature', flipped(two, open + 101)),
    broken('a blank signature', patched(two, open + 1, '0'.repeat(end - open - 2))),
    broken('something behind the signature', patched(two, end - 3, 'ff')),
    broken('no contents', patched(two, text.lastIndexOf('/Contents <'), '/Xontents <')),
    broken('contents of another type', patched(two, open, `(${' '.repeat(end - open - 2)})`)),
    broken('another file’s signature', patched(one, hole(one)[0], two.toString('latin1', open, end))),
    broken('no range', patched(two, range, '/XyteRange')),
    broken('a null range', patched(two, range, `/ByteRange ${'null'.padEnd(36)}`)),
    broken('a range that begins late', numbers(`1 ${open} ${end} ${rest}`)),
    broken('a range that ends early', numbers(`0 ${open} ${end} ${rest - 20}`)),
    broken('a range beyond the end', numbers(`0 ${open} ${end} ${rest + 1}`)),
    broken('a range of three numbers', numbers(`0 ${open} ${end}`)),
    broken('a negative range', numbers(`0 -1 ${end} ${rest}`)),
    broken('overlapping ranges', numbers(`0 ${end} ${open} ${rest}`)),
    broken('a gap wider than the signature', numbers(`0 ${open} ${end + 10} ${rest - 10}`)),
    broken('a form that is not led to', Buffer.from(text.replaceAll('/AcroForm', '/XcroForm'), 'latin1')),
    broken(
      'two fields with one signature',
      Buffer.from(text.replaceAll(firstUse, secondUse.padEnd(firstUse.length)), 'latin1'),
    ),
    broken('another sub-filter', patched(two, two.lastIndexOf('/ETSI.CAdES.detached'), '/adbe.pkcs7.detached')),
    broken('no time', patched(two, two.lastIndexOf('/M (D:'), '/X (D:')),
    broken('a time before the certificate', patched(two, two.lastIndexOf('/M (D:'), '/M (D:1999')),
  ];
}

/** Every way in which a signed notice is altered here, with what the check says of it. */
export async function alteredNotices(notices: SignedNotices): Promise<readonly Altered[]> {
  const { one, two } = notices;
  const cutOff = await revised(two, (pdf) => pdf.catalog.delete(key('AcroForm')));
  return [
    { what: 'nothing', pdf: two, verdict: 'intact' },
    // Sound, but one of its fields is unsigned: the report names it.
    { what: 'the second signature cut off', pdf: two.subarray(0, one.length), verdict: 'intact' },
    { what: 'a line end at the end', pdf: Buffer.concat([two, Buffer.from('\n')]), verdict: 'changed-after' },
    { what: 'a comment at the end', pdf: Buffer.concat([two, Buffer.from('% 注释\n')]), verdict: 'changed-after' },
    { what: 'an object without a table', pdf: withObject(two), verdict: 'changed-after' },
    ...(await appended(notices)),
    { what: 'a later revision without the form', pdf: cutOff, verdict: 'broken' },
    ...damaged(notices),
    { what: 'its beginning', pdf: two.subarray(0, 4), verdict: 'unreadable' },
  ];
}
