import PDFDocument from 'pdfkit';
import type { Mark, NoticeDocument, NoticePage, Rule, TextItem } from '#shared/publication/document-types.ts';
import { standFor } from '#shared/publication/symbols.ts';
import { embedFont } from './embed-fonts.ts';
import { drawnAs, openTypeface } from './typefaces.ts';

/** A file to embed (PDF/A-3: associated with the document as its data). */
export interface EmbeddedFile {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

export interface Rendering {
  /** Written into the file as its time of creation: the same input gives the same bytes. */
  readonly createdAt: Date;
  readonly files: readonly EmbeddedFile[];
}

const BLACK = 'black';

/** Draws a document as PDF/A-3b with its files embedded. Deterministic: the same input gives the same bytes. */
export async function drawPdf(document: NoticeDocument, { createdAt, files }: Rendering): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    font: null,
    size: [document.page.width, document.page.height],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    tagged: false,
    displayTitle: true,
    lang: 'zh-CN',
    info: {
      Title: document.info.title,
      Author: document.info.author,
      Subject: document.info.subject,
      Creator: '智慧社区验收工作台',
      Producer: 'pdfkit',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  const written = collect(pdf);
  for (const { name, type, description, bytes } of files) {
    const dates = { creationDate: createdAt, modifiedDate: createdAt };
    pdf.file(Buffer.from(bytes), { name, type, description, relationship: 'Data', ...dates });
  }
  for (const page of document.pages) drawPage(pdf, page);
  pdf.end();
  return rawChecksums(await written, files.length);
}

/**
 * The checksum of an embedded file is the 16 bytes of its MD5 (ISO 32000-1, table 46); pdfkit writes their 32 digits as
 * text. As a hexadecimal string of the same length no place in the file moves.
 */
function rawChecksums(pdf: Uint8Array, files: number): Uint8Array {
  let seen = 0;
  const text = Buffer.from(pdf).toString('latin1');
  const changed = text.replace(/\/CheckSum \(([0-9a-f]{32})\)/gu, (_, digits: string) => {
    seen += 1;
    return `/CheckSum <${digits}>`;
  });
  if (seen !== files) throw new Error(`pdfkit wrote ${seen} checksums of ${files} files`);
  return new Uint8Array(Buffer.from(changed, 'latin1'));
}

function collect(pdf: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf
      .on('data', (chunk) => void chunks.push(chunk))
      .on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
      .on('error', reject);
  });
}

function drawPage(pdf: PDFDocument, { blocks, rules, marks }: NoticePage): void {
  pdf.addPage().fillColor(BLACK);
  const [behind, number] = [marks.filter(({ opacity }) => opacity < 1), marks.filter(({ opacity }) => opacity === 1)];
  for (const mark of behind) drawMark(pdf, mark);
  for (const rule of rules) drawRule(pdf, rule);
  for (const { items } of blocks) for (const item of items) drawItem(pdf, item);
  for (const mark of number) drawMark(pdf, mark);
}

function drawRule(pdf: PDFDocument, { x1, y1, x2, y2, width }: Rule): void {
  pdf.lineWidth(width).moveTo(x1, y1).lineTo(x2, y2).stroke();
}

function drawItem(pdf: PDFDocument, item: TextItem): void {
  const { text, face, size, x, y, spacing } = item;
  pdf._font = embedFont(pdf, face);
  pdf.fontSize(size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
  drawOver(pdf, item);
}

function drawMark(pdf: PDFDocument, { text, face, size, x, y, angle, colour, opacity }: Mark): void {
  pdf
    .save()
    .fillColor(colour)
    .fillOpacity(opacity)
    .rotate(angle, { origin: [x, y] });
  pdf._font = embedFont(pdf, face);
  pdf.fontSize(size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' }).restore();
  pdf.fillColor(BLACK);
}

/** Signs drawn by two: the second comes as an outline over the middle of the first, so that it is no text of its own. */
function drawOver(pdf: PDFDocument, { text, face, size, x, y, spacing }: TextItem): void {
  if (!Array.from(text).some((character) => standFor(character)?.over !== undefined)) return;
  const font = openTypeface(face);
  const em = size / font.unitsPerEm;
  const glyphOf = (character: string) => font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  let at = x;
  for (const character of text) {
    const drawn = drawnAs(face, character) ?? character;
    const width = glyphOf(drawn).advanceWidth * em;
    const over = drawn === character ? undefined : standFor(character)?.over;
    if (over !== undefined) {
      const glyph = glyphOf(over);
      pdf.save().translate(at + (width - glyph.advanceWidth * em) / 2, y);
      pdf.scale(em, -em).path(glyph.path.toSVG()).fill(BLACK).restore();
    }
    at += width + spacing;
  }
}
