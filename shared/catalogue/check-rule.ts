import { assertNever } from '../result.ts';
import { referenceFault, shapeFault } from './fault.ts';
import type { FieldOf } from './field-schema.ts';
import { expectField, NUMERIC, type ReferenceScope } from './reference-scope.ts';
import type { Operand, Rule } from './rule-schema.ts';

/** Notes every reference of a rule that does not resolve to a field fit for its use, and every count it can't reach. */
export function checkRule(rule: Rule, path: string, scope: ReferenceScope): void {
  checkOwn(rule, path, scope);
  for (const [key, part] of nestedRules(rule)) checkRule(part, `${path}.${key}`, scope);
}

/** The rules that a rule is made of, with where they stand in it: `rules[0]`, `cases[1].then`. */
export function nestedRules(rule: Rule): readonly (readonly [key: string, rule: Rule])[] {
  if ('rules' in rule) return rule.rules.map((part, index) => [`rules[${index}]`, part]);
  if (rule.is === 'not') return [['rule', rule.rule]];
  if (rule.is === 'when') {
    return [
      ['if', rule.if],
      ['then', rule.then],
    ];
  }
  if (rule.is !== 'cases') return [];
  return rule.cases.flatMap((branch, index): [string, Rule][] => [
    [`cases[${index}].if`, branch.if],
    [`cases[${index}].then`, branch.then],
  ]);
}

function checkOwn(rule: Rule, path: string, scope: ReferenceScope): void {
  switch (rule.is) {
    case 'ratio':
      checkOperand(rule.part, `${path}.part`, scope);
      checkOperand(rule.whole, `${path}.whole`, scope);
      if (rule.declared !== undefined) expectField(rule.declared, ['rate'], `${path}.declared`, scope);
      return;
    case 'number':
      return checkOperand(rule.value, `${path}.value`, scope);
    case 'flag':
      expectField(rule.field, ['flag'], `${path}.field`, scope);
      return;
    case 'named':
      expectField(rule.field, ['text', 'entries'], `${path}.field`, scope);
      return;
    case 'checklist':
      return checkChecklist(rule, path, scope);
    case 'atLeast':
      if (rule.need > rule.rules.length) scope.faults.push(shapeFault(`${path}.need`, '大于 rules 的条数'));
      return;
    case 'all':
    case 'any':
    case 'not':
    case 'when':
    case 'cases':
      return;
    default:
      assertNever(rule);
  }
}

function checkChecklist(rule: Extract<Rule, { is: 'checklist' }>, path: string, scope: ReferenceScope): void {
  const field = expectField(rule.field, ['checklist'], `${path}.field`, scope);
  if (field?.kind !== 'checklist') return;
  for (const [index, item] of (rule.items ?? []).entries()) {
    const known = field.options.some((option) => option.label === item);
    if (!known) scope.faults.push(referenceFault(`${path}.items[${index}]`, item));
  }
  const most = mostBoxes(rule, field);
  if (rule.need !== 'all' && rule.need > most) {
    scope.faults.push(shapeFault(`${path}.need`, `大于可勾选的项数（${most}）`));
  }
}

function mostBoxes(rule: Extract<Rule, { is: 'checklist' }>, field: FieldOf<'checklist'>): number {
  if (rule.items !== undefined) return rule.items.length;
  return field.others === true ? Number.POSITIVE_INFINITY : field.options.length;
}

/** Notes every reference of an operand that does not resolve to something that can be counted. */
export function checkOperand(operand: Operand, path: string, scope: ReferenceScope): void {
  if (typeof operand === 'number') return;
  if (typeof operand === 'string') {
    expectField(operand, NUMERIC, path, scope);
    return;
  }
  switch (operand.of) {
    case 'tally':
      expectField(operand.field, ['checklist'], `${path}.field`, scope);
      return;
    case 'items':
      checkItems(operand, path, scope);
      return;
    case 'estates': {
      const within = { ...scope, inEstate: true };
      if (operand.sum !== undefined) expectField(operand.sum, NUMERIC, `${path}.sum`, within);
      if (operand.where !== undefined) checkRule(operand.where, `${path}.where`, within);
      return;
    }
    case 'sum':
      for (const [index, part] of operand.parts.entries()) checkOperand(part, `${path}.parts[${index}]`, scope);
      return;
    default:
      assertNever(operand);
  }
}

function checkItems(operand: Extract<Operand, { of: 'items' }>, path: string, scope: ReferenceScope): void {
  const field = expectField(operand.field, ['entries'], `${path}.field`, scope);
  if (operand.notIn !== undefined) expectField(operand.notIn, ['entries'], `${path}.notIn`, scope);
  if (operand.where === undefined || field?.kind !== 'entries') return;
  checkRule(operand.where, `${path}.where`, { ...scope, item: field.fields });
}
