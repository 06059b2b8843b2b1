import { cutText } from '../reading/characters.ts';

/** How a cell looks; the writer knows one cell format for each. */
export type CellStyle = 'title' | 'head' | 'body' | 'centre' | 'label';

/** Text is always a typed string and never a formula; numbers and formulas carry their display format. */
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
}

export const WHOLE = '0';

/** Excel refuses longer cells; what is cut says so. */
const MOST_CHARACTERS = 32_000;

export function text(value: string, style: CellStyle = 'body'): AnnexCell {
  const plain = value.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
  const cut = plain.length > MOST_CHARACTERS ? `${cutText(plain, MOST_CHARACTERS)}……（过长，此处截断）` : plain;
  return { is: 'text', text: cut, style };
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
