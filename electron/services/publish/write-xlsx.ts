import * as XLSX from 'xlsx';
import type { AnnexCell, AnnexFilter, AnnexSheet } from '#shared/publication/annex-types.ts';
import { rowHeights } from '#shared/publication/row-heights.ts';
import { formatKey, formatsOf, stylesXml } from './xlsx-styles.ts';

/** Margins in inches: narrow at the sides, so that the widest sheet is printed in 8 points on an A4 page turned. */
const MARGINS = { left: 0.3, right: 0.3, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };

/** No cell holds more. */
const MOST_CHARACTERS = 32_767;
const CUT = '……（过长，此处截断）';

/**
 * A text as a workbook stores it (ST_Xstring): there `_x0031_` means the character 1, so what people typed that looks like
 * it gets its first line escaped. What is too long for a cell says so; sheets split their rows long before.
 */
function stored(text: string): string {
  const whole = escaped(text);
  if (whole.length <= MOST_CHARACTERS) return whole;
  const room = MOST_CHARACTERS - CUT.length;
  let end = room;
  while (escaped(text.slice(0, end)).length > room) end -= 100;
  return `${escaped(text.slice(0, end).replace(/\p{Surrogate}$/u, ''))}${CUT}`;
}

const escaped = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_');

/** Text is typed as a string with format `@`: whatever it begins with, no program takes it for a formula. */
function cellObject(cell: AnnexCell): XLSX.CellObject {
  switch (cell.is) {
    case 'text':
      return cell.text === '' ? { t: 'z', z: '@' } : { t: 's', v: stored(cell.text), z: '@' };
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
  if (sheet.filter !== undefined) result['!autofilter'] = { ref: filterRange(sheet, sheet.filter) };
  result['!rows'] = rowHeights(sheet).map((hpt) => ({ hpt }));
  return result;
}

const filterRange = ({ widths }: AnnexSheet, { head, last }: AnnexFilter): string =>
  XLSX.utils.encode_range({ s: { r: head, c: 0 }, e: { r: last, c: widths.length - 1 } });

/** Changes a part of the writer's XML exactly as often as it must be there: its next version may write it otherwise. */
function changed(xml: string, pattern: RegExp, times: number, change: (...found: string[]) => string): string {
  let seen = 0;
  const result = xml.replace(pattern, (...found: string[]) => {
    seen += 1;
    return change(...found);
  });
  if (seen !== times) throw new Error(`the workbook writer wrote ${pattern.source} ${seen} times, not ${times}`);
  return result;
}

/** Frozen head, look of every cell, A4 landscape fitted to its width: what the writer itself leaves out. */
function finishSheet(xml: string, sheet: AnnexSheet, styleOf: (cell: AnnexCell) => number): string {
  const top = XLSX.utils.encode_cell({ r: sheet.headRows, c: 0 });
  const pane = `<pane ySplit="${sheet.headRows}" topLeftCell="${top}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
  const setup = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  const footer = '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>';
  const cells = sheet.rows.reduce((sum, row) => sum + row.length, 0);
  const bare = xml.replace(/<sheetPr[^>]*\/>|<sheetPr>.*?<\/sheetPr>/su, '');
  const fitted = changed(bare, /<dimension/gu, 1, () => '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension');
  const framed = changed(
    fitted,
    /<sheetView ([^>]*?)\/>/gu,
    1,
    (_, attributes = '') => `<sheetView ${attributes}>${pane}</sheetView>`,
  );
  const styled = changed(framed, /<c r="([A-Z]+)(\d+)"(?: s="\d+")?/gu, cells, (_, letters = '', row = '') => {
    const cell = sheet.rows[Number(row) - 1]?.[XLSX.utils.decode_col(letters)];
    return `<c r="${letters}${row}"${cell === undefined ? '' : ` s="${styleOf(cell)}"`}`;
  });
  return changed(styled, /<pageMargins[^>]*\/>/gu, 1, (margins = '') => `${margins}${setup}${footer}`);
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
  book.Props = { Title: title.replace(/\.xlsx$/u, ''), CreatedDate: createdAt, ModifiedDate: createdAt };
  for (const sheet of sheets) XLSX.utils.book_append_sheet(book, worksheet(sheet), sheet.name);
  book.Workbook = {
    Names: sheets.map((sheet, index) => ({
      Name: '_xlnm.Print_Titles',
      Sheet: index,
      Ref: `'${sheet.name}'!$1:$${sheet.headRows}`,
    })),
  };
  // Not compressed yet: its parts are taken out again at once.
  const plain: unknown = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: false });
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
