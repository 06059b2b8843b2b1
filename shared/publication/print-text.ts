import { UNSEEN } from '../reading/characters.ts';
import { covers } from './coverage.ts';

/** Every line end that a text may hold: CR LF, CR, LF, VT, FF, NEL, LINE and PARAGRAPH SEPARATOR. */
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/gu;
/** Blanks of any width but the full-width one, which is a character of Chinese text. */
const BLANK = /[\t\p{Zs}]/gu;
const FULL_WIDTH_BLANK = '\u3000';
/** What shows nothing of itself: joiners, direction marks, variation selectors, controls, marks of annotations. */
const INVISIBLE = new RegExp(UNSEEN, 'gu');
const COMPOSED = /[^\p{M}]\p{M}+/gu;
/** Half a surrogate pair says nothing; like the mark for a character lost before, it is printed as an empty square. */
const UNPAIRED = /[\p{Cs}\uFFFD]/gu;
const LOST = '□';

/**
 * A text as it is printed: one kind of line end, one kind of blank, nothing that shows nothing, letters with their accents
 * as one character where the faces have it. No visible character goes or changes; blanks at line ends and more than one empty
 * line in a row do.
 */
export function printText(text: string): string {
  return text
    .replace(UNPAIRED, LOST)
    .replace(LINE_END, '\n')
    .replace(BLANK, (blank) => (blank === FULL_WIDTH_BLANK ? blank : ' '))
    .replace(INVISIBLE, (character) => (character === '\n' ? character : ''))
    .replace(COMPOSED, composed)
    .replace(/ +(?=\n)/gu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^[ \n]+|[ \n]+$/gu, '');
}

/** A letter with its marks as one character, unless only letter and marks apart can be printed (`Ω` with an acute). */
function composed(cluster: string): string {
  const whole = cluster.normalize('NFC');
  return isPrintable(whole) || !isPrintable(cluster) ? whole : cluster;
}

const isPrintable = (text: string): boolean => Array.from(text).every(covers);

/** The same for what stands on one line: a name, an office, a heading. A line end in it is printed as a blank. */
export function printLine(text: string): string {
  return printText(text).replace(/\n+/gu, ' ');
}
