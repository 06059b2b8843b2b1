import type { NoticeModel, NoticeRow } from './notice-model.ts';
import { LINE, SIZE, TABLE_RULES, TEXT_AREA } from './page-metrics.ts';
import type { Typesetter } from './typesetter.ts';

/** Content widths in points: 一级指标, 序号, 二级指标, 指标释义, 标准要求, 完成情况. */
export type ColumnWidths = readonly [number, number, number, number, number, number];

/** 一级指标 are four characters, 序号 two; a little more lets them breathe. */
const LABEL = 4 * SIZE.table + 1;
const NUMBER = 2 * SIZE.table + 1;
/** Characters that 二级指标, 指标释义 and 标准要求 may be wide; 完成情况 has the rest, never less than its least. */
const NAME = [6, 7, 8] as const;
const DEFINITION = { least: 7, most: 18 } as const;
const REQUIREMENT = { least: 9, most: 24 } as const;
const NARRATIVE_LEAST = 11;
/** Lines end a little before their column does, as marks must not begin the next. */
const RAGGED = 1.03;

/** What is left for texts beside ruling and air. */
const CONTENT = TEXT_AREA.width - 6 * 2 * TABLE_RULES.paddingX - 2 * TABLE_RULES.frame - 5 * TABLE_RULES.line;

/** Widths of the paragraphs of one row's texts. */
interface Widths {
  readonly name: readonly number[];
  readonly definition: readonly number[];
  readonly requirement: readonly number[];
  readonly narrative: readonly number[];
}

/**
 * The widths that make the table lowest, by how wide the texts of this notice are. Lines are estimated here, from measured
 * widths: an error costs a little height, never a character.
 */
export function columnWidths(typesetter: Typesetter, model: NoticeModel): ColumnWidths {
  const rows = model.rows.map((row) => widthsOf(typesetter, row));
  let best: { readonly height: number; readonly widths: ColumnWidths } | undefined;
  for (const name of NAME) {
    for (let definition = DEFINITION.least; definition <= DEFINITION.most; definition += 0.5) {
      for (let requirement = REQUIREMENT.least; requirement <= REQUIREMENT.most; requirement += 0.5) {
        const widths = inPoints(name, definition, requirement);
        if (widths[5] < NARRATIVE_LEAST * SIZE.table) continue;
        const height = heightOf(rows, widths);
        if (best === undefined || height < best.height) best = { height, widths };
      }
    }
  }
  if (best === undefined) throw new Error('no widths leave room for 完成情况');
  return best.widths;
}

function inPoints(name: number, definition: number, requirement: number): ColumnWidths {
  const taken = [LABEL, NUMBER, ...[name, definition, requirement].map((characters) => characters * SIZE.table + 1)];
  const [label = 0, number = 0, nameWidth = 0, definitionWidth = 0, requirementWidth = 0] = taken;
  const rest = CONTENT - taken.reduce((sum, width) => sum + width, 0);
  return [label, number, nameWidth, definitionWidth, requirementWidth, Math.floor(rest * 10) / 10];
}

function widthsOf(typesetter: Typesetter, row: NoticeRow): Widths {
  const paragraphs = (text: string, face: 'serif' | 'sans'): number[] =>
    text.split('\n').map((paragraph) => typesetter.width(paragraph, face) * SIZE.table * RAGGED);
  return {
    name: [typesetter.width(row.name, 'serif') * SIZE.table],
    definition: paragraphs(row.definition, 'serif'),
    requirement: paragraphs(row.requirement, 'serif'),
    narrative: [...paragraphs(row.narrative, 'serif'), ...row.notes.flatMap((note) => paragraphs(note, 'sans'))],
  };
}

function heightOf(rows: readonly Widths[], [, , name, definition, requirement, narrative]: ColumnWidths): number {
  let height = 0;
  for (const row of rows) {
    const lines = Math.max(
      lineCount(row.name, name),
      lineCount(row.definition, definition),
      lineCount(row.requirement, requirement),
      lineCount(row.narrative, narrative),
    );
    height += lines * LINE.table;
  }
  return height;
}

function lineCount(paragraphs: readonly number[], width: number): number {
  let lines = 0;
  for (const paragraph of paragraphs) lines += Math.max(1, Math.ceil(paragraph / width));
  return lines;
}

/** Where the columns' ruled lines stand, from the left edge of the text area: seven of them, the frame's at both ends. */
export function columnEdges(widths: ColumnWidths, left: number): readonly number[] {
  const edges = [left];
  let edge = left;
  for (const width of widths) {
    edge += width + 2 * TABLE_RULES.paddingX + TABLE_RULES.line;
    edges.push(edge);
  }
  edges[edges.length - 1] = left + TEXT_AREA.width;
  return edges;
}
