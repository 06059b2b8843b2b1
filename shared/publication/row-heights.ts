import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { textEms } from './page-metrics.ts';

const LINE = 15;
const PADDING = 4;
/** No spreadsheet row is higher. */
const HIGHEST = 409;

function lines(cell: AnnexCell, width: number): number {
  if (cell.is !== 'text') return 1;
  // A column's width counts digits; a Chinese character is two of them, and a little goes to the cell's edges.
  const perLine = Math.max(1, (width - 1) / 2);
  return cell.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textEms(line) / perLine)), 0);
}

/** Heights in points that show every wrapped text whole, as programs do not work them out when a file is opened. */
export function rowHeights(sheet: AnnexSheet): number[] {
  return sheet.rows.map((row, index) => {
    const spans = sheet.merges.filter((merge) => merge.row === index);
    const most = row.map((cell, at) => {
      const span = spans.find((merge) => merge.from <= at && at <= merge.to);
      const width = sheet.widths.slice(span?.from ?? at, (span?.to ?? at) + 1).reduce((sum, one) => sum + one, 0);
      return lines(cell, width) * (cell.style === 'title' ? 1.4 : 1);
    });
    return Math.min(HIGHEST, Math.max(1, ...most) * LINE + PADDING);
  });
}
