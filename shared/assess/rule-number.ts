import type { Rule } from '../catalogue/rule-schema.ts';
import { type Bounds, settled } from './bounds.ts';
import type { Environment } from './environment.ts';
import { compare, decimalText, holds, parseDecimal } from './exact.ts';
import type { Node, Scope } from './node.ts';
import { type Code, MET, UNDETERMINED, UNMET, verdictOf } from './verdict-code.ts';

type NumberRule = Extract<Rule, { is: 'number' }>;

/** Compiles a number against its threshold: decided as soon as the known bounds leave no choice. */
export function compileNumber(rule: NumberRule, scope: Scope): Node {
  const value = scope.operand(rule.value, scope);
  const threshold = parseDecimal(rule.threshold) ?? 0;
  const upwards = rule.relation === '≥' || rule.relation === '>';
  const judgeBounds = ({ lo, hi }: Bounds): Code => {
    const lowest = holds(lo, rule.relation, threshold);
    const highest = hi === null ? upwards : holds(hi, rule.relation, threshold);
    if (lowest !== highest) return UNDETERMINED;
    return lowest ? MET : UNMET;
  };
  return {
    judge: (env) => judgeBounds(value.bounds(env)),
    explain: (env: Environment) => {
      const bounds = value.bounds(env);
      const known = settled(bounds) === null && (bounds.hi !== null || compare(bounds.lo, 0) > 0);
      return {
        kind: 'number',
        label: rule.label ?? null,
        value: value.shown(env),
        atLeastKnown: known ? decimalText(bounds.lo) : null,
        relation: rule.relation,
        threshold: rule.threshold,
        verdict: verdictOf(judgeBounds(bounds)),
        declared: false,
      };
    },
    waits: value.waits,
  };
}
