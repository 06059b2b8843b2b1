import type { Face } from './document-types.ts';
import { BREAK, breakCosts } from './line-breaks.ts';
import type { Typesetter } from './typesetter.ts';

/** One line of a text, without the blanks at its end. */
export interface Line {
  readonly text: string;
  readonly face: Face;
  /** In points. */
  readonly width: number;
  /** The last of its paragraph: it is not stretched. */
  readonly ends: boolean;
}

/** What a text is set in: size, width and the indent of each paragraph's first line in points. */
export interface Measured {
  readonly face: Face;
  readonly size: number;
  readonly width: number;
  readonly indent?: number;
}

/** Where an address or a list of numbers is best parted by force. */
const JOINTS = new Set('/?&=._-,;:|+');
/** A hair's breadth, so that sums of widths are compared as they were meant. */
const HAIR = 0.001;

/**
 * Breaks a printed text into lines no wider than `width`, as measured: where Chinese typesetting allows it, else by force
 * between any two characters that are not one sign. The lines joined are the text but for blanks. A character wider than
 * `width` has a line of its own.
 */
export function breakLines(typesetter: Typesetter, text: string, measured: Measured): readonly Line[] {
  if (text === '') return [];
  return text.split('\n').flatMap((paragraph) => breakParagraph(typesetter, paragraph, measured));
}

function breakParagraph(typesetter: Typesetter, paragraph: string, measured: Measured): Line[] {
  const { face, size, width, indent = 0 } = measured;
  const characters = Array.from(paragraph);
  if (characters.length === 0) return [{ text: '', face, width: 0, ends: true }];
  const widths = characters.map((character) => (typesetter.find(character, face)?.em ?? 1) * size);
  const run = { characters, widths, costs: breakCosts(characters) };
  const lines: Line[] = [];
  let start = 0;
  while (start < characters.length) {
    const room = lines.length === 0 ? width - indent : width;
    const end = endOfLine(run, start, room);
    const next = skipBlanks(characters, end);
    lines.push(lineOf(run, start, end, face, next === characters.length));
    start = next;
  }
  return lines;
}

interface Run {
  readonly characters: readonly string[];
  readonly widths: readonly number[];
  readonly costs: Uint8Array;
}

function skipBlanks(characters: readonly string[], from: number): number {
  let at = from;
  while (characters[at] === ' ') at += 1;
  return at;
}

function lineOf({ characters, widths }: Run, start: number, end: number, face: Face, ends: boolean): Line {
  let last = end;
  while (last > start + 1 && characters[last - 1] === ' ') last -= 1;
  const text = characters.slice(start, last).join('');
  return { text, face, width: widths.slice(start, last).reduce((sum, width) => sum + width, 0), ends };
}

/** The end of the line that begins at `start`: all that is left, or the best place to break among what fits. */
function endOfLine(run: Run, start: number, room: number): number {
  const { characters, widths } = run;
  let end = start + 1;
  let width = widths[start] ?? 0;
  while (end < characters.length && (characters[end] === ' ' || width + (widths[end] ?? 0) <= room + HAIR)) {
    width += widths[end] ?? 0;
    end += 1;
  }
  return end === characters.length ? end : bestBreak(run, start, end, room);
}

function bestBreak(run: Run, start: number, end: number, room: number): number {
  const good = lastBreak(run, start, end, BREAK.good);
  // Before something that no line can hold anyway, a line is not left nearly empty.
  if (good !== null && (filled(run, start, good) > room / 2 || fitsALine(run, good, room))) return good;
  const kept = lastBreak(run, start, end, BREAK.kept);
  if (kept !== null && kept !== good) return kept;
  return forcedBreak(run, start, end) ?? lastBreak(run, start, end, BREAK.forced) ?? end;
}

const filled = ({ widths }: Run, start: number, end: number): number =>
  widths.slice(start, end).reduce((sum, width) => sum + width, 0);

/** Whether what begins here fits a line up to where it may next be broken. */
function fitsALine({ characters, widths, costs }: Run, start: number, room: number): boolean {
  let width = widths[start] ?? 0;
  for (let at = start + 1; at < characters.length && costs[at] !== BREAK.good; at += 1) {
    width += widths[at] ?? 0;
    if (width > room) return false;
  }
  return true;
}

function lastBreak({ costs }: Run, start: number, end: number, worst: number): number | null {
  for (let at = end; at > start; at -= 1) if ((costs[at] ?? 0) <= worst) return at;
  return null;
}

/** Behind a joint in the last third of the line. */
function forcedBreak({ characters, costs }: Run, start: number, end: number): number | null {
  for (let at = end; at > start + ((end - start) * 2) / 3; at -= 1) {
    if (costs[at] === BREAK.forced && JOINTS.has(characters[at - 1] ?? '') && !JOINTS.has(characters[at] ?? ''))
      return at;
  }
  return null;
}
