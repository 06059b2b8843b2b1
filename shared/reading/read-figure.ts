import { err, ok, type Result } from '../result.ts';
import { isBlank, isUnseen } from './characters.ts';
import { splitCells } from './split-cells.ts';
import { foldCharacter } from './fold-text.ts';
import { isUnit } from './units.ts';

/** What is asked for: a whole number of things, a measured amount, or a percentage of a whole. */
export interface Wanted {
  readonly kind: 'count' | 'quantity' | 'rate';
  /** The unit that may stand behind the figure. */
  readonly unit?: string | undefined;
}

/**
 * Why no figure is read. `empty`; `several`: more than one figure; `grouping`: commas or blanks that are no marks of
 * thousands; `negative`; `fraction` of what is counted; `over-whole`: more than 100 %; `other-unit`; `other-digits`:
 * figures that are not 0–9; `too-long`: beyond 15 figures and 9 decimals; `no-figure`: anything else.
 */
export type FigureFault =
  | 'empty'
  | 'several'
  | 'grouping'
  | 'negative'
  | 'fraction'
  | 'over-whole'
  | 'other-unit'
  | 'other-digits'
  | 'too-long'
  | 'no-figure';

type Read = Result<string, FigureFault>;

const MAX_WHOLE = 15;
const MAX_DECIMALS = 9;
/** Marks of direction that show what is typed in another order. */
const REVERSED = /\u202E/u;
const RIGHT_TO_LEFT = /[\u202B\u2067\u200F\u061C]/u;
/** Unseen signs of mathematics that stand between figures: 1⁣2 is not 12. */
const INVISIBLE_OPERATOR = /[\u2061-\u2064]/u;
/** Digits of other scripts and kinds: ①, ½, ², 一百, ٣. */
const OTHER_DIGITS = /(?![0-9])[\p{N}〇零一二两三四五六七八九十百千万亿廿卅]/u;

/**
 * The figure a person wrote, as exact decimal text (`152714.25`; of a rate the number before %). Full width, `。` for the
 * point, `％`, the unit behind, marks of thousands between full groups of three and unseen characters are understood.
 * Nothing is guessed: where more than one reading is possible there is none.
 */
export function readFigure(text: string, wanted: Wanted): Read {
  if (isBlank(text)) return err('empty');
  if (splitCells(text).length > 1) return err('several');
  if (INVISIBLE_OPERATOR.test(text) || REVERSED.test(text)) return err('no-figure');
  const plain = Array.from(text, (character) => (isUnseen(character) ? '' : foldCharacter(character)))
    .join('')
    .trim();
  if (RIGHT_TO_LEFT.test(text) && /\d[ ']+\d/.test(plain)) return err('no-figure');
  const [, sign = '', figures = '', behind = ''] = /^([-+] *)?(\d[\d.,。' ’]*)?(.*)$/su.exec(plain) ?? [];
  if (figures === '') return err(OTHER_DIGITS.test(plain) ? 'other-digits' : 'no-figure');
  if (sign !== '') return err(sign.startsWith('-') ? 'negative' : 'no-figure');
  const fault = faultBehind(behind.trim(), wanted);
  if (fault !== null) return err(fault);
  return readNumber(figures.trimEnd(), wanted);
}

/** What is wrong with what stands behind the figure; null: nothing. */
function faultBehind(behind: string, { kind, unit }: Wanted): FigureFault | null {
  if (behind === '' || (kind === 'rate' ? behind === '%' : unit !== undefined && isUnit(behind, unit))) return null;
  if (/^e[-+]?\d/iu.test(behind)) return 'no-figure';
  if (/^[A-Za-z%‰°㎡-㏿]/u.test(behind)) return 'other-unit';
  if (/\d/.test(behind)) return 'several';
  if (OTHER_DIGITS.test(behind)) return 'other-digits';
  return /^\p{L}/u.test(behind) ? 'other-unit' : 'no-figure';
}

function readNumber(figures: string, { kind }: Wanted): Read {
  // 。 is what an input method gives for the point.
  const [head = '', decimals, ...more] = figures.split(/[.。]/u);
  if (more.length > 0 || decimals === '' || /\D/.test(decimals ?? '')) return err(faultOf(figures));
  const whole = ungrouped(head, kind !== 'rate');
  if (whole === null) return err(faultOf(figures));
  if (whole.length > MAX_WHOLE || (decimals ?? '').length > MAX_DECIMALS) return err('too-long');
  if (kind === 'count') return decimals === undefined || /^0+$/.test(decimals) ? ok(whole) : err('fraction');
  if (kind === 'rate' && isOverHundred(whole, decimals)) return err('over-whole');
  return ok(decimals === undefined ? whole : `${whole}.${decimals}`);
}

/** The whole number without its marks of thousands and leading zeros; null where they are none. */
function ungrouped(text: string, allowed: boolean): string | null {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  if (!allowed || !/^[1-9]\d{0,2}(?:([,' ’])\d{3})(?:\1\d{3})*$/u.test(text)) return null;
  return text.replace(/\D/gu, '');
}

/** Figures with blanks in between are several; with commas and points they are one that can't be read for certain. */
function faultOf(figures: string): FigureFault {
  if (/\d +\d/.test(figures)) return 'several';
  return /[,'’]|[.。].*[.。]/u.test(figures) ? 'grouping' : 'no-figure';
}

function isOverHundred(whole: string, decimals: string | undefined): boolean {
  return whole.length > 3 || Number(whole) > 100 || (whole === '100' && /[1-9]/.test(decimals ?? ''));
}
