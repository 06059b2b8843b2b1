import type { WorkSheet } from 'xlsx';
import { utils } from 'xlsx';

type Sheets = Readonly<Record<string, WorkSheet>>;

const cellsOf = (sheet: WorkSheet, range: string): unknown[] => {
  const { s, e } = utils.decode_range(range.replaceAll('$', ''));
  const found: unknown[] = [];
  for (let r = s.r; r <= e.r; r += 1) {
    for (let c = s.c; c <= e.c; c += 1) found.push(sheet[utils.encode_cell({ r, c })]?.v);
  }
  return found;
};

/**
 * Calculates the four kinds of formula that the annex uses, from the cells alone: a second opinion on the cached values
 * where no spreadsheet program is installed. Anything else is a fault of the annex.
 */
export function calculate(formula: string, sheet: WorkSheet, sheets: Sheets): number {
  const quotient = /^([A-Z]+\d+)\/([A-Z]+\d+)$/u.exec(formula);
  if (quotient !== null) return Number(sheet[quotient[1] ?? '']?.v) / Number(sheet[quotient[2] ?? '']?.v);
  const sum = /^SUM\(([A-Z]+\d+:[A-Z]+\d+)\)$/u.exec(formula);
  if (sum !== null) return cellsOf(sheet, sum[1] ?? '').reduce<number>((total, value) => total + Number(value), 0);
  const counted = /^COUNTA\('([^']+)'!([A-Z]+\d+:[A-Z]+\d+)\)$/u.exec(formula);
  if (counted !== null) {
    const other = sheets[counted[1] ?? ''];
    return other === undefined ? NaN : cellsOf(other, counted[2] ?? '').filter((value) => value !== undefined).length;
  }
  const matching = /^COUNTIFS\((.+)\)$/u.exec(formula);
  if (matching === null) throw new Error(`unknown formula ${formula}`);
  const parts = (matching[1] ?? '').split(',');
  const pairs = parts.flatMap((range, at) => (at % 2 === 0 ? [{ range, wanted: parts[at + 1] ?? '' }] : []));
  const columns = pairs.map(({ range, wanted }) => {
    const value = wanted.startsWith('"') ? wanted.slice(1, -1) : sheet[wanted.replaceAll('$', '')]?.v;
    return cellsOf(sheet, range).map((cell) => cell === value);
  });
  return (columns[0] ?? []).filter((_, row) => columns.every((column) => column[row] === true)).length;
}
