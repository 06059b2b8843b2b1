import type { CompiledCatalogue, CompiledClause } from '#shared/assess/compile.ts';
import { parsePercent } from '#shared/assess/exact.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Operand, Relation, Rule } from '#shared/catalogue/rule-schema.ts';
import { figureOf, type Figure } from './json-logic-data.ts';

/** A JSON Logic expression: plain data of the library's own language. */
export type Logic = number | boolean | string | null | { readonly [operator: string]: unknown };

/** One clause as an expression that yields an outcome; `each`: to be asked for every 小区. */
export interface Question {
  readonly clause: string;
  readonly each: boolean;
  readonly logic: Logic;
}

/** Outcomes in such an order that the highest of several is that of all of them together. */
export const OUTCOMES = ['不适用', '符合', '待核', '不符合'] as const;
const [NOT_APPLICABLE, MET, OPEN, UNMET] = [0, 1, 2, 3];

/** Writes the rules of one clause; figures that take more than reading a field are handed over ready. */
interface Writer {
  readonly clause: CompiledClause;
  readonly compiled: CompiledCatalogue;
  readonly figures: Figure[];
}

/**
 * The catalogue's rules in JSON Logic, one expression a clause, with the same outcomes as ours: a missing answer leaves a
 * clause 待核, a condition makes it 不适用, a 申报值 stands in for a missing count. Written as leanly as the language
 * allows; throws for what only other catalogues use. The list takes up the figures that the expressions ask for.
 */
export function toJsonLogic(compiled: CompiledCatalogue, figures: Figure[]): readonly Question[] {
  return [...compiled.clauses.values()].map((clause) => {
    const writer = { clause, compiled, figures };
    const { id, when, each, rule } = clause.clause;
    const body =
      each?.where === undefined ? write(rule, writer) : write(each.where, writer, write(rule, writer), OPEN, 0);
    const logic = when === undefined ? body : write(when, writer, body, OPEN, NOT_APPLICABLE);
    return { clause: id, each: each !== undefined, logic };
  });
}

/** A rule that yields the given results when it is met, open, or unmet. */
function write(rule: Rule, writer: Writer, met: Logic = MET, open: Logic = OPEN, unmet: Logic = UNMET): Logic {
  switch (rule.is) {
    case 'flag':
      return writeFlag(variable(rule.field, writer), met, open, unmet);
    case 'named':
      return { if: [variable(rule.field, writer), met, open] };
    case 'number':
      return writeNumber(rule, writer, met, open, unmet);
    case 'ratio':
      return writeRatio(rule, writer, met, open, unmet);
    case 'checklist':
      return writeChecklist(rule, writer);
    case 'all':
      return { max: rule.rules.map((part) => write(part, writer)) };
    case 'any':
      return among({ min: rule.rules.map((part) => write(part, writer)) }, met, open, unmet);
    case 'not':
      return write(rule.rule, writer, unmet, open, met);
    case 'when':
      return write(rule.if, writer, write(rule.then, writer), OPEN, NOT_APPLICABLE);
    case 'cases':
      return rule.cases.reduceRight<Logic>(
        (rest, branch) => write(branch.if, writer, write(branch.then, writer), OPEN, rest),
        NOT_APPLICABLE,
      );
    case 'atLeast':
      throw new Error('no clause of this catalogue asks for so many of several rules');
  }
}

function among(outcome: Logic, met: Logic, open: Logic, unmet: Logic): Logic {
  if (met === MET && open === OPEN && unmet === UNMET) return outcome;
  return { if: [{ '===': [outcome, MET] }, met, { '===': [outcome, OPEN] }, open, unmet] };
}

function writeFlag(flag: Logic, met: Logic, open: Logic, unmet: Logic): Logic {
  return { if: [flag, met, { '===': [flag, false] }, unmet, open] };
}

function writeNumber(
  rule: Extract<Rule, { is: 'number' }>,
  writer: Writer,
  met: Logic,
  open: Logic,
  unmet: Logic,
): Logic {
  const { lo, hi } = operand(rule.value, writer);
  const holds = (value: Logic): Logic => ({ [OPERATORS[rule.relation]]: [value, Number(rule.threshold)] });
  if (hi !== lo) return { if: [holds(lo), met, holds(hi), open, unmet] };
  const unknown = { '===': [lo, null] };
  const upwards = rule.relation === '≥' || rule.relation === '>';
  return upwards ? { if: [holds(lo), met, unknown, open, unmet] } : { if: [unknown, open, holds(lo), met, unmet] };
}

/** Cross-multiplied like ours, after the guards without which a missing or impossible count would be judged. */
function writeRatio(
  rule: Extract<Rule, { is: 'ratio' }>,
  writer: Writer,
  met: Logic,
  open: Logic,
  unmet: Logic,
): Logic {
  const percent = Number(parsePercent(rule.threshold));
  const operator = OPERATORS[rule.relation];
  const { lo: part } = operand(rule.part, writer);
  const { lo, hi } = operand(rule.whole, writer);
  const rate = rule.declared === undefined ? null : variable(rule.declared, writer);
  const declared = { [operator]: [{ substr: [rate, 0, -1] }, percent] };
  const instead: Logic = rate === null ? open : { if: [{ '===': [rate, null] }, open, declared, met, unmet] };
  const holds = (whole: Logic): Logic => ({ [operator]: [{ '*': [part, 100] }, { '*': [whole, percent] }] });
  const known = { '!==': [part, null] };
  const possible = { and: [lo, known, { '<=': [part, lo] }] };
  if (lo === hi) {
    const wrong = { or: [{ '===': [lo, 0] }, { and: [known, { '!==': [lo, null] }] }] };
    return { if: [possible, { if: [holds(lo), met, unmet] }, wrong, open, instead] };
  }
  const settled = { '===': [lo, hi] };
  const wrong = { or: [{ '===': [hi, 0] }, { and: [known, { or: [settled, { '>': [part, hi] }] }] }] };
  const certain = { if: [{ or: [settled, holds(hi)] }, met, instead] };
  return { if: [possible, { if: [holds(lo), certain, unmet] }, wrong, open, instead] };
}

function writeChecklist(rule: Extract<Rule, { is: 'checklist' }>, writer: Writer): Logic {
  const field = fieldOf(rule.field, writer);
  if (field?.kind !== 'checklist' || rule.items !== undefined) throw new Error(`${rule.field} is no whole checklist`);
  const box = (label: string): Logic => variable(`${rule.field}.${label}`, writer);
  const boxes = field.options.map(({ label }) => box(label));
  const conditional = field.options.some(({ when }) => when !== undefined);
  if (rule.need === 'all') {
    if (!conditional) return { if: [{ and: boxes }, MET, { in: [false, boxes] }, UNMET, OPEN] };
    return {
      max: field.options.map(({ label, when }) => {
        const applies = writeFlag(box(label), MET, OPEN, UNMET);
        return when === undefined
          ? applies
          : write(when, writer, applies, { if: [box(label), MET, OPEN] }, NOT_APPLICABLE);
      }),
    };
  }
  if (conditional) throw new Error('no clause of this catalogue counts boxes with conditions');
  const others = field.others === true ? [box('#others')] : [];
  const enough = (ticks: readonly Logic[]): Logic => ({ '>=': [{ '+': [...ticks, ...others] }, rule.need] });
  return { if: [enough(boxes), MET, enough(boxes.map((tick) => ({ '!==': [tick, false] }))), OPEN, UNMET] };
}

/** A number, or the bounds of one that is known only within bounds; the same twice where it is a field's. */
function operand(value: Operand, writer: Writer): { readonly lo: Logic; readonly hi: Logic } {
  if (typeof value === 'object') {
    const name = `figures.${writer.figures.push(figureOf(value, writer.clause)) - 1}`;
    return { lo: { var: `${name}.lo` }, hi: { var: `${name}.hi` } };
  }
  const known = typeof value === 'number' ? value : variable(value, writer);
  return { lo: known, hi: known };
}

function fieldOf(ref: string, { clause }: Writer): Field | null {
  return clause.scope.resolve(ref).field;
}

function variable(ref: string, writer: Writer): Logic {
  const own: Logic = { var: pathOf(ref, writer) };
  const field = fieldOf(ref, writer);
  const source = field !== null && 'defaultsTo' in field ? field.defaultsTo : undefined;
  return source === undefined ? own : { '??': [own, variable(source, writer)] };
}

/** Where the data have it: `profile.…`, `estate.…`, or the answers of a clause (of the 小区 that is asked for). */
function pathOf(ref: string, { clause, compiled }: Writer): string {
  const [first = '', ...rest] = ref.split('.');
  if (first === 'profile' || first === 'estate') return ref;
  const elsewhere = rest.length > 0 && compiled.clauses.has(first);
  return elsewhere ? `answers.${ref}` : `answers.${clause.clause.id}.${ref}`;
}

const OPERATORS: Readonly<Record<Relation, string>> = { '≥': '>=', '>': '>', '≤': '<=', '<': '<' };
