import type { OutlineFont } from './outline-font.ts';

/** Where a Latin word may end a line; Chinese text breaks between any two characters. */
const BREAK = /[ \-/,.]/;

function lineLength(font: OutlineFont, characters: readonly string[], room: number): number {
  let length = 0;
  let width = 0;
  while (length < characters.length) {
    width += font.width(characters[length] ?? '');
    if (width > room && length > 0) break;
    length++;
  }
  if (length === characters.length) return length;
  const isLatin = (character: string | undefined): boolean => character !== undefined && /[!-~]/.test(character);
  if (!isLatin(characters[length]) || !isLatin(characters[length - 1])) return length;
  const last = characters.slice(0, length).findLastIndex((character) => BREAK.test(character) || !isLatin(character));
  // A word longer than half a line is broken rather than left to stand alone.
  return last + 1 > length / 2 ? last + 1 : length;
}

/** The text in lines of at most `room` ems, words whole where they can be; no character is lost but blanks at a line's end. */
export function wrapText(font: OutlineFont, text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(text);
  while (rest.length > 0) {
    const length = lineLength(font, rest, room);
    lines.push(rest.slice(0, length).join('').trimEnd());
    rest = rest.slice(length);
    while (rest[0] === ' ') rest.shift();
  }
  return lines.length === 0 ? [''] : lines;
}
