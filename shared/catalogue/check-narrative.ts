import { checkRule, nestedRules } from './check-rule.ts';
import { referenceFault } from './fault.ts';
import type { FieldKind } from './field-schema.ts';
import { expectField, type ReferenceScope } from './reference-scope.ts';
import type { Rule } from './rule-schema.ts';
import type { Clause, Indicator, NarrativeLine } from './schema.ts';

const SLOT = /\{([^{}]*)\}/g;
const GIVEN = new Set(['community', 'street', 'each:estate.name']);
const PRINTABLE: readonly FieldKind[] = ['count', 'quantity', 'rate', 'text', 'flag', 'checklist', 'entries'];
const COUNTABLE: readonly FieldKind[] = ['checklist', 'entries'];

/** Notes a line of another indicator's clause, and every slot or condition that does not resolve. */
export function checkNarrative(line: NarrativeLine, indicator: Indicator, path: string, outside: ReferenceScope): void {
  const clause = indicator.clauses.find((candidate) => candidate.id === line.clause);
  if (clause === undefined) {
    outside.faults.push(referenceFault(`${path}.clause`, line.clause));
    return;
  }
  const scope = { ...outside, clause: clause.id, inEstate: clause.each !== undefined };
  for (const [p, part] of line.parts.entries()) {
    const at = `${path}.parts[${p}]`;
    if (part.if !== undefined) checkRule(part.if, `${at}.if`, scope);
    for (const [, slot = ''] of part.text.matchAll(SLOT)) checkSlot(slot, clause, `${at}.text`, scope);
  }
}

function checkSlot(slot: string, clause: Clause, path: string, scope: ReferenceScope): void {
  if (GIVEN.has(slot)) return;
  if (slot.startsWith('%')) {
    const no = Number(slot.slice(1));
    if (!Number.isInteger(no) || no < 1 || no > ratiosOf(clause)) scope.faults.push(referenceFault(path, slot));
    return;
  }
  if (slot.endsWith('#')) expectField(slot.slice(0, -1), COUNTABLE, path, scope);
  else expectField(slot, PRINTABLE, path, { ...scope, inEstate: true });
}

/** Ratios of a clause as `{%n}` numbers them: those of `when` and `each` first, then those of the rule. */
function ratiosOf(clause: Clause): number {
  const rules = [clause.when, clause.each?.where, clause.rule];
  return rules.reduce((sum, rule) => sum + (rule === undefined ? 0 : countRatios(rule)), 0);
}

function countRatios(rule: Rule): number {
  return nestedRules(rule).reduce((sum, [, part]) => sum + countRatios(part), rule.is === 'ratio' ? 1 : 0);
}
