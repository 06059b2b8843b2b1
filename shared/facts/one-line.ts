import { splitTable } from '../reading/split-cells.ts';
import { readText, type TextRead, type TextSchema } from './read-text.ts';

/** Stand where a pasted text had line ends and cell borders, so that nothing is glued together or dropped unseen. */
const LINE_MARK = '↵';
const CELL_MARK = '⇥';

const BREAK = /[\t\n\r\v\f\u0085\u2028\u2029]/u;

/**
 * A pasted text as a field of one line can show it: the ends of its rows and cells visible, those at its end left out.
 * What a spreadsheet had put in quotes is one cell, with a blank where a line ended within it.
 */
export function markLines(text: string): string {
  if (!BREAK.test(text)) return text;
  const rows = splitTable(text);
  const [[only = '', ...cells] = [], ...others] = rows;
  // One cell of several lines is what its lines are.
  const isAlone = cells.length === 0 && others.length === 0;
  return withoutEmptyEnd(isAlone ? splitTable(only.replaceAll('\t', ' ')) : rows.map((row) => row.map(inOneLine)));
}

const inOneLine = (cell: string): string =>
  cell
    .split(BREAK)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');

function withoutEmptyEnd(rows: readonly (readonly string[])[]): string {
  const last = rows.findLastIndex((cells) => cells.some((cell) => cell !== ''));
  const filled = rows.slice(0, last + 1);
  const end = filled.at(-1)?.findLastIndex((cell) => cell !== '') ?? -1;
  return filled.map((cells, at) => (at === last ? cells.slice(0, end + 1) : cells).join(CELL_MARK)).join(LINE_MARK);
}

/** Whether a text has more than one line or cell. */
export function hasMarks(text: string): boolean {
  return text.includes(LINE_MARK) || text.includes(CELL_MARK);
}

/** The cells of a marked text, line by line, also those in which nothing stands. */
export function markedTable(text: string): readonly (readonly string[])[] {
  return text.split(LINE_MARK).map((line) => line.split(CELL_MARK).map((cell) => cell.trim()));
}

/** The cells of a marked text, line by line; blank lines left out. */
export function markedCells(text: string): readonly (readonly string[])[] {
  return markedTable(text).filter((cells) => cells.some((cell) => cell !== ''));
}

/** The names in a marked text: of every line the first cell. */
export function markedNames(text: string): readonly string[] {
  return markedCells(text).flatMap(([first = '']) => (first === '' ? [] : [first]));
}

/** Reads a text of one line by its schema; several lines or cells are a fault, never one text. */
export function readLine(schema: TextSchema, text: string): TextRead {
  const marked = markLines(text);
  if (!hasMarks(marked)) return readText(schema, text);
  const count = markedNames(marked).length;
  return { fault: count > 1 ? `这里只能写一行，现有 ${count} 行` : '这里只能写一行、一格' };
}
