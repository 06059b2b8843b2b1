import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts, Override, Verdict, Waiver } from '../facts/schema.ts';
import { type CompiledCatalogue, type CompiledClause, compiledOf, type CompiledIndicator } from './compile.ts';
import { type Environment, environmentOf } from './environment.ts';
import { rememberEach } from './remember.ts';
import { NOT_APPLICABLE, verdictOf } from './verdict-code.ts';
import { type ClauseVerdict, indicatorVerdict, type IndicatorVerdict, overallOf, type Verdicts } from './verdicts.ts';

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
  const judgeEach = rememberEach(compiledOf(catalogue), (indicator, facts) =>
    judgeIndicator(indicator, environmentOf(facts)),
  );
  return (facts) => verdictsOf(judgeEach(facts));
}

function verdictsOf(indicators: readonly IndicatorVerdict[]): Verdicts {
  return { overall: overallOf(indicators), indicators };
}

/** The verdict on one indicator. */
export function judgeIndicator({ indicator, target, clauses }: CompiledIndicator, env: Environment): IndicatorVerdict {
  const verdicts = clauses.map((clause) => judgeClause(clause, env));
  const computed = indicatorVerdict(verdicts);
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

function judgeClause({ clause, node, untouched }: CompiledClause, env: Environment): ClauseVerdict {
  const code = node.judge(env);
  const waiver = lastFor(env.facts.waivers, clause.id);
  const override = lastFor(env.facts.overrides, clause.id);
  const found = waiver === null && override === null ? untouched[code] : undefined;
  if (found !== undefined) return found;
  const computed = verdictOf(code);
  return {
    id: clause.id,
    result: resultOf(computed, waiver, override),
    declared: false,
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
