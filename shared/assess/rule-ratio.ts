import type { Relation, Rule } from '../catalogue/rule-schema.ts';
import { type Bounds, settled } from './bounds.ts';
import type { Environment } from './environment.ts';
import { compare, decimalText, type Exact, holds, parsePercent, ratioHolds, showPercent } from './exact.ts';
import type { Node, OperandNode, Scope } from './node.ts';
import { asPercent } from './reference.ts';
import type { ComputedRatio, Explanation } from './types.ts';
import { type Code, DECLARED, isDeclared, MET, UNDETERMINED, UNMET, verdictOf } from './verdict-code.ts';

type RatioRule = Extract<Rule, { is: 'ratio' }>;
type RatioExplanation = Extract<Explanation, { kind: 'ratio' }>;

/** A ratio rule with everything resolved. */
interface Ratio {
  readonly rule: RatioRule;
  readonly part: OperandNode;
  readonly whole: OperandNode;
  readonly declared: (env: Environment) => Exact | null;
  readonly relation: Relation;
  readonly threshold: Exact;
}

/** Compiles part ÷ whole against its threshold, and writes the ratio down in the scope's list. */
export function compileRatio(rule: RatioRule, scope: Scope): Node {
  const declared = rule.declared === undefined ? null : scope.resolve(rule.declared, scope.itemFields).read;
  const ratio: Ratio = {
    rule,
    part: scope.operand(rule.part, scope),
    whole: scope.operand(rule.whole, scope),
    declared: declared === null ? () => null : (env) => shareOf(asPercent(declared(env))),
    relation: rule.relation,
    threshold: parsePercent(rule.threshold) ?? 0,
  };
  scope.ratios.push({
    computed: (env) => computedRatio(ratio, env),
    percent: (env) => explainRatio(ratio, env).percent,
  });
  return {
    judge: (env) => judgeRatio(ratio, env),
    explain: (env) => explainRatio(ratio, env),
    waits: (env, name) => {
      ratio.part.waits(env, name);
      ratio.whole.waits(env, name);
    },
  };
}

/** A part is at most its whole: a declared rate beyond 100 % is an error of input and says nothing. */
function shareOf(percent: Exact | null): Exact | null {
  return percent === null || compare(percent, 100) > 0 ? null : percent;
}

function judgeRatio(ratio: Ratio, env: Environment): Code {
  const part = ratio.part.bounds(env);
  const whole = ratio.whole.bounds(env);
  const code = judgeCounts(ratio, part, whole);
  if (code !== UNDETERMINED || problemOf(part, whole) !== 'missing') return code;
  const declared = ratio.declared(env);
  if (declared === null) return UNDETERMINED;
  return (holds(declared, ratio.relation, ratio.threshold) ? MET : UNMET) | DECLARED;
}

/** Decided only when every number within the bounds gives the same verdict, none of them with part > whole. */
function judgeCounts({ relation, threshold }: Ratio, part: Bounds, whole: Bounds): Code {
  if (part.hi === null || compare(part.hi, whole.lo) > 0 || whole.lo === 0) return UNDETERMINED;
  const highest = ratioHolds(part.hi, whole.lo, relation, threshold);
  if (part.lo === part.hi && whole.lo === whole.hi) return highest ? MET : UNMET;
  const lowest = whole.hi === null ? holds(0, relation, threshold) : ratioHolds(part.lo, whole.hi, relation, threshold);
  if (highest !== lowest) return UNDETERMINED;
  return highest ? MET : UNMET;
}

function problemOf(part: Bounds, whole: Bounds): RatioExplanation['problem'] {
  if (whole.hi === 0) return 'zero-whole';
  if (whole.hi !== null && compare(part.lo, whole.hi) > 0) return 'part-exceeds-whole';
  return settled(part) === null || settled(whole) === null ? 'missing' : null;
}

function explainRatio(ratio: Ratio, env: Environment): RatioExplanation {
  const code = judgeRatio(ratio, env);
  const part = ratio.part.bounds(env);
  const whole = ratio.whole.bounds(env);
  const declared = isDeclared(code) ? ratio.declared(env) : null;
  const problem = problemOf(part, whole);
  const [a, b] = [settled(part), settled(whole)];
  const computed = problem !== null || a === null || b === null ? null : showPercent(a, b, ratio.threshold);
  return {
    kind: 'ratio',
    label: ratio.rule.label ?? null,
    part: ratio.part.shown(env),
    whole: ratio.whole.shown(env),
    percent: declared === null ? (computed?.percent ?? null) : `${decimalText(declared)}%`,
    rounded: computed?.rounded ?? false,
    relation: ratio.relation,
    threshold: ratio.rule.threshold,
    problem,
    verdict: verdictOf(code),
    declared: isDeclared(code),
  };
}

function computedRatio(ratio: Ratio, env: Environment): ComputedRatio | null {
  const part = settled(ratio.part.bounds(env));
  const whole = settled(ratio.whole.bounds(env));
  if (part === null || whole === null || compare(part, whole) > 0) return null;
  const shown = showPercent(part, whole, ratio.threshold);
  return shown === null ? null : { part: decimalText(part), whole: decimalText(whole), ...shown };
}
