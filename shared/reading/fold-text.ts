import { isUnseen, isWhite } from './characters.ts';
import { RADICALS } from './radicals.ts';

/** A text in which the same sign is always the same character, and where its pieces stand in the original. */
export interface FoldedText {
  readonly text: string;
  /** Where in the original the piece from `start` to `end` of the folded text stands. */
  readonly original: (start: number, end: number) => { readonly start: number; readonly end: number };
}

const LINE_END = /[\n\r\v\f\u0085\u2028\u2029]/u;
/** U+FF01–FF5E: ASCII in full width. */
const FULL_WIDTH = /[！-～]/u;
const FULL_WIDTH_SHIFT = 0xfee0;
/** Ideographs with a second code point (Kangxi radicals, compatibility ideographs), which NFKC knows. */
const DOUBLED = /[\u2F00-\u2FD5\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/u;
/** U+FE50–FE6B: small forms of East Asian sets. Dashes are folded as such. */
const SMALL = /(?!\p{Pd})[\uFE50-\uFE6B]/u;
const DASH = /[\p{Pd}\u2212\u2043\u2500\u2501]/u;
/** Dashes that are waves. */
const WAVE = /[〜〰∼]/u;
const DOT = /[·•‧∙⋅・･●⦁◦⸱ꞏ᛫⚫\u0387]/u;
/** What stands for itself, quickly told. */
const ITSELF = /[ -~\n\u4e00-\u9fff。、“”]/u;

/**
 * The one way to write a character: ASCII for full width and small forms, ideographs for radicals, `-` for any dash, `·` for any middle
 * dot, a blank for any white space within a line, `\n` for any line end, nothing for what nobody sees. `，；：（）` are
 * full width too; `。、“”` stay.
 */
export function foldCharacter(character: string): string {
  if (LINE_END.test(character)) return '\n';
  if (isWhite(character)) return ' ';
  if (isUnseen(character)) return '';
  if (FULL_WIDTH.test(character)) return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_SHIFT);
  const ideograph = RADICALS.get(character);
  if (ideograph !== undefined) return ideograph;
  if (DOUBLED.test(character) || SMALL.test(character)) return character.normalize('NFKC');
  if (WAVE.test(character)) return '~';
  if (DASH.test(character)) return '-';
  return DOT.test(character) ? '·' : character;
}

/** Folds a text character by character, so that what is found in it can be shown and mended in the original. */
export function foldText(original: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let [text, at] = ['', 0];
  for (const character of original) {
    const folded = ITSELF.test(character) ? character : foldCharacter(character);
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return {
    text,
    original: (start, end) => {
      const from = starts[start] ?? at;
      return { start: from, end: end > start ? (ends[end - 1] ?? at) : from };
    },
  };
}
