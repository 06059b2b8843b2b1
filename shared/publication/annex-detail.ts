import { fullExplanation } from '../assess/explain.ts';
import { partsOf } from '../assess/explanation.ts';
import type { ClauseResult, Explanation, IndicatorResult } from '../assess/types.ts';
import type { Catalogue, Clause } from '../catalogue/schema.ts';
import type { Estate, Facts } from '../facts/schema.ts';
import { answerCell, unitOf } from './answer-text.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { columnsOf } from './annex-columns.ts';
import { exactNumber, formula, text, whole } from './annex-types.ts';
import type { Sources } from './answer-source.ts';
import { sourcesOf } from './answer-source.ts';
import type { NoticeModel } from './notice-model.ts';

export const DETAIL_NAME = '指标明细';

/** Cells of a row by column; what is not said is empty. */
type Cells = Readonly<Partial<Record<Key, AnnexCell>>>;
type Key = (typeof COLUMNS)[number]['key'];

/** Together they fit A4 across with print of 8 points. */
const COLUMNS = [
  { key: 'category', head: '一级指标', width: 7 },
  { key: 'no', head: '序号', width: 5 },
  { key: 'name', head: '二级指标', width: 9 },
  { key: 'clause', head: '条款', width: 5 },
  { key: 'label', head: '条款内容', width: 13 },
  { key: 'estate', head: '小区', width: 8 },
  { key: 'field', head: '填报项', width: 15 },
  { key: 'answer', head: '填报值', width: 15 },
  { key: 'unit', head: '单位', width: 6 },
  { key: 'part', head: '分子', width: 8 },
  { key: 'whole', head: '分母', width: 8 },
  { key: 'ratio', head: '比率', width: 8 },
  { key: 'threshold', head: '要求', width: 7 },
  { key: 'result', head: '结果', width: 8 },
  { key: 'explanation', head: '判定说明', width: 20 },
] as const;
const DETAIL = columnsOf<Cells>()(COLUMNS.map((one) => ({ ...one, of: (cells) => cells[one.key] ?? text('') })));
/** Every row has one: their number is counted by it. */
export const DETAIL_COUNTED = DETAIL.letterOf('category');
/** What a row says again where it goes on in the next. */
const LEAD = ['category', 'no', 'name', 'clause', 'label'] as const;

type RatioNode = Extract<Explanation, { kind: 'ratio' }>;
interface FoundRatio {
  readonly estate: string;
  readonly node: RatioNode;
}

/** Every ratio a result rests on, with the 小区 it was taken for, in the order it is explained. */
function ratiosIn(node: Explanation, estate = ''): readonly FoundRatio[] {
  const own = node.kind === 'ratio' ? [{ estate, node }] : [];
  return [...own, ...partsOf(node).flatMap((part) => ratiosIn(part.node, part.estate ?? estate))];
}

/** Decimals enough that the shown figure stands on the same side of its threshold as the exact one. */
function percentFormat(percent: string): string {
  const decimals = Math.max(2, percent.replace('%', '').split('.')[1]?.length ?? 0);
  return `0.${'0'.repeat(decimals)}%`;
}

/** 分子, 分母, 比率 (a live formula), 要求; a rate without its counts stands as the declared text it is. */
function ratioCells({ node }: FoundRatio, row: number): Cells {
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
    const quotient = `${DETAIL.letterOf('part')}${row}/${DETAIL.letterOf('whole')}${row}`;
    const ratio = formula(quotient, part.value / divisor.value, percentFormat(node.percent));
    return { part, whole: divisor, ratio, threshold };
  }
  const declared = node.declared && node.percent !== null ? `${node.percent}（申报）` : '';
  return { part, whole: divisor, ratio: text(declared, 'centre'), threshold };
}

interface ClauseContext {
  readonly lead: Cells;
  readonly clause: Clause;
  readonly result: ClauseResult;
  readonly facts: Facts;
  readonly sources: Sources;
}

/** The result of the clause, then its ratios, then every field with its answer. `firstRow`: number of the first row. */
function clauseRows(context: ClauseContext, firstRow: number): AnnexCell[][] {
  const { lead, clause, result } = context;
  const declared = result.declared && result.result === '符合' ? '（申报）' : '';
  const head: Cells = {
    ...lead,
    field: text('条款判定', 'label'),
    result: text(`${result.result}${declared}`, 'label'),
    explanation: text(fullExplanation(result)),
  };
  const rows = DETAIL.rows(head, LEAD);
  for (const ratio of ratiosIn(result.data)) {
    const said = {
      estate: text(ratio.estate),
      field: text(`比率：${ratio.node.label ?? clause.label}`),
      unit: text(ratio.node.part.unit, 'centre'),
      result: text(ratio.node.verdict, 'centre'),
    };
    rows.push(DETAIL.row({ ...lead, ...said, ...ratioCells(ratio, firstRow + rows.length) }));
  }
  return [...rows, ...answerRows(context)];
}

function answerRows({ lead, clause, facts, sources }: ClauseContext): AnnexCell[][] {
  const community = { name: '', answers: facts.answers, estate: null };
  const places: readonly { name: string; answers: Estate['answers']; estate: Estate | null }[] =
    clause.each === undefined
      ? [community]
      : facts.estates.map((estate) => ({ name: estate.name, answers: estate.answers, estate }));
  return places.flatMap(({ name, answers, estate }) =>
    clause.fields.flatMap((field) => {
      const source = sources(clause.id, field, estate);
      const answer = answerCell(field, answers[clause.id]?.[field.id], source);
      const said = { estate: text(name), field: text(field.label), unit: text(unitOf(field), 'centre') };
      return DETAIL.rows({ ...lead, ...said, answer }, LEAD);
    }),
  );
}

/** What was decided of an indicator as a whole, with reason and name. */
function indicatorRows(indicator: IndicatorResult, lead: Cells, model: NoticeModel): AnnexCell[][] {
  if (indicator.waiver === null && indicator.override === null) return [];
  const notes = model.rows.find(({ no }) => no === indicator.no)?.notes ?? [];
  const said = { field: text('指标认定', 'label'), result: text(indicator.result, 'label') };
  return DETAIL.rows({ ...lead, ...said, explanation: text(notes.join('\n')) }, LEAD);
}

interface DetailInput {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly indicators: readonly IndicatorResult[];
  readonly model: NoticeModel;
}

/** 指标明细: each clause with its result, its ratios as formulas, and what was answered in every field. */
export function detailSheet({ catalogue, facts, indicators, model }: DetailInput): AnnexSheet {
  const results = new Map(indicators.map((one) => [one.no, one]));
  const sources = sourcesOf(catalogue, facts);
  const rows: AnnexCell[][] = [DETAIL.heads()];
  for (const category of catalogue.categories) {
    for (const { no, name, clauses } of category.indicators) {
      const indicator = results.get(no);
      if (indicator === undefined) throw new Error(`indicator ${no} has no result`);
      const names = { category: text(category.name), no: whole(no), name: text(name) };
      rows.push(...indicatorRows(indicator, names, model));
      for (const clause of clauses) {
        const result = indicator.clauses.find(({ id }) => id === clause.id);
        if (result === undefined) throw new Error(`clause ${clause.id} has no result`);
        const lead = { ...names, clause: text(clause.id, 'centre'), label: text(clause.label) };
        rows.push(...clauseRows({ lead, clause, result, facts, sources }, rows.length + 1));
      }
    }
  }
  const filter = { head: 0, last: rows.length - 1 };
  return { name: DETAIL_NAME, headRows: 1, widths: DETAIL.widths, rows, merges: [], filter };
}
