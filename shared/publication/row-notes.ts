import type { ClauseResult, IndicatorResult, Overridden } from '../assess/types.ts';
import type { NamedAcceptance } from '../facts/schema.ts';

/** Reasons are typed by people, with or without a full stop; the notice closes its own sentences. */
const unstopped = (reason: string): string => reason.trim().replace(/[。；;.]+$/u, '');
const labels = (clauses: readonly ClauseResult[]): string => clauses.map((clause) => clause.label).join('；');

function waiverNote(of: string, waiver: { readonly reason: string; readonly by: string }): string {
  return `不涉及${of}：${unstopped(waiver.reason)}（认定人：${waiver.by}）`;
}

function overrideNote(of: string, result: string, override: Overridden): string {
  const reason = unstopped(override.reason);
  return `人工认定${of}：${result}（计算结果为${override.computed}），理由：${reason}（认定人：${override.by}）`;
}

function clauseNotes(clauses: readonly ClauseResult[]): string[] {
  return clauses.flatMap((clause) => [
    ...(clause.waiver ? [waiverNote(`（${clause.label}）`, clause.waiver)] : []),
    ...(clause.override ? [overrideNote(`（${clause.label}）`, clause.result, clause.override)] : []),
  ]);
}

/** `待核：a、b（定稿时由 X 接受：why）` for an indicator whose result is not a plain 符合. */
function resultNotes(indicator: IndicatorResult, acceptance: NamedAcceptance | undefined): string[] {
  const unlike = (result: string): string => labels(indicator.clauses.filter((clause) => clause.result === result));
  if (indicator.result === '不符合') return [`不符合：${unlike('不符合') || '见上'}`];
  if (indicator.result === '待核') {
    const accepted = acceptance ? `（定稿时由${acceptance.by}接受：${unstopped(acceptance.reason)}）` : '';
    return [`待核：${unlike('待核') || '全部条款'}${accepted}`];
  }
  if (indicator.result === '不适用' && !indicator.clauses.some((clause) => clause.waiver)) {
    return [`不适用：${indicator.clauses.map((clause) => clause.explanation).join('；')}`];
  }
  return [];
}

/**
 * What must be printed with a row beside its 完成情况: what is not met or still open, figures that rest on a declaration
 * (申报), what was waived or decided by a person, each with reason and name. Empty for a plain 符合.
 */
export function rowNotes(indicator: IndicatorResult, acceptance: NamedAcceptance | undefined): string[] {
  if (indicator.waiver) return [waiverNote('', indicator.waiver)];
  const declared = indicator.clauses.filter((clause) => clause.declared && clause.result === '符合');
  const own = indicator.override ? [overrideNote('', indicator.result, indicator.override)] : [];
  return [
    ...(indicator.override ? own : resultNotes(indicator, acceptance)),
    ...(declared.length > 0 ? [`申报：${labels(declared)}（按申报值认定，未提供计数）`] : []),
    ...clauseNotes(indicator.clauses),
  ];
}
