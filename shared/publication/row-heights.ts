import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { text } from './annex-types.ts';
import { textEms } from './page-metrics.ts';

const LINE = 15;
const PADDING = 4;
/** No spreadsheet row is higher. */
const HIGHEST = 409;
/** Lines of a row that is shown and printed whole. */
const MOST_LINES = Math.floor((HIGHEST - PADDING) / LINE);

/** Em to a line: a column's width counts digits, a Chinese character is two of them, and a little goes to the edges. */
const emsOf = (width: number): number => Math.max(1, (width - 1) / 2);

function linesOf(cell: AnnexCell, width: number): number {
  if (cell.is !== 'text') return 1;
  return cell.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textEms(line) / emsOf(width))), 0);
}

/** Heights in points that show every wrapped text whole, as programs do not work them out when a file is opened. */
export function rowHeights(sheet: AnnexSheet): number[] {
  return sheet.rows.map((row, index) => {
    const spans = sheet.merges.filter((merge) => merge.row === index);
    const most = row.map((cell, at) => {
      const span = spans.find((merge) => merge.from <= at && at <= merge.to);
      const width = sheet.widths.slice(span?.from ?? at, (span?.to ?? at) + 1).reduce((sum, one) => sum + one, 0);
      return linesOf(cell, width) * (cell.style === 'title' ? 1.4 : 1);
    });
    return Math.min(HIGHEST, Math.max(1, ...most) * LINE + PADDING);
  });
}

/**
 * A row as one or several, none higher than a row can be: a text that needs more lines goes on in the next, no character
 * lost. The cells at `again` are said again there, the others stay empty.
 */
export function splitTall(
  row: readonly AnnexCell[],
  widths: readonly number[],
  again: readonly number[],
): AnnexCell[][] {
  const parts = row.map((cell, at) => (cell.is === 'text' ? splitText(cell.text, emsOf(widths[at] ?? 1)) : null));
  const count = Math.max(1, ...parts.map((part) => part?.length ?? 1));
  return Array.from({ length: count }, (_, index) =>
    row.map((cell, at) => {
      if (index === 0 && parts[at]?.length === 1) return cell;
      const part = parts[at]?.[index];
      if (part !== undefined) return text(part, cell.style);
      return index === 0 || again.includes(at) ? cell : text('', cell.style);
    }),
  );
}

/** A text in pieces of at most so many lines; together they are the text. */
function splitText(whole: string, ems: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let [lines, filled] = [1, 0];
  for (const character of whole) {
    const width = textEms(character);
    const breaks = character === '\n' || filled + width > ems;
    if (breaks && lines === MOST_LINES) {
      pieces.push(piece);
      piece = '';
      [lines, filled] = [1, 0];
    } else if (breaks) [lines, filled] = [lines + 1, 0];
    piece += character;
    filled = character === '\n' ? 0 : filled + width;
  }
  return [...pieces, piece];
}
