import type { Assessment, IndicatorResult } from '../assess/types.ts';
import type { Field } from '../catalogue/field-schema.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import type { Answer, Facts, Verdict } from '../facts/schema.ts';
import { VERDICTS } from '../facts/schema.ts';
import { answerCell, unitOf } from './answer-text.ts';
import { FINDINGS_NAME, PHOTOS_NAME } from './annex-lists.ts';
import { DETAIL_NAME } from './annex-detail.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { columnsOf } from './annex-columns.ts';
import { formula, text, WHOLE, whole } from './annex-types.ts';
import { chinesePeriod } from './chinese-date.ts';
import type { NoticeModel } from './notice-model.ts';

export interface SummaryInput {
  readonly catalogue: Catalogue;
  readonly catalogueSha256: string;
  readonly facts: Facts;
  readonly assessment: Assessment;
  readonly model: NoticeModel;
  /** Of the other sheets: the letter of the column that is counted, rows below the head, and what there is to count. */
  readonly counts: Readonly<Record<'detail' | 'findings' | 'photos', Counted>>;
}
interface Counted {
  readonly column: string;
  readonly rows: number;
  readonly counted: number;
}

/** An indicator as the list shows it: marks of what people decided, and what the notice says beside its 完成情况. */
interface ListedIndicator {
  readonly indicator: IndicatorResult;
  readonly marks: readonly string[];
  readonly notes: readonly string[];
}

const LIST = columnsOf<ListedIndicator>()([
  { key: 'no', head: '序号', width: 15, of: ({ indicator }) => whole(indicator.no) },
  { key: 'category', head: '一级指标', width: 12, of: ({ indicator }) => text(indicator.category) },
  { key: 'name', head: '二级指标', width: 17, of: ({ indicator }) => text(indicator.name) },
  { key: 'result', head: '结果', width: 9, of: ({ indicator }) => text(indicator.result, 'centre') },
  { key: 'declared', head: '申报', width: 8, of: ({ indicator }) => text(indicator.declared ? '申报' : '', 'centre') },
  { key: 'marks', head: '认定', width: 11, of: ({ marks }) => text(marks.join('、'), 'centre') },
  { key: 'narrative', head: '完成情况', width: 44, of: ({ indicator }) => text(indicator.narrative) },
  { key: 'notes', head: '公示附注', width: 26, of: ({ notes }) => text(notes.join('\n')) },
]);
/** The list has the most columns; the other tables stand in the first of them. */
const WIDTHS = LIST.widths;
const COLUMNS = WIDTHS.length;

type TallyKey = 'category' | 'all' | Verdict;
/** Every row says itself what stands in a column: all are formulas of their own. */
const tallyColumn = (key: TallyKey, head: string) => ({
  key,
  head,
  of: (cell: (key: TallyKey) => AnnexCell) => cell(key),
});
const TALLY = columnsOf<(key: TallyKey) => AnnexCell>()([
  tallyColumn('category', '一级指标'),
  tallyColumn('all', '指标数'),
  ...VERDICTS.map((verdict) => tallyColumn(verdict, verdict)),
]);

/** A fact of the community or of a 小区. */
interface BasicFact {
  readonly of: string;
  readonly field: Field;
  readonly answer: Answer | undefined;
}
const BASIC = columnsOf<BasicFact>()(
  [
    { key: 'of', head: '对象', of: ({ of }) => text(of) },
    { key: 'field', head: '填报项', of: ({ field }) => text(field.label) },
    { key: 'answer', head: '填报值', of: ({ field, answer }) => answerCell(field, answer, null) },
    { key: 'unit', head: '单位', of: ({ field }) => text(unitOf(field), 'centre') },
  ],
  WIDTHS,
);

/** Collects rows and the cells that span columns. */
interface Builder {
  readonly rows: AnnexCell[][];
  readonly merges: { row: number; from: number; to: number }[];
}
/** Cells that are ruled together across the sheet. */
const fill = (cells: readonly AnnexCell[]): AnnexCell[] => [
  ...cells,
  ...Array.from({ length: COLUMNS - cells.length }, () => text('')),
];
function banner({ rows, merges }: Builder, title: string): void {
  merges.push({ row: rows.length, from: 0, to: COLUMNS - 1 });
  rows.push([text(title, 'title')]);
}

/** 汇总: what was judged, the outcome counted by formula, every indicator's result, the community's figures. */
export function summarySheet(input: SummaryInput): AnnexSheet {
  const builder: Builder = { rows: [], merges: [] };
  banner(builder, `${input.facts.profile.community}智慧社区建设指标验收明细`);
  for (const row of headRows(input)) {
    builder.merges.push({ row: builder.rows.length, from: 1, to: COLUMNS - 1 });
    builder.rows.push(fill(row));
  }
  const list = input.assessment.indicators.flatMap((indicator) => indicatorRows(indicator, input.model));
  banner(builder, '按一级指标统计');
  tallyRows(builder, input, list.length);
  banner(builder, '各项指标');
  const filter = { head: builder.rows.length, last: builder.rows.length + list.length };
  builder.rows.push(LIST.heads(), ...list);
  banner(builder, '社区与小区基本情况');
  builder.rows.push(BASIC.heads(), ...basicRows(input));
  return { name: '汇总', headRows: 1, widths: WIDTHS, rows: builder.rows, merges: builder.merges, filter };
}

function headRows({ catalogue, catalogueSha256, facts, assessment, model, counts }: SummaryInput): AnnexCell[][] {
  const { profile } = facts;
  const said = (label: string, value: string): AnnexCell[] => [text(label, 'label'), text(value)];
  const counted = (label: string, sheet: string, { column, rows, counted: value }: Counted): AnnexCell[] => [
    text(label, 'label'),
    formula(`COUNTA('${sheet}'!${column}2:${column}${Math.max(2, rows + 1)})`, value, WHOLE, 'body'),
  ];
  return [
    said('社区', profile.community),
    said('街道', profile.street),
    said('申请主体', profile.applicant),
    said('验收单位', profile.authority),
    said('依据', profile.basis),
    said('验收期间', chinesePeriod(profile.period.from, profile.period.to)),
    said('公示日期', model.date),
    said('指标目录', `${catalogue.standard}（${catalogue.tier}）${catalogue.id} ${catalogue.version}`),
    said('指标目录 SHA-256', catalogueSha256),
    said('结论', model.preview ? `${assessment.overall}（预览稿，尚未定稿）` : assessment.overall),
    counted('指标明细行数', DETAIL_NAME, counts.detail),
    counted('数据核对发现数', FINDINGS_NAME, counts.findings),
    counted('佐证数', PHOTOS_NAME, counts.photos),
  ];
}

/** Counts by COUNTIFS over the list of indicators below (`listed` rows), whose place follows from the rows in between. */
function tallyRows({ rows }: Builder, { catalogue, assessment }: SummaryInput, listed: number): void {
  rows.push(TALLY.heads());
  const first = rows.length + 1;
  const listStart = first + catalogue.categories.length + 1 + 2;
  const listEnd = listStart + listed - 1;
  const range = (letter: string) => `$${letter}$${listStart}:$${letter}$${listEnd}`;
  const names = range(LIST.letterOf('category'));
  const results = range(LIST.letterOf('result'));
  for (const { name } of catalogue.categories) {
    const isHere = `${names},$${TALLY.letterOf('category')}${rows.length + 1}`;
    const of = assessment.indicators.filter((indicator) => indicator.category === name);
    const counted = (verdict: Verdict) => of.filter(({ result }) => result === verdict).length;
    const cell = (key: TallyKey): AnnexCell => {
      if (key === 'category') return text(name, 'label');
      if (key === 'all') return formula(`COUNTIFS(${isHere})`, of.length);
      return formula(`COUNTIFS(${isHere},${results},"${key}")`, counted(key));
    };
    rows.push(TALLY.row(cell));
  }
  const last = rows.length;
  const sum = (key: TallyKey): AnnexCell => {
    if (key === 'category') return text('合计', 'label');
    const letter = TALLY.letterOf(key);
    const value = key === 'all' ? assessment.indicators.length : assessment.tally[key];
    return formula(`SUM(${letter}${first}:${letter}${last})`, value);
  };
  rows.push(TALLY.row(sum));
}

/** An indicator with what the notice says beside its 完成情况: what was decided by a person, by whom and why. */
function indicatorRows(indicator: IndicatorResult, model: NoticeModel): AnnexCell[][] {
  const byHand = [indicator, ...indicator.clauses];
  const marks = [
    ...(byHand.some((one) => one.waiver !== null) ? ['不涉及'] : []),
    ...(byHand.some((one) => one.override !== null) ? ['人工认定'] : []),
  ];
  const notes = model.rows.find(({ no }) => no === indicator.no)?.notes ?? [];
  // What is counted stands once: of a row that goes on, only the name is said again.
  return LIST.rows({ indicator, marks, notes }, ['name']);
}

function basicRows({ catalogue, facts }: SummaryInput): AnnexCell[][] {
  const { community, facts: own } = facts.profile;
  const rows = [
    ...catalogue.profileFields.map((field) => ({ of: community, field, answer: own[field.id] })),
    ...facts.estates.flatMap((estate) =>
      catalogue.estateFields.map((field) => ({ of: estate.name, field, answer: estate.facts[field.id] })),
    ),
  ];
  return rows.flatMap((row) => BASIC.rows(row, ['of', 'field']));
}
