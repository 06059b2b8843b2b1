import { CLOSING_HEIGHT, signatureBoxes } from './closing.ts';
import type { SignatureBox } from './closing.ts';
import type { NoticeDocument, Placements } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import { measuringDocument, noticeDocument } from './notice-document.ts';
import type { Edition } from './page-metrics.ts';
import { FONT_LINE, marginsOf, SIZE, TABLE_LINE_HEIGHT, TABLE_RULES, TEXT_AREA } from './page-metrics.ts';
import type { Measures } from './paginate.ts';
import { pageCapacity, paginate } from './paginate.ts';
import { splitRow } from './split-row.ts';
import type { RowPart } from './table-rows.ts';
import { wholeRow } from './table-rows.ts';

/** Lays a document out without drawing it, and tells where its named nodes begin. */
export type Layout = (document: NoticeDocument) => Promise<Placements>;

export interface ComposedNotice {
  readonly document: NoticeDocument;
  readonly pages: number;
  /** Page of every row part, as planned; the finished document must come out the same. */
  readonly pageOf: ReadonlyMap<string, number>;
}

const PASSES = 3;

/**
 * Measures the rows at their final widths, splits those that no page can hold, and builds the document page by page.
 * Throws where no stable layout is found in three passes: with rows measured, that would be a fault of ours.
 */
export async function composeNotice(model: NoticeModel, edition: Edition, layout: Layout): Promise<ComposedNotice> {
  let parts = model.rows.map(wholeRow);
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const measures = measuresOf(await layout(measuringDocument(model, edition, parts)), edition, parts);
    const split = splitTall(parts, measures, pass);
    if (split.length === parts.length) return planned(model, edition, parts, paginate(measures));
    parts = split;
  }
  throw new Error(`no stable layout after ${PASSES} passes`);
}

function planned(
  model: NoticeModel,
  edition: Edition,
  parts: readonly RowPart[],
  starts: readonly number[],
): ComposedNotice {
  const pageOf = parts.map((part, row): [string, number] => [part.id, starts.filter((start) => start <= row).length]);
  return { document: noticeDocument(model, edition, parts, starts), pages: starts.length, pageOf: new Map(pageOf) };
}

/** Lines of the table's text that fit a page under its head; a little less each pass, as cuts are estimates. */
function splitTall(parts: readonly RowPart[], measures: Measures, pass: number): RowPart[] {
  const capacity = pageCapacity(measures);
  const lines =
    Math.floor((capacity - 2 * TABLE_RULES.paddingY) / (SIZE.table * FONT_LINE.sans * TABLE_LINE_HEIGHT)) - 2 * pass;
  return parts.flatMap((part, index) => ((measures.rows[index] ?? 0) > capacity ? splitRow(part, lines) : [part]));
}

/** Heights from the tops of consecutive rows, which all begin with the same padding. */
function measuresOf(placements: Placements, edition: Edition, parts: readonly RowPart[]): Measures {
  const top = (id: string): number => {
    const placement = placements.get(id);
    if (placement === undefined) throw new Error(`${id} was not laid out`);
    return placement.top;
  };
  const tops = [...parts.map((part) => top(part.id)), top('table-end') + TABLE_RULES.paddingY];
  return {
    rows: parts.map((_, index) => (tops[index + 1] ?? 0) - (tops[index] ?? 0)),
    tableHead: (tops[0] ?? 0) - top('table-head'),
    opening: top('table-head') - TABLE_RULES.paddingY - marginsOf(edition).top,
    closing: CLOSING_HEIGHT,
    page: TEXT_AREA.height,
  };
}

/**
 * Checks that a finished layout has every row on its planned page and nothing beyond the last, and gives the places
 * for visible signatures. Null: the layout is not the plan.
 */
export function confirmLayout(
  composed: ComposedNotice,
  placements: Placements,
  model: NoticeModel,
  edition: Edition,
): readonly SignatureBox[] | null {
  const moved = [...composed.pageOf].some(([id, page]) => placements.get(id)?.page !== page);
  const zone = placements.get('signature-zone');
  if (moved || zone === undefined || zone.page !== composed.pages) return null;
  return signatureBoxes(model, edition, zone);
}
