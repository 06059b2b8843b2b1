import type { TextNode, TableCell } from './document-types.ts';
import type { NoticeModel, NoticeRow } from './notice-model.ts';
import { SIZE, TABLE_RULES, TEXT_AREA, textEms } from './page-metrics.ts';
import { pageText, textRuns } from './text-runs.ts';

/** A row, or a part of one that no page can hold whole. */
export interface RowPart {
  /** `row-8`, or `row-8.2` for its second part: names the row in the laid-out document. */
  readonly id: string;
  readonly category: string;
  readonly no: number;
  readonly name: string;
  readonly definition: string;
  readonly requirement: string;
  readonly narrative: string;
  readonly notes: readonly string[];
}

/** 一级指标 (4 characters), 序号, 二级指标 (6 characters), 指标释义, 标准要求, 完成情况 (widest), as content widths in points. */
export const COLUMN_WIDTHS: readonly [number, number, number, number, number, number] = columnWidths();

function columnWidths(): [number, number, number, number, number, number] {
  const character = SIZE.table;
  const fixed = [
    4 * character + 1,
    2 * character + 1,
    6 * character + 1,
    10 * character + 1,
    14.5 * character + 1,
  ] as const;
  const taken = fixed.reduce((sum, width) => sum + width, 0);
  const ruling = 6 * 2 * TABLE_RULES.paddingX + 2 * TABLE_RULES.frame + 5 * TABLE_RULES.line;
  return [...fixed, Math.floor((TEXT_AREA.width - taken - ruling) * 10) / 10];
}

export function wholeRow(row: NoticeRow): RowPart {
  return { ...row, id: `row-${row.no}` };
}

const middle = { verticalAlignment: 'middle' } as const;

function textNode(text: string): TextNode {
  return { text: textRuns(pageText(text)) };
}

/** The head of the table; every page has one, so only the measured one carries a name. */
export function headerCells(columns: NoticeModel['columns'], id?: string): TableCell[] {
  return columns.map((text, index) => ({
    text,
    bold: true,
    alignment: 'center',
    ...middle,
    ...(index === 0 && id !== undefined ? { id } : {}),
  }));
}

/** The cells of 指标释义, 标准要求 and 完成情况 with its notes. */
function textCells(part: RowPart): TableCell[] {
  const notes = part.notes.map((note): TextNode => ({ ...textNode(note), font: 'Sans' }));
  const narrative: TextNode[] = part.narrative === '' ? [] : [textNode(part.narrative)];
  return [
    { ...textNode(part.definition), ...middle },
    { ...textNode(part.requirement), ...middle },
    notes.length === 0 && narrative[0]
      ? { ...narrative[0], ...middle }
      : { stack: [...narrative, ...notes], ...middle },
  ];
}

/** A table row; `label` is the merged 一级指标 cell where it begins on a page, null below it. */
export function bodyCells(part: RowPart, label: { readonly text: string; readonly rows: number } | null): TableCell[] {
  const category: TableCell =
    label === null ? { text: '' } : { text: label.text, alignment: 'center', rowSpan: label.rows, ...middle };
  return [
    category,
    { text: String(part.no), id: part.id, alignment: 'center', ...middle },
    { text: part.name, alignment: textEms(part.name) > 6 ? 'left' : 'center', ...middle },
    ...textCells(part),
  ];
}

/** The same row for measuring: nothing merged, everything at the top, the label as long as it can get. */
export function measuredCells(part: RowPart): TableCell[] {
  return bodyCells(part, { text: continuedLabel(part.category), rows: 1 }).map((cell): TableCell => ({
    ...cell,
    verticalAlignment: 'top',
  }));
}

/** The label of a merged cell after a page break. */
export function continuedLabel(category: string): string {
  return `${category}（续）`;
}
