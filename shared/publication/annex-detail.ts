import type { ClauseResult, Explanation, IndicatorResult } from '../assess/types.ts';
import { fullExplanation } from '../assess/explain.ts';
import type { Catalogue, Clause } from '../catalogue/schema.ts';
import type { Facts } from '../facts/schema.ts';
import { answerCell, unitOf } from './answer-text.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { exactNumber, formula, heads, text, whole } from './annex-types.ts';

export const DETAIL_NAME = '指标明细';
const HEADS = [
  '一级指标',
  '序号',
  '二级指标',
  '条款',
  '条款内容',
  '小区',
  '填报项',
  '填报值',
  '单位',
  '分子',
  '分母',
  '比率',
  '要求',
  '结果',
  '判定说明',
] as const;
const WIDTHS = [10, 5, 15, 6, 18, 9, 21, 22, 7, 10, 10, 9, 8, 9, 36];
/** Letters of 分子 and 分母, for the formula between them. */
const [PART, WHOLE_COLUMN] = ['J', 'K'];

type RatioNode = Extract<Explanation, { kind: 'ratio' }>;
interface FoundRatio {
  readonly estate: string;
  readonly node: RatioNode;
}

/** Every ratio a result rests on, with the 小区 it was taken for, in the order it is explained. */
export function ratiosIn(node: Explanation, estate = ''): FoundRatio[] {
  switch (node.kind) {
    case 'ratio':
      return [{ estate, node }];
    case 'all':
    case 'any':
    case 'atLeast':
      return node.parts.flatMap((part) => ratiosIn(part, estate));
    case 'not':
      return ratiosIn(node.part, estate);
    case 'when':
    case 'case':
      return [node.condition, node.then].flatMap((part) => (part === null ? [] : ratiosIn(part, estate)));
    case 'estates':
      return node.parts.flatMap(({ name, part }) => ratiosIn(part, name));
    default:
      return [];
  }
}

/** Decimals enough that the shown figure stands on the same side of its threshold as the exact one. */
function percentFormat(percent: string): string {
  const decimals = Math.max(2, percent.replace('%', '').split('.')[1]?.length ?? 0);
  return `0.${'0'.repeat(decimals)}%`;
}

/** 分子, 分母, 比率 (a live formula), 要求; a rate without its counts stands as the declared text it is. */
function ratioCells({ node }: FoundRatio, row: number): AnnexCell[] {
  const part = exactNumber(node.part.value ?? '');
  const divisor = exactNumber(node.whole.value ?? '');
  const threshold = text(`${node.relation} ${node.threshold}`, 'centre');
  if (
    part.is === 'number' &&
    divisor.is === 'number' &&
    divisor.value !== 0 &&
    node.percent !== null &&
    !node.declared
  ) {
    const cell = formula(
      `${PART}${row}/${WHOLE_COLUMN}${row}`,
      part.value / divisor.value,
      percentFormat(node.percent),
    );
    return [part, divisor, cell, threshold];
  }
  const declared = node.declared && node.percent !== null ? `${node.percent}（申报）` : '';
  return [part, divisor, text(declared, 'centre'), threshold];
}

const nothing = (count: number): AnnexCell[] => Array.from({ length: count }, () => text(''));

interface ClauseContext {
  readonly lead: readonly AnnexCell[];
  readonly clause: Clause;
  readonly result: ClauseResult;
}

/** The result of the clause, then its ratios, then every field with its answer. */
function clauseRows({ lead, clause, result }: ClauseContext, facts: Facts, firstRow: number): AnnexCell[][] {
  const ratios = ratiosIn(result.data);
  const declared = result.declared && result.result === '符合' ? '（申报）' : '';
  const verdict = [text(`${result.result}${declared}`, 'label'), text(fullExplanation(result))];
  const head = [...lead, text(''), text('条款判定', 'label'), ...nothing(6), ...verdict];
  const rows = [head];
  for (const ratio of ratios) {
    const label = ratio.node.label ?? clause.label;
    const before = [
      ...lead,
      text(ratio.estate),
      text(`比率：${label}`),
      text(''),
      text(ratio.node.part.unit, 'centre'),
    ];
    rows.push([...before, ...ratioCells(ratio, firstRow + rows.length), text(ratio.node.verdict, 'centre'), text('')]);
  }
  const places = clause.each === undefined ? [{ name: '', answers: facts.answers }] : facts.estates;
  for (const place of places) {
    for (const field of clause.fields) {
      const value = answerCell(field, place.answers[clause.id]?.[field.id]);
      rows.push([...lead, text(place.name), text(field.label), value, text(unitOf(field), 'centre'), ...nothing(6)]);
    }
  }
  return rows;
}

/** 指标明细: each clause with its result, its ratios as formulas, and what was answered in every field. */
export function detailSheet(catalogue: Catalogue, facts: Facts, indicators: readonly IndicatorResult[]): AnnexSheet {
  const results = new Map(
    indicators.flatMap((one) => one.clauses.map((clause): [string, ClauseResult] => [clause.id, clause])),
  );
  const rows: AnnexCell[][] = [heads(HEADS)];
  for (const category of catalogue.categories) {
    for (const indicator of category.indicators) {
      for (const clause of indicator.clauses) {
        const result = results.get(clause.id);
        if (result === undefined) throw new Error(`clause ${clause.id} has no result`);
        const names = [text(category.name), whole(indicator.no), text(indicator.name)];
        const lead = [...names, text(clause.id, 'centre'), text(clause.label)];
        rows.push(...clauseRows({ lead, clause, result }, facts, rows.length + 1));
      }
    }
  }
  return { name: DETAIL_NAME, headRows: 1, widths: WIDTHS, rows, merges: [] };
}
