import { closingNodes } from './closing.ts';
import type { DocumentNode, NoticeDocument, TableCell, TableNode } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import { pageNumber } from './page-numbers.ts';
import type { Edition } from './page-metrics.ts';
import { BODY_LINE_HEIGHT, LINE_PITCH, marginsOf, PAGE, SIZE } from './page-metrics.ts';
import type { RowPart } from './table-rows.ts';
import { bodyCells, COLUMN_WIDTHS, continuedLabel, headerCells, measuredCells } from './table-rows.ts';
import { textRuns } from './text-runs.ts';

/** Marks every page of a notice whose facts are not finalised. */
export const PREVIEW_MARK = '预览稿';
const PREVIEW_LINE = '预览稿：尚未定稿，不得作为公示';

/** The same nodes on one endless page, every row with its id: its placements give the heights. */
export function measuringDocument(model: NoticeModel, edition: Edition, parts: readonly RowPart[]): NoticeDocument {
  const content: DocumentNode[] = [
    ...openingNodes(model),
    tableNode([headerCells(model.columns, 'table-head'), ...parts.map(measuredCells)]),
    { text: '\u00a0', id: 'table-end', fontSize: 1, lineHeight: 0.01 },
  ];
  return { ...frame(model, edition, 0), page: { width: PAGE.width, height: 1_000_000 }, content };
}

/** The finished document: one table per page, 一级指标 merged within it, its label repeated with （续） after a break. */
export function noticeDocument(
  model: NoticeModel,
  edition: Edition,
  parts: readonly RowPart[],
  starts: readonly number[],
): NoticeDocument {
  const pages = starts.map((start, index) => {
    const rows = parts.slice(start, starts[index + 1] ?? parts.length);
    const nodes: DocumentNode[] = [
      ...(index === 0 ? openingNodes(model) : []),
      ...(rows.length > 0 ? [tableNode([headerCells(model.columns), ...pageRows(rows, parts[start - 1])])] : []),
      ...(index === starts.length - 1 ? closingNodes(model) : []),
    ];
    return index === 0 ? nodes : nodes.map((node, at) => (at === 0 ? { ...node, pageBreak: 'before' as const } : node));
  });
  return { ...frame(model, edition, starts.length), content: pages.flat() };
}

/** Everything but the content: page, margins, metadata, page numbers, preview mark. */
function frame(model: NoticeModel, edition: Edition, pages: number): Omit<NoticeDocument, 'content'> {
  const { left, top, right, bottom } = marginsOf(edition);
  return {
    page: PAGE,
    margins: [left, top, right, bottom],
    info: { title: metadata(model.title), author: metadata(model.office), subject: metadata(model.caption) },
    header: model.preview
      ? {
          text: PREVIEW_LINE,
          font: 'Sans',
          fontSize: SIZE.table,
          color: '#b42318',
          alignment: 'right',
          margin: [left, top - LINE_PITCH, right, 0],
        }
      : null,
    pageNumbers: {
      at: edition === 'web' ? 'footer' : 'background',
      nodes: Array.from({ length: pages }, (_, index) => pageNumber(edition, index + 1)),
    },
    watermark: model.preview ? PREVIEW_MARK : null,
  };
}

/** The metadata packet is written without XML escapes, so marks that would break it are replaced by words. */
function metadata(text: string): string {
  return text.replace(/&/gu, '及').replace(/</gu, '〈').replace(/>/gu, '〉');
}

function openingNodes(model: NoticeModel): DocumentNode[] {
  return [
    {
      text: model.title,
      bold: true,
      fontSize: SIZE.title,
      alignment: 'center',
      margin: [0, 0, 0, LINE_PITCH / 2],
    },
    {
      text: textRuns(model.opening),
      fontSize: SIZE.body,
      lineHeight: BODY_LINE_HEIGHT,
      leadingIndent: SIZE.body * 2,
      alignment: 'justify',
    },
    {
      text: model.caption,
      bold: true,
      fontSize: SIZE.body,
      alignment: 'center',
      margin: [0, LINE_PITCH / 4, 0, LINE_PITCH / 4],
    },
  ];
}

function tableNode(body: readonly (readonly TableCell[])[]): TableNode {
  return { layout: 'notice', table: { widths: COLUMN_WIDTHS, headerRows: 1, body } };
}

/** Rows of one page with their 一级指标 merged; a category begun on an earlier page is marked （续）. */
function pageRows(rows: readonly RowPart[], previous: RowPart | undefined): TableCell[][] {
  return rows.map((row, index) => {
    if (index > 0 && rows[index - 1]?.category === row.category) return bodyCells(row, null);
    const next = rows.findIndex((other, at) => at > index && other.category !== row.category);
    const text = index === 0 && previous?.category === row.category ? continuedLabel(row.category) : row.category;
    return bodyCells(row, { text, rows: (next === -1 ? rows.length : next) - index });
  });
}
