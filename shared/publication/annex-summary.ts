import type { Assessment, IndicatorResult } from '../assess/types.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts } from '../facts/schema.ts';
import { VERDICTS } from '../facts/schema.ts';
import { answerCell, unitOf } from './answer-text.ts';
import { FINDINGS_NAME, PHOTOS_NAME } from './annex-lists.ts';
import { DETAIL_NAME } from './annex-detail.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { column, formula, heads, text, WHOLE, whole } from './annex-types.ts';
import { chinesePeriod } from './chinese-date.ts';
import type { NoticeModel } from './notice-model.ts';
import { splitTall } from './row-heights.ts';

export interface SummaryInput {
  readonly catalogue: Catalogue;
  readonly catalogueSha256: string;
  readonly facts: Facts;
  readonly assessment: Assessment;
  readonly model: NoticeModel;
  /** Of the other sheets: rows below the head, and what is counted there. */
  readonly counts: Readonly<Record<'detail' | 'findings' | 'photos', Counted>>;
}
interface Counted {
  readonly rows: number;
  readonly counted: number;
}

const WIDTHS = [15, 12, 17, 9, 8, 11, 44, 26];
const COLUMNS = WIDTHS.length;
/** The list of indicators: 一级指标 in B, 结果 in D. */
const LIST_HEADS = ['序号', '一级指标', '二级指标', '结果', '申报', '认定', '完成情况', '公示附注'];
/** 二级指标, said again where a row goes on in the next: what is counted stands once. */
const NAME_COLUMN = 2;

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
  builder.rows.push(heads(LIST_HEADS), ...list);
  banner(builder, '社区与小区基本情况');
  builder.rows.push(heads(['对象', '填报项', '填报值', '单位']), ...basicRows(input));
  return { name: '汇总', headRows: 1, widths: WIDTHS, rows: builder.rows, merges: builder.merges, filter };
}

function headRows({ catalogue, catalogueSha256, facts, assessment, model, counts }: SummaryInput): AnnexCell[][] {
  const { profile } = facts;
  const said = (label: string, value: string): AnnexCell[] => [text(label, 'label'), text(value)];
  const counted = (label: string, sheet: string, { rows, counted: value }: Counted): AnnexCell[] => [
    text(label, 'label'),
    formula(`COUNTA('${sheet}'!A2:A${Math.max(2, rows + 1)})`, value, WHOLE, 'body'),
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

/** Counts by COUNTIFS over the list of indicators below, whose place follows from the rows in between. */
/** `listed`: rows of the list of indicators. */
function tallyRows({ rows }: Builder, { catalogue, assessment }: SummaryInput, listed: number): void {
  rows.push(heads(['一级指标', '指标数', ...VERDICTS]));
  const first = rows.length + 1;
  const listStart = first + catalogue.categories.length + 1 + 2;
  const listEnd = listStart + listed - 1;
  const names = `$B$${listStart}:$B$${listEnd}`;
  const results = `$D$${listStart}:$D$${listEnd}`;
  for (const { name } of catalogue.categories) {
    const row = rows.length + 1;
    const of = assessment.indicators.filter((indicator) => indicator.category === name);
    const counts = VERDICTS.map((verdict) =>
      formula(
        `COUNTIFS(${names},$A${row},${results},"${verdict}")`,
        of.filter((indicator) => indicator.result === verdict).length,
      ),
    );
    rows.push([text(name, 'label'), formula(`COUNTIFS(${names},$A${row})`, of.length), ...counts]);
  }
  const sums = [assessment.indicators.length, ...VERDICTS.map((verdict) => assessment.tally[verdict])];
  const total = sums.map((value, index) => {
    const letter = column(index + 1);
    return formula(`SUM(${letter}${first}:${letter}${rows.length})`, value);
  });
  rows.push([text('合计', 'label'), ...total]);
}

/** An indicator with what the notice says beside its 完成情况: what was decided by a person, by whom and why. */
function indicatorRows(indicator: IndicatorResult, model: NoticeModel): AnnexCell[][] {
  const byHand = [indicator, ...indicator.clauses];
  const marks = [
    ...(byHand.some((one) => one.waiver !== null) ? ['不涉及'] : []),
    ...(byHand.some((one) => one.override !== null) ? ['人工认定'] : []),
  ];
  const notes = model.rows.find(({ no }) => no === indicator.no)?.notes ?? [];
  const row = [
    whole(indicator.no),
    text(indicator.category),
    text(indicator.name),
    text(indicator.result, 'centre'),
    text(indicator.declared ? '申报' : '', 'centre'),
    text(marks.join('、'), 'centre'),
    text(indicator.narrative),
    text(notes.join('\n')),
  ];
  return splitTall(row, WIDTHS, [NAME_COLUMN]);
}

function basicRows({ catalogue, facts }: SummaryInput): AnnexCell[][] {
  const community = catalogue.profileFields.map((field) => [
    text(facts.profile.community),
    text(field.label),
    answerCell(field, facts.profile.facts[field.id], null),
    text(unitOf(field), 'centre'),
  ]);
  const estates = facts.estates.flatMap((estate) =>
    catalogue.estateFields.map((field) => [
      text(estate.name),
      text(field.label),
      answerCell(field, estate.facts[field.id], null),
      text(unitOf(field), 'centre'),
    ]),
  );
  return [...community, ...estates].flatMap((row) => splitTall(row, WIDTHS, [0, 1]));
}
