import * as XLSX from 'xlsx';
import type { AnnexCell, AnnexSheet } from '#shared/publication/annex-types.ts';
import { rowHeights } from '#shared/publication/row-heights.ts';
import { formatKey, formatsOf, stylesXml } from './xlsx-styles.ts';

/** Margins in inches and the setting of an A4 page turned, as wide as the sheet. */
const MARGINS = { left: 0.6, right: 0.6, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 };

/** Text is typed as a string with format `@`: whatever it begins with, no program takes it for a formula. */
function cellObject(cell: AnnexCell): XLSX.CellObject {
  switch (cell.is) {
    case 'text':
      return { t: 's', v: cell.text, z: '@' };
    case 'number':
      return { t: 'n', v: cell.value, z: cell.format };
    case 'formula':
      return { t: 'n', v: cell.value, f: cell.formula, z: cell.format };
  }
}

function worksheet(sheet: AnnexSheet): XLSX.WorkSheet {
  const last = { r: Math.max(0, sheet.rows.length - 1), c: sheet.widths.length - 1 };
  const result: XLSX.WorkSheet = { '!ref': XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: last }) };
  sheet.rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      result[XLSX.utils.encode_cell({ r, c })] = cellObject(cell);
    });
  });
  result['!cols'] = sheet.widths.map((wch) => ({ wch }));
  result['!margins'] = MARGINS;
  result['!merges'] = sheet.merges.map(({ row: r, from, to }) => ({ s: { r, c: from }, e: { r, c: to } }));
  result['!rows'] = rowHeights(sheet).map((hpt) => ({ hpt }));
  return result;
}

/** Frozen head, look of every cell, A4 landscape fitted to its width: what the writer itself leaves out. */
function finishSheet(xml: string, sheet: AnnexSheet, styleOf: (cell: AnnexCell) => number): string {
  const top = XLSX.utils.encode_cell({ r: sheet.headRows, c: 0 });
  const pane = `<pane ySplit="${sheet.headRows}" topLeftCell="${top}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
  const setup = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  const footer = '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>';
  return xml
    .replace(/<sheetPr[^>]*\/>|<sheetPr>.*?<\/sheetPr>/su, '')
    .replace('<dimension', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension')
    .replace(/<sheetView ([^>]*?)\/>/u, `<sheetView $1>${pane}</sheetView>`)
    .replace(/<c r="([A-Z]+)(\d+)"(?: s="\d+")?/gu, (_match, letters: string, row: string) => {
      const cell = sheet.rows[Number(row) - 1]?.[XLSX.utils.decode_col(letters)];
      return `<c r="${letters}${row}"${cell === undefined ? '' : ` s="${styleOf(cell)}"`}`;
    })
    .replace(/(<pageMargins[^>]*\/>)/u, `$1${setup}${footer}`);
}

/** The part of the zip container's interface that is used here; the package types it as `any`. */
interface ZipContainer {
  readonly find: (path: string) => { content: Uint8Array } | null;
}

function replacePart(container: ZipContainer, path: string, change: (text: string) => string): void {
  const entry = container.find(path);
  if (entry === null) throw new Error(`${path} is missing from the workbook`);
  const before = Buffer.from(entry.content).toString('utf8');
  entry.content = Buffer.from(change(before), 'utf8');
}

/**
 * Writes the annex as an XLSX file: formulas live with their values cached, text typed, heads frozen and repeated in
 * print. Deterministic: the same sheets and date give the same bytes.
 */
export function writeXlsx(sheets: readonly AnnexSheet[], title: string, createdAt: Date): Uint8Array {
  const book = XLSX.utils.book_new();
  book.Props = { Title: title, CreatedDate: createdAt, ModifiedDate: createdAt };
  for (const sheet of sheets) XLSX.utils.book_append_sheet(book, worksheet(sheet), sheet.name);
  book.Workbook = {
    Names: sheets.map((sheet, index) => ({
      Name: '_xlnm.Print_Titles',
      Sheet: index,
      Ref: `'${sheet.name}'!$1:$${sheet.headRows}`,
    })),
  };
  // Not compressed yet: its parts are taken out again at once.
  const plain: unknown = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: false });
  if (!Buffer.isBuffer(plain)) throw new Error('the workbook writer returned no bytes');
  const zip = XLSX.CFB.read(plain, { type: 'buffer' });
  const container: ZipContainer = { find: (path) => XLSX.CFB.find(zip, path) };
  const formats = formatsOf(sheets);
  const numbers = new Map(formats.map((format, index) => [formatKey(format), index + 1]));
  const styleOf = (cell: AnnexCell): number =>
    numbers.get(formatKey({ style: cell.style, numberFormat: cell.is === 'text' ? '@' : cell.format })) ?? 0;
  sheets.forEach((sheet, index) => {
    replacePart(container, `/xl/worksheets/sheet${index + 1}.xml`, (xml) => finishSheet(xml, sheet, styleOf));
  });
  replacePart(container, '/xl/styles.xml', () => stylesXml(formats));
  const finished: unknown = XLSX.CFB.write(zip, { type: 'buffer', fileType: 'zip', compression: true });
  if (!Buffer.isBuffer(finished)) throw new Error('the workbook writer returned no bytes');
  return new Uint8Array(finished);
}
