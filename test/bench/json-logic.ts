import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';
import type { Operand, Rule } from '#shared/catalogue/rule-schema.ts';

/** A JSON Logic expression: plain data of the library's own language. */
export type Logic = number | boolean | { readonly [operator: string]: unknown };

/**
 * The catalogue's rules in JSON Logic, one expression a clause. Two-valued and without conditions, 小区 loops and
 * declared rates, so that the baseline is asked for less than the product does, never for more.
 */
export function toJsonLogic(catalogue: Catalogue): readonly Logic[] {
  return catalogue.categories.flatMap((category) =>
    category.indicators.flatMap((indicator) => indicator.clauses.map((clause) => translate(clause.rule, clause))),
  );
}

function translate(rule: Rule, clause: Clause): Logic {
  switch (rule.is) {
    case 'ratio':
      return {
        [operator(rule.relation)]: [
          { '*': [operand(rule.part, clause), 100] },
          { '*': [operand(rule.whole, clause), Number(rule.threshold.slice(0, -1))] },
        ],
      };
    case 'number':
      return { [operator(rule.relation)]: [operand(rule.value, clause), Number(rule.threshold)] };
    case 'flag':
      return { '!!': [variable(rule.field, clause)] };
    case 'named':
      return { '!!': [variable(rule.field, clause)] };
    case 'checklist':
      return checklist(rule, clause);
    case 'all':
      return { and: rule.rules.map((part) => translate(part, clause)) };
    case 'any':
      return { or: rule.rules.map((part) => translate(part, clause)) };
    case 'atLeast':
      return { '>=': [{ '+': rule.rules.map((part) => ({ if: [translate(part, clause), 1, 0] })) }, rule.need] };
    case 'not':
      return { '!': [translate(rule.rule, clause)] };
    case 'when':
      return { if: [translate(rule.if, clause), translate(rule.then, clause), true] };
    case 'cases':
      return { if: rule.cases.flatMap((branch) => [translate(branch.if, clause), translate(branch.then, clause)]) };
  }
}

function checklist(rule: Extract<Rule, { is: 'checklist' }>, clause: Clause): Logic {
  const field = clause.fields.find((candidate) => candidate.id === rule.field);
  const labels = rule.items ?? (field?.kind === 'checklist' ? field.options.map((option) => option.label) : []);
  const boxes = labels.map((label) => variable(`${rule.field}.${label}`, clause));
  if (rule.need === 'all') return { and: boxes };
  return { '>=': [{ '+': boxes.map((box) => ({ if: [box, 1, 0] })) }, rule.need] };
}

function operand(value: Operand, clause: Clause): Logic {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return variable(value, clause);
  if (value.of === 'sum') return { '+': value.parts.map((part) => operand(part, clause)) };
  if (value.of === 'estates') return variable(value.sum ?? 'estate.count', clause);
  const field = clause.fields.find((candidate) => candidate.id === value.field);
  if (value.of === 'tally' && field?.kind === 'checklist')
    return {
      '+': field.options.map((option) => ({ if: [variable(`${field.id}.${option.label}`, clause), 1, 0] })),
    };
  return variable(`${value.field}.length`, clause);
}

function variable(ref: string, clause: Clause): Logic {
  if (ref.startsWith('profile.')) return { var: ref };
  if (ref.startsWith('estate.')) return { var: ref };
  const own = clause.fields.find((field) => field.id === ref.split('.')[0]);
  if (own === undefined) return { var: `answers.${ref}` };
  if ('defaultsTo' in own && own.defaultsTo?.startsWith('profile.')) return { var: own.defaultsTo };
  return { var: `${clause.each === undefined ? 'answers' : 'estate.answers'}.${clause.id}.${ref}` };
}

function operator(relation: '≥' | '>' | '≤' | '<'): string {
  return { '≥': '>=', '>': '>', '≤': '<=', '<': '<' }[relation];
}
