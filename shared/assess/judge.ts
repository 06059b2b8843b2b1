import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts, Override, Verdict, Waiver } from '../facts/schema.ts';
import { type CompiledCatalogue, type CompiledClause, compiledOf, type CompiledIndicator } from './compile.ts';
import { type Environment, environmentOf } from './environment.ts';
import { rememberEach } from './remember.ts';
import type { Overall, Overridden } from './types.ts';
import { type Code, isDeclared, MET, NOT_APPLICABLE, plain, verdictOf } from './verdict-code.ts';

/** A result, how it was computed, and what a person put in its place. */
export interface Decision {
  readonly result: Verdict;
  /** 符合 only because of a 申报值. */
  readonly declared: boolean;
  readonly waiver: { readonly reason: string; readonly by: string } | null;
  readonly override: Overridden | null;
}

export type ClauseVerdict = Decision & { readonly id: string };
export type IndicatorVerdict = Decision & { readonly no: number; readonly clauses: readonly ClauseVerdict[] };

/** Verdicts without their explanations. */
export interface Verdicts {
  readonly overall: Overall;
  readonly indicators: readonly IndicatorVerdict[];
}

/** Judges every clause, every indicator and the inspection: nothing but the verdicts, for when speed matters. */
export function judge(catalogue: Catalogue | CompiledCatalogue, facts: Facts): Verdicts {
  const env = environmentOf(facts);
  return verdictsOf(compiledOf(catalogue).indicators.map((indicator) => judgeIndicator(indicator, env)));
}

/**
 * A judge for facts that change answer by answer: an indicator is judged again only when something it looks at is
 * another object. Same verdicts as `judge`; the facts must be immutable.
 */
export function createLiveJudge(catalogue: Catalogue | CompiledCatalogue): (facts: Facts) => Verdicts {
  const judgeEach = rememberEach(
    compiledOf(catalogue).indicators.map(
      (indicator) => (facts: Facts) => judgeIndicator(indicator, environmentOf(facts)),
    ),
  );
  return (facts) => verdictsOf(judgeEach(facts));
}

function verdictsOf(indicators: readonly IndicatorVerdict[]): Verdicts {
  return { overall: overallOf(indicators), indicators };
}

/** The verdict on one indicator. */
export function judgeIndicator({ indicator, target, clauses }: CompiledIndicator, env: Environment): IndicatorVerdict {
  const verdicts = clauses.map((clause) => judgeClause(clause, env));
  const computed = indicatorOf(verdicts);
  const waiver = lastFor(env.facts.waivers, target);
  const override = lastFor(env.facts.overrides, target);
  return {
    no: indicator.no,
    result: resultOf(computed, waiver, override),
    declared: waiver === null && override === null && computed === '符合' && verdicts.some(({ declared }) => declared),
    waiver: waiver === null ? null : { reason: waiver.reason, by: waiver.by },
    override: override === null ? null : { computed, reason: override.reason, by: override.by },
    clauses: verdicts,
  };
}

function judgeClause({ clause, node }: CompiledClause, env: Environment): ClauseVerdict {
  const code: Code = node.judge(env);
  const computed = verdictOf(code);
  const waiver = lastFor(env.facts.waivers, clause.id);
  const override = lastFor(env.facts.overrides, clause.id);
  return {
    id: clause.id,
    result: resultOf(computed, waiver, override),
    declared: waiver === null && override === null && isDeclared(code) && plain(code) === MET,
    waiver: waiver === null ? null : { reason: waiver.reason, by: waiver.by },
    override: override === null ? null : { computed, reason: override.reason, by: override.by },
  };
}

/** 不涉及 makes it 不适用, 人工认定 replaces either. */
function resultOf(computed: Verdict, waiver: Waiver | null, override: Override | null): Verdict {
  return override?.result ?? (waiver === null ? computed : verdictOf(NOT_APPLICABLE));
}

/** The last word on a target counts. */
function lastFor<T extends Waiver | Override>(list: readonly T[], target: string): T | null {
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const entry = list[index];
    if (entry?.target === target) return entry;
  }
  return null;
}

/** 不符合 if any clause is; else 待核 if any is; else 符合, or 不适用 when every clause is. */
function indicatorOf(clauses: readonly Decision[]): Verdict {
  if (clauses.some((clause) => clause.result === '不符合')) return '不符合';
  if (clauses.some((clause) => clause.result === '待核')) return '待核';
  return clauses.every((clause) => clause.result === '不适用') ? '不适用' : '符合';
}

/** 达到标准 only when nothing is 不符合 or 待核. */
/** The verdict on the inspection. */
export function overallOf(indicators: readonly Decision[]): Overall {
  if (indicators.some((indicator) => indicator.result === '不符合')) return '未达到标准';
  return indicators.some((indicator) => indicator.result === '待核') ? '待核' : '达到标准';
}
