import type { Line } from './break-lines.ts';
import type { Block, Rule } from './document-types.ts';
import type { Slice } from './fill-pages.ts';
import type { Spot } from './opening.ts';
import { LINE, round, SIZE, TABLE_RULES } from './page-metrics.ts';
import { setLines } from './set-lines.ts';
import type { Setting } from './set-lines.ts';
import { columnEdges } from './table-columns.ts';
import type { ColumnWidths } from './table-columns.ts';
import { continued, labelLines } from './table-rows.ts';
import type { TypesetRow } from './table-rows.ts';
import type { Typesetter } from './typesetter.ts';

const { frame, line, paddingX, paddingY } = TABLE_RULES;

/** What a row takes besides its lines: air above and below, and the rule under it. */
export const ROW_PADDING = 2 * paddingY + line;

/** Height of the table's head with what the frame takes. */
export function headHeight(head: readonly (readonly Line[])[]): number {
  return Math.max(...head.map((lines) => lines.length)) * LINE.table + ROW_PADDING + frame;
}

/** Everything that the parts of the table on one page are drawn from. */
export interface Table {
  readonly typesetter: Typesetter;
  readonly widths: ColumnWidths;
  readonly head: readonly (readonly Line[])[];
  readonly rows: readonly TypesetRow[];
}

/** A part of a row in its place on the page. */
interface Part extends Slice {
  readonly set: TypesetRow;
  readonly top: number;
  readonly height: number;
}

/** Draws the head and the given parts of rows from `top` on. Gives the blocks, the ruled lines and the lower edge. */
export function drawTable(
  table: Table,
  slices: readonly Slice[],
  { left, top }: Spot,
): { readonly blocks: readonly Block[]; readonly rules: readonly Rule[] } {
  const edges = columnEdges(table.widths, left);
  const head = headHeight(table.head);
  let y = top + head - frame / 2;
  const parts = slices.flatMap((slice): Part[] => {
    const set = table.rows[slice.row];
    if (set === undefined) return [];
    const height = Math.max(slice.to - slice.from, set.least) * LINE.table + ROW_PADDING;
    const part = { ...slice, set, top: y, height };
    y += height;
    return [part];
  });
  const groups = groupsOf(parts, table.rows);
  const cells = new CellSetter(table, edges);
  return {
    blocks: [
      ...table.head.map((lines, column) =>
        cells.middle(`head/${column + 1}`, lines, column, top + frame / 2, head - frame),
      ),
      ...groups.flatMap((group) => [cells.label(group), ...group.parts.flatMap((part) => cells.row(part))]),
    ],
    rules: rulesOf(edges, top, y, [top + head - frame / 2, ...parts.map((part) => part.top + part.height)], groups),
  };
}

/** The parts of one 一级指标 on a page; `label` is its name, with （续） where it began on an earlier page. */
interface Group {
  readonly label: string;
  readonly parts: readonly Part[];
}

function groupsOf(parts: readonly Part[], rows: readonly TypesetRow[]): Group[] {
  const groups: { label: string; category: string; parts: Part[] }[] = [];
  for (const part of parts) {
    const { category } = part.set;
    const last = groups.at(-1);
    if (last?.category === category) {
      last.parts.push(part);
      continue;
    }
    const goesOn = part.from > 0 || rows[part.row - 1]?.category === category;
    groups.push({ label: goesOn ? continued(category) : category, category, parts: [part] });
  }
  return groups;
}

class CellSetter {
  readonly #table: Table;
  readonly #edges: readonly number[];

  constructor(table: Table, edges: readonly number[]) {
    this.#table = table;
    this.#edges = edges;
  }

  /** Lines centred in their cell, across and down. */
  middle(of: string, lines: readonly Line[], column: number, top: number, height: number): Block {
    return this.#block(of, lines, column, top, height, { align: 'center', begins: true, top: false });
  }

  label({ label, parts }: Group): Block {
    const lines = labelLines(this.#table.typesetter, label, this.#table.widths);
    const [first, last] = [parts[0], parts.at(-1)];
    const top = first?.top ?? 0;
    const height = (last?.top ?? 0) + (last?.height ?? 0) - top;
    return this.middle(`label-${first?.set.no}.${first?.from}`, lines, 0, top, height);
  }

  row({ set, from, to, top, height }: Part): Block[] {
    const broken = from > 0 || to < set.lines;
    const [digits, again] = [String(set.no), from > 0 ? `.${from}` : ''];
    const number = { text: digits, face: 'serif', ends: true } as const;
    const width = this.#table.typesetter.width(digits, 'serif') * SIZE.table;
    const texts = set.texts.map((lines, index) => {
      const own = lines.slice(from, to);
      const begins = lines[from - 1]?.ends ?? true;
      const how = { align: 'justify', begins, top: broken } as const;
      return this.#block(`row-${set.no}/${TEXTS[index]}`, own, 3 + index, top, height, how);
    });
    return [
      this.middle(`row-${set.no}/number${again}`, [{ ...number, width }], 1, top, height),
      this.#name(`row-${set.no}/name${again}`, from > 0 ? set.nameAgain : set.name, top, height),
      ...texts,
    ];
  }

  /** A short name is centred; one of several lines reads better from the left. */
  #name(of: string, lines: readonly Line[], top: number, height: number): Block {
    const align = lines.length > 1 ? 'left' : 'center';
    return this.#block(of, lines, 2, top, height, { align, begins: true, top: false });
  }

  #block(
    of: string,
    lines: readonly Line[],
    column: number,
    top: number,
    height: number,
    how: Pick<Setting, 'align' | 'begins'> & { readonly top: boolean },
  ): Block {
    const x = (this.#edges[column] ?? 0) + paddingX + (column === 0 ? frame / 2 : line / 2);
    const width = this.#table.widths[column] ?? 0;
    const free = height - ROW_PADDING - lines.length * LINE.table;
    const y = top + paddingY + line / 2 + (how.top ? 0 : free / 2);
    const { align, begins = true } = how;
    const setting: Setting = { size: SIZE.table, lineHeight: LINE.table, x, y, width, align, begins };
    const box = { x: round(x), y: round(top), width: round(width), height: round(height) };
    return { of, box, items: setLines(this.#table.typesetter, lines, setting) };
  }
}

const TEXTS = ['definition', 'requirement', 'narrative'] as const;

/** The frame, the upright lines, and a line under every row, which leaves out the merged label but below its last row. */
function rulesOf(
  edges: readonly number[],
  top: number,
  bottom: number,
  ends: readonly number[],
  groups: readonly Group[],
): Rule[] {
  const [left = 0, right = 0] = [edges[0], edges.at(-1)];
  const groupEnds = new Set(groups.map(({ parts }) => (parts.at(-1)?.top ?? 0) + (parts.at(-1)?.height ?? 0)));
  const inner = ends.slice(0, -1).map((y, index): Rule => {
    const from = index === 0 || groupEnds.has(y) ? left : (edges[1] ?? left);
    return ruled(from, y, right, y, line);
  });
  return [
    ...edges.slice(1, -1).map((x) => ruled(x, top, x, bottom, line)),
    ...inner,
    ruled(left, top + frame / 2, right, top + frame / 2, frame),
    ruled(left, bottom, right, bottom, frame),
    ruled(left + frame / 2, top, left + frame / 2, bottom + frame / 2, frame),
    ruled(right - frame / 2, top, right - frame / 2, bottom + frame / 2, frame),
  ];
}

const ruled = (x1: number, y1: number, x2: number, y2: number, width: number): Rule => ({
  x1: round(x1),
  y1: round(y1),
  x2: round(x2),
  y2: round(y2),
  width,
});
