import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts, Verdict } from '../facts/schema.ts';
import { generateNarrative } from '../narrative/generate.ts';
import { narrativeBasis } from '../narrative/basis.ts';
import { type CompiledCatalogue, type CompiledClause, compiledOf, type CompiledIndicator } from '../assess/compile.ts';
import { crossCheck } from './cross-check/cross-check.ts';
import { sortEstates } from '../assess/each-estate.ts';
import { type Environment, environmentOf, inEstate } from '../assess/environment.ts';
import { explain } from '../assess/explain.ts';
import { judgeIndicator } from '../assess/judge.ts';
import { rememberEach } from '../assess/remember.ts';
import type { Assessment, ClauseResult, ComputedRatio, IndicatorResult } from '../assess/types.ts';
import { plain, UNDETERMINED } from '../assess/verdict-code.ts';
import { type ClauseVerdict, overallOf } from '../assess/verdicts.ts';

/**
 * The whole verdict on a set of facts: results with their explanations, 完成情况 and 数据核对发现, as plain data. Never
 * throws for facts that pass the schema; answers that do not fit the catalogue count as unanswered.
 */
export function assess(catalogue: Catalogue | CompiledCatalogue, facts: Facts): Assessment {
  const compiled = compiledOf(catalogue);
  return assembled(
    compiled,
    facts,
    compiled.indicators.map((indicator) => describeIndicator(compiled, indicator, facts)),
  );
}

/**
 * An assessor for facts that change answer by answer: an indicator is judged and worded again only when something it
 * looks at is another object. Same results as `assess`; the facts must be immutable.
 */
export function createLiveAssessor(catalogue: Catalogue | CompiledCatalogue): (facts: Facts) => Assessment {
  const compiled = compiledOf(catalogue);
  const describeEach = rememberEach(compiled, (indicator, facts) => describeIndicator(compiled, indicator, facts));
  return (facts) => assembled(compiled, facts, describeEach(facts));
}

function assembled(compiled: CompiledCatalogue, facts: Facts, indicators: readonly IndicatorResult[]): Assessment {
  const tally: Record<Verdict, number> = { 符合: 0, 不符合: 0, 待核: 0, 不适用: 0 };
  for (const indicator of indicators) tally[indicator.result] += 1;
  return { overall: overallOf(indicators), tally, indicators, findings: crossCheck(compiled, facts, indicators) };
}

function describeIndicator(compiled: CompiledCatalogue, entry: CompiledIndicator, facts: Facts): IndicatorResult {
  const { indicator, category, target, clauses } = entry;
  const env = environmentOf(facts);
  const verdict = judgeIndicator(entry, env);
  const generated = generateNarrative(compiled, entry, facts);
  const edited = facts.narratives[target];
  const stale = edited?.basis !== undefined && edited.basis !== narrativeBasis(facts, indicator, compiled.catalogue);
  return {
    no: indicator.no,
    name: indicator.name,
    category,
    result: verdict.result,
    declared: verdict.declared,
    clauses: clauses.map((clause, index) => describeClause(clause, verdict.clauses[index], env)),
    waiver: verdict.waiver,
    override: verdict.override,
    narrative: edited?.text ?? generated,
    narrativeSource: edited === undefined ? 'template' : stale ? 'stale' : 'edited',
    generatedNarrative: generated,
  };
}

function describeClause(compiled: CompiledClause, verdict: ClauseVerdict | undefined, env: Environment): ClauseResult {
  const { clause, node } = compiled;
  if (verdict === undefined) throw new Error(`no verdict for clause ${clause.id}`);
  const data = node.explain(env);
  return {
    id: clause.id,
    label: clause.label,
    result: verdict.result,
    declared: verdict.declared,
    explanation: explain(data),
    data,
    ratios: ratiosOf(compiled, env),
    waiver: verdict.waiver,
    override: verdict.override,
    missing: verdict.result === '待核' && plain(node.judge(env)) === UNDETERMINED ? missingOf(compiled, env) : 0,
  };
}

function missingOf({ node }: CompiledClause, env: Environment): number {
  const waiting = new Set<string>();
  node.waits(env, (key) => waiting.add(key));
  return waiting.size;
}

/** Of a clause judged per 小区, the ratios of each 小区 that it judges. */
function ratiosOf({ clause, where, ratios }: CompiledClause, env: Environment): readonly ComputedRatio[] {
  if (ratios.length === 0) return [];
  const here = () => ratios.map((ratio) => ratio.computed(env)).filter((ratio) => ratio !== null);
  if (clause.each === undefined) return here();
  return sortEstates(where, env).judged.flatMap((estate) => inEstate(env, estate, here));
}
