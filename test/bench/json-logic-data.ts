import type { Bounds } from '#shared/assess/bounds.ts';
import type { CompiledCatalogue, CompiledClause } from '#shared/assess/compile.ts';
import { environmentOf } from '#shared/assess/environment.ts';
import { decimalText, type Exact } from '#shared/assess/exact.ts';
import { compileOperand } from '#shared/assess/operand.ts';
import type { Operand } from '#shared/catalogue/rule-schema.ts';
import type { Answer, ClauseAnswers, Facts } from '#shared/facts/schema.ts';

/** A number that is worked out for the library before the clock runs: a count of entries or boxes, a sum over 小区. */
export type Figure = (facts: Facts) => Bounds;

/** What the expressions are asked about. */
export interface Data {
  readonly community: object;
  readonly estates: readonly object[];
}

export function figureOf(operand: Exclude<Operand, number | string>, { scope }: CompiledClause): Figure {
  const { bounds } = compileOperand(operand, { ...scope, ratios: [] });
  return (facts) => bounds(environmentOf(facts));
}

/** Facts as the library likes them best: numbers instead of decimal text, further boxes counted, figures ready. */
export function dataOf(facts: Facts, figures: readonly Figure[], compiled: CompiledCatalogue): Data {
  const found = figures.map((figure) => {
    const { lo, hi } = figure(facts);
    return { lo: toNumber(lo), hi: hi === null ? Number.POSITIVE_INFINITY : toNumber(hi) };
  });
  const profile = facts.profile.facts;
  const community = { profile, answers: ready(facts.answers, compiled), figures: found };
  return {
    community,
    estates: facts.estates.map((estate) => ({
      profile,
      estate: estate.facts,
      answers: ready(estate.answers, compiled),
      figures: found,
    })),
  };
}

function toNumber(value: Exact): number {
  return Number(decimalText(value));
}

function ready(answers: ClauseAnswers, { clauses }: CompiledCatalogue): object {
  const fields = (clause: string) => clauses.get(clause)?.clause.fields ?? [];
  return Object.fromEntries(
    Object.entries(answers).map(([clause, given]) => [
      clause,
      Object.fromEntries(
        Object.entries(given).map(([id, answer]) => {
          const field = fields(clause).find((candidate) => candidate.id === id);
          if (field?.kind === 'quantity') return [id, Number(answer)];
          return [id, field?.kind === 'checklist' ? withOthers(answer, field.options) : answer];
        }),
      ),
    ]),
  );
}

function withOthers(answer: Answer, options: readonly { readonly label: string }[]): Answer | object {
  if (typeof answer !== 'object' || Array.isArray(answer)) return answer;
  const known = new Set(options.map(({ label }) => label));
  const others = Object.entries(answer).filter(([label, ticked]) => ticked === true && !known.has(label));
  return { ...answer, '#others': others.length };
}
