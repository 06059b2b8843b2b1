import { readText, type TextRead, type TextSchema } from './read-text.ts';

/** Stand where a pasted text had line ends and cell borders, so that nothing is glued together or dropped unseen. */
const LINE_MARK = '↵';
const CELL_MARK = '⇥';

const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;

/** A pasted text as a field of one line can show it: line ends and tabs visible, those at its end left out. */
export function markLines(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(/[\n\t]+$/u, '')
    .replaceAll('\n', LINE_MARK)
    .replaceAll('\t', CELL_MARK);
}

/** Whether a text has more than one line or cell. */
export function hasMarks(text: string): boolean {
  return text.includes(LINE_MARK) || text.includes(CELL_MARK);
}

/** The cells of a marked text, line by line; blank lines left out. */
export function markedCells(text: string): readonly (readonly string[])[] {
  return text
    .split(LINE_MARK)
    .map((line) => line.split(CELL_MARK).map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ''));
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
