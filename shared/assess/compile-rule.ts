import type { Rule } from '../catalogue/rule-schema.ts';
import { assertNever } from '../result.ts';
import type { Node, Scope } from './node.ts';
import { compileOperand } from './operand.ts';
import type { Resolve } from './reference.ts';
import { compileChecklist, compileFlag, compileNamed } from './rule-answers.ts';
import { compileCases, compileWhen } from './rule-conditions.ts';
import { compileGroup, compileNot } from './rule-groups.ts';
import { compileNumber } from './rule-number.ts';
import { compileRatio } from './rule-ratio.ts';

/** A scope for the rules of one clause, with an empty list of ratios. */
export function scopeFor(resolve: Resolve): Scope {
  return { resolve, itemFields: [], rule: compileRule, operand: compileOperand, ratios: [] };
}

/** Turns a rule into a function of the facts; references are resolved once, here. */
export function compileRule(rule: Rule, scope: Scope): Node {
  switch (rule.is) {
    case 'ratio':
      return compileRatio(rule, scope);
    case 'number':
      return compileNumber(rule, scope);
    case 'flag':
      return compileFlag(rule, scope);
    case 'named':
      return compileNamed(rule, scope);
    case 'checklist':
      return compileChecklist(rule, scope);
    case 'all':
    case 'any':
    case 'atLeast':
      return compileGroup(rule, scope);
    case 'not':
      return compileNot(rule, scope);
    case 'when':
      return compileWhen(rule, scope);
    case 'cases':
      return compileCases(rule, scope);
    default:
      return assertNever(rule);
  }
}
