import { breakLines } from './break-lines.ts';
import type { Line } from './break-lines.ts';
import type { Face } from './document-types.ts';
import type { NoticeModel, NoticeRow } from './notice-model.ts';
import { SIZE } from './page-metrics.ts';
import type { ColumnWidths } from './table-columns.ts';
import type { Typesetter } from './typesetter.ts';

/** A row of the table as lines. The three texts go on where a page ends; label, number and name stand in every part. */
export interface TypesetRow {
  readonly no: number;
  readonly category: string;
  readonly name: readonly Line[];
  /** The name of each further part: with （续）. */
  readonly nameAgain: readonly Line[];
  readonly texts: readonly [readonly Line[], readonly Line[], readonly Line[]];
  /** Lines of the longest text. */
  readonly lines: number;
  /** Lines that any part needs for its label and name. */
  readonly least: number;
}

/** The label of a 一级指标, or the name of a row, where it goes on after a page's end. */
export const continued = (name: string): string => `${name}（续）`;

/** Breaks a row's texts at the widths of their columns. */
export function typesetRow(typesetter: Typesetter, row: NoticeRow, widths: ColumnWidths): TypesetRow {
  const lines = (text: string, column: number, face: Face = 'serif'): readonly Line[] =>
    breakLines(typesetter, text, { face, size: SIZE.table, width: widths[column] ?? 0 });
  const [name, nameAgain] = [lines(row.name, 2), lines(continued(row.name), 2)];
  const narrative = [...lines(row.narrative, 5), ...row.notes.flatMap((note) => lines(note, 5, 'sans'))];
  const texts = [lines(row.definition, 3), lines(row.requirement, 4), narrative] as const;
  return {
    no: row.no,
    category: row.category,
    name,
    nameAgain,
    texts,
    lines: Math.max(1, ...texts.map((text) => text.length)),
    least: Math.max(nameAgain.length, labelLines(typesetter, continued(row.category), widths).length),
  };
}

/** The lines of a 一级指标's label. */
export function labelLines(typesetter: Typesetter, label: string, widths: ColumnWidths): readonly Line[] {
  return breakLines(typesetter, label, { face: 'serif', size: SIZE.table, width: widths[0] });
}

/** The head of the table, column by column. */
export function headLines(
  typesetter: Typesetter,
  columns: NoticeModel['columns'],
  widths: ColumnWidths,
): readonly (readonly Line[])[] {
  return columns.map((text, column) =>
    breakLines(typesetter, text, { face: 'serifBold', size: SIZE.table, width: widths[column] ?? 0 }),
  );
}
