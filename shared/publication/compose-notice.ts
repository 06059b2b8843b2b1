import type { Line } from './break-lines.ts';
import { closingBlocks, signatureBoxes, typesetClosing } from './closing.ts';
import type { Closing, SignatureBox } from './closing.ts';
import type { Block, NoticeDocument, NoticePage } from './document-types.ts';
import { drawTable, headHeight, ROW_PADDING } from './draw-table.ts';
import type { Table } from './draw-table.ts';
import { fillPages } from './fill-pages.ts';
import type { PagePlan } from './fill-pages.ts';
import type { NoticeModel } from './notice-model.ts';
import { captionBlock, captionHeight, openingBlock, titleBlock, titleHeight, typesetOpening } from './opening.ts';
import type { Opening } from './opening.ts';
import { pageMarks } from './page-marks.ts';
import type { NoticeEdition } from './notice-edition.ts';
import { LINE, LINE_PITCH, marginsOf, PAGE, round, TEXT_AREA } from './page-metrics.ts';
import { columnWidths } from './table-columns.ts';
import type { ColumnWidths } from './table-columns.ts';
import { headLines, typesetRow } from './table-rows.ts';
import type { Typesetter } from './typesetter.ts';

export interface ComposedNotice {
  readonly document: NoticeDocument;
  /** Where visible signatures may stand; the first is for a person, the last for the office's seal. */
  readonly signatureBoxes: readonly SignatureBox[];
  /** The widths of the table's columns, as chosen for this notice. */
  readonly widths: ColumnWidths;
}

/** A notice as lines, before it is distributed over pages. */
interface Typeset {
  readonly opening: Opening;
  readonly table: Table;
  readonly closing: Closing;
}

/**
 * Lays a printed model (`printedModel`) out: measures every text with its face, breaks it into lines, fills the pages and
 * puts every line in its place. Whatever the texts are, the pages hold all of them; `checkPages` proves it.
 */
export function composeNotice(model: NoticeModel, edition: NoticeEdition, typesetter: Typesetter): ComposedNotice {
  const widths = columnWidths(typesetter, model);
  const set: Typeset = {
    opening: typesetOpening(typesetter, model),
    table: {
      typesetter,
      widths,
      head: headLines(typesetter, model.columns, widths),
      rows: model.rows.map((row) => typesetRow(typesetter, row, widths)),
    },
    closing: typesetClosing(typesetter, model),
  };
  const plans = plansOf(set);
  const pages = plans.map((plan, index): NoticePage => ({
    used: round(plan.used),
    ...drawPage(set, plan, edition, index === 0),
    marks: pageMarks(typesetter, edition, index + 1, model.preview),
  }));
  const last = plans.at(-1);
  const { left, top } = marginsOf(edition);
  const spot = { left, top: top + (last?.used ?? 0) - set.closing.height };
  return {
    document: { page: PAGE, info: infoOf(model), pages },
    signatureBoxes: signatureBoxes(set.closing, spot, pages.length),
    widths,
  };
}

function plansOf({ opening, table, closing }: Typeset): readonly PagePlan[] {
  return fillPages({
    page: TEXT_AREA.height,
    title: titleHeight(opening),
    opening: { lines: opening.paragraph.length, pitch: LINE_PITCH },
    caption: captionHeight(opening),
    head: headHeight(table.head) + 1,
    rows: table.rows.map(({ lines, least, texts }) => ({
      lines,
      least,
      pauses: (at) => texts.filter((text) => at >= text.length || isPause(text[at - 1])).length,
    })),
    line: LINE.table,
    padding: ROW_PADDING,
    closing: closing.height,
  });
}

/** A paragraph ends here, and not in a colon that announces the next. */
const isPause = (line: Line | undefined): boolean => (line?.ends ?? false) && !/[：:]$/u.test(line?.text ?? '');

function drawPage(
  { opening, table, closing }: Typeset,
  plan: PagePlan,
  edition: NoticeEdition,
  first: boolean,
): Pick<NoticePage, 'blocks' | 'rules'> {
  const { left, top } = marginsOf(edition);
  const { typesetter } = table;
  const blocks: Block[] = [];
  let y = top;
  if (first) {
    blocks.push(titleBlock(typesetter, opening, { left, top: y }));
    y += titleHeight(opening);
  }
  if (plan.opening.to > plan.opening.from) {
    blocks.push(openingBlock(typesetter, opening, plan.opening, { left, top: y }));
    y += (plan.opening.to - plan.opening.from) * LINE_PITCH;
  }
  if (plan.caption) {
    blocks.push(captionBlock(typesetter, opening, { left, top: y }));
    y += captionHeight(opening);
  }
  const drawn = plan.slices.length > 0 ? drawTable(table, plan.slices, { left, top: y }) : { blocks: [], rules: [] };
  const below = { left, top: top + plan.used - closing.height };
  const end = plan.closing ? closingBlocks(typesetter, closing, below) : [];
  return { blocks: [...blocks, ...drawn.blocks, ...end], rules: drawn.rules };
}

/** The metadata packet is written without XML escapes, so marks that would break it are replaced by words. */
function infoOf({ title, office, caption }: NoticeModel): NoticeDocument['info'] {
  const plain = (text: string): string => text.replace(/&/gu, '及').replace(/</gu, '〈').replace(/>/gu, '〉');
  return { title: plain(title), author: plain(office), subject: plain(caption) };
}
