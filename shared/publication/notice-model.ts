import type { Assessment, IndicatorResult } from '../assess/types.ts';
import type { Catalogue, Indicator } from '../catalogue/schema.ts';
import type { Facts, NamedAcceptance } from '../facts/schema.ts';
import { isBlank } from '../reading/characters.ts';
import { chineseDate, chinesePeriod } from './chinese-date.ts';
import { noticeFileNames } from './file-names.ts';
import { printLine, printText } from './print-text.ts';
import { rowNotes } from './row-notes.ts';

/** One of the rows of the table: an indicator, its texts verbatim, what was found. */
export interface NoticeRow {
  readonly category: string;
  readonly no: number;
  readonly name: string;
  readonly definition: string;
  readonly requirement: string;
  readonly narrative: string;
  readonly notes: readonly string[];
}

/** A notice as words, before any layout. */
export interface NoticeModel {
  readonly title: string;
  readonly opening: string;
  readonly caption: string;
  readonly columns: readonly [string, string, string, string, string, string];
  readonly rows: readonly NoticeRow[];
  readonly annexFile: string;
  /** Names of the annexes as 附件说明 gives them: without the ending of a file (GB/T 9704-2012, 7.3.4). */
  readonly annexes: readonly string[];
  readonly office: string;
  readonly date: string;
  /** Facts that are not finalised: every page is marked 预览稿. */
  readonly preview: boolean;
}

export interface NoticeOptions {
  /** Date under the notice (`YYYY-MM-DD`). */
  readonly date: string;
  readonly final: boolean;
  readonly accepted?: readonly NamedAcceptance[];
}

/**
 * A notice's words as they are printed (`printText`): names and headings on one line, the table's texts with their own
 * line ends. What shows nothing is gone, everything else is as it was.
 */
export function printedModel(model: NoticeModel): NoticeModel {
  const [label, number, name, definition, requirement, narrative] = model.columns;
  return {
    ...model,
    title: printLine(model.title),
    opening: printLine(model.opening),
    caption: printLine(model.caption),
    columns: [label, number, name, definition, requirement, printLine(narrative)],
    annexes: model.annexes.map(printLine),
    office: printLine(model.office),
    rows: model.rows.map((row) => ({
      ...row,
      category: printLine(row.category),
      name: printLine(row.name),
      definition: printText(row.definition),
      requirement: printText(row.requirement),
      narrative: printText(row.narrative),
      notes: row.notes.map(printText).filter((note) => note !== ''),
    })),
  };
}

/** The notice of an inspection in words: pure, complete, one row per indicator in the catalogue's order. */
export function noticeModel(
  catalogue: Catalogue,
  facts: Facts,
  assessment: Assessment,
  options: NoticeOptions,
): NoticeModel {
  const { community, authority } = facts.profile;
  const annexFile = noticeFileNames(community).xlsx;
  return {
    title: `智慧社区建设验收结果公示（${catalogue.tier}）`,
    opening: `${groundSentence(facts)}${verdictSentence(catalogue, facts, assessment)}`,
    caption: `${catalogue.standard}（${catalogue.tier}）`,
    columns: ['一级指标', '序号', '二级指标', '指标释义', '标准要求', `${community}完成情况`],
    rows: noticeRows(catalogue, assessment, options.accepted ?? []),
    annexFile,
    annexes: [annexFile.replace(/\.xlsx$/u, '')],
    office: authority,
    date: chineseDate(options.date),
    preview: !options.final,
  };
}

function groundSentence({ profile }: Facts): string {
  const basis = profile.basis.replace(/^根据/u, '');
  const period = chinesePeriod(profile.period.from, profile.period.to);
  return `根据${basis}，经${profile.applicant}申请，${profile.authority}于${period}，按照智慧社区建设计划开展验收。`;
}

/** States the outcome as it is: 待核 is counted and named, never taken for met. */
function verdictSentence(catalogue: Catalogue, facts: Facts, { overall, tally, indicators }: Assessment): string {
  const standard = `《${catalogue.standard}》（${catalogue.tier}）相关建设标准。`;
  const subject = `${facts.profile.street}${facts.profile.community}经过本级初验，`;
  const [unmet, open] = [tally['不符合'], tally['待核']];
  if (overall === '达到标准') return `${subject}初步确定达到${standard}`;
  if (overall === '待核') return `${subject}${indicators.length}项指标中有${open}项待核，尚不能确定是否达到${standard}`;
  const also = open > 0 ? `、${open}项待核` : '';
  return `${subject}${indicators.length}项指标中有${unmet}项不符合${also}，初步确定未达到${standard}`;
}

function noticeRows(catalogue: Catalogue, assessment: Assessment, accepted: readonly NamedAcceptance[]): NoticeRow[] {
  const results = new Map(assessment.indicators.map((result) => [result.no, result]));
  return catalogue.categories.flatMap((category) =>
    category.indicators.map((indicator) =>
      noticeRow(
        category.name,
        indicator,
        results.get(indicator.no),
        accepted.find((one) => one.indicator === indicator.no),
      ),
    ),
  );
}

function noticeRow(
  category: string,
  indicator: Indicator,
  result: IndicatorResult | undefined,
  acceptance: NamedAcceptance | undefined,
): NoticeRow {
  // An assessment that skips an indicator of its own catalogue would publish a hole as if it were an answer.
  if (result === undefined) throw new Error(`indicator ${indicator.no} has no result`);
  const { no, name, definition, requirement } = indicator;
  const narrative = isBlank(result.narrative) ? '（未填报）' : result.narrative.trim();
  return { category, no, name, definition, requirement, narrative, notes: rowNotes(result, acceptance) };
}
