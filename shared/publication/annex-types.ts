/** How a cell looks; the writer knows one cell format for each. */
export type CellStyle = 'title' | 'head' | 'body' | 'centre' | 'label';

/** Rows that a reader may filter: the head and the last one, from 0. */
export interface AnnexFilter {
  readonly head: number;
  readonly last: number;
}

/** Text is always a typed string and never a formula, without text the cell is empty; numbers and formulas carry their display format. */
export type AnnexCell =
  | { readonly is: 'text'; readonly text: string; readonly style: CellStyle }
  | { readonly is: 'number'; readonly value: number; readonly format: string; readonly style: CellStyle }
  | {
      readonly is: 'formula';
      /** Without the leading `=`. */
      readonly formula: string;
      /** What the formula gives for the cells as written, so that readers which do not calculate show the same. */
      readonly value: number;
      readonly format: string;
      readonly style: CellStyle;
    };

export interface AnnexSheet {
  readonly name: string;
  /** Rows that stay on screen and repeat on every printed page, from the top. */
  readonly headRows: number;
  /** Column widths in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly AnnexCell[])[];
  /** Cells that span columns: row and columns from 0, both ends included. */
  readonly merges: readonly { readonly row: number; readonly from: number; readonly to: number }[];
  readonly filter?: AnnexFilter;
}

export const WHOLE = '0';

/** Marks that break a line in other programs: the annex has one. */
const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
/** What XML cannot hold: half a surrogate pair, two code points that are no characters. */
const UNWRITABLE = /[\p{Surrogate}\uFFFE\uFFFF]/gu;

/** A text as people typed it; control characters, which show nowhere, go, and what cannot be written is marked as such. */
export function text(value: string, style: CellStyle = 'body'): AnnexCell {
  const plain = value
    .replace(BREAKS, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(UNWRITABLE, '\uFFFD');
  return { is: 'text', text: plain, style };
}

export function whole(value: number, style: CellStyle = 'centre'): AnnexCell {
  return { is: 'number', value, format: WHOLE, style };
}

export function formula(source: string, value: number, format: string = WHOLE, style: CellStyle = 'centre'): AnnexCell {
  return { is: 'formula', formula: source, value, format, style };
}

/**
 * An exact decimal as a number, or as text where a spreadsheet (15 significant digits) would change it. Whatever is no
 * plain decimal stays text.
 */
export function exactNumber(decimal: string): AnnexCell {
  const digits = decimal.replace('.', '').replace(/^0+/u, '').length;
  if (!/^\d+(?:\.\d+)?$/u.test(decimal) || digits > 15) return text(decimal);
  const decimals = decimal.split('.')[1]?.length ?? 0;
  return {
    is: 'number',
    value: Number(decimal),
    format: decimals === 0 ? WHOLE : `0.${'0'.repeat(decimals)}`,
    style: 'centre',
  };
}

/** A heading row: every cell in the style of column heads. */
export const heads = (names: readonly string[]): AnnexCell[] => names.map((name) => text(name, 'head'));

/** The letter of a column, from 0 (26 at most are used). */
export const column = (index: number): string => String.fromCharCode(65 + index);
