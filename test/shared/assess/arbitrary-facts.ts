import fc from 'fast-check';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';
import { VERDICTS } from '#shared/facts/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { factsOf } from './one-clause.ts';

type Answers = Facts['profile']['facts'];

/** Answers that fit their fields, each of them possibly left out; small counts, so that boundaries are met often. */
export function arbitraryFacts(catalogue: Catalogue): fc.Arbitrary<Facts> {
  const clauses = clausesOf(catalogue);
  const estate = fc.record({
    name: fc.constantFrom('甲小区', '乙小区', '丙小区'),
    facts: answersTo(catalogue.estateFields),
    answers: byClause(clauses.filter((clause) => clause.each !== undefined)),
  });
  return fc
    .record({
      profile: answersTo(catalogue.profileFields),
      estates: fc.array(estate, { maxLength: 3 }),
      answers: byClause(clauses.filter((clause) => clause.each === undefined)),
      decided: fc.array(decision(clauses), { maxLength: 2 }),
      waived: fc.array(decision(clauses), { maxLength: 2 }),
    })
    .map(({ profile, estates, answers, decided, waived }) =>
      factsOf({
        profile: { facts: profile },
        estates: estates.map((one, index) => ({ id: `e${index}`, ...one })),
        answers,
        overrides: decided,
        waivers: waived.map(({ target, reason, by }) => ({ target, reason, by })),
      }),
    );
}

export function clausesOf(catalogue: Catalogue): readonly Clause[] {
  return catalogue.categories.flatMap(({ indicators }) => indicators.flatMap(({ clauses }) => clauses));
}

function decision(clauses: readonly Clause[]) {
  const targets = clauses.flatMap(({ id }) => [id, id.replace(/[a-z].*$/, '')]);
  return fc.record({
    target: fc.constantFrom(...targets),
    result: fc.constantFrom(...VERDICTS),
    reason: fc.constant('理由'),
    by: fc.constant('王工'),
  });
}

function byClause(clauses: readonly Clause[]): fc.Arbitrary<Record<string, Answers>> {
  const answers = Object.fromEntries(clauses.map((clause) => [clause.id, answersTo(clause.fields)]));
  return fc.record<Record<string, Answers>>(answers, { requiredKeys: [] }).map((given) => ({ ...given }));
}

function answersTo(fields: readonly Field[]): fc.Arbitrary<Answers> {
  const answers = Object.fromEntries(fields.map((field) => [field.id, answerTo(field)]));
  return fc.record<Answers>(answers, { requiredKeys: [] });
}

const small = fc.integer({ min: 0, max: 12 });

function answerTo(field: Field): fc.Arbitrary<Answers[string]> {
  switch (field.kind) {
    case 'count':
      return fc.oneof(small, fc.constantFrom(1999, 2000, 2001));
    case 'quantity':
      return fc.oneof(small, fc.constantFrom('0.5', '11.999999999'));
    case 'rate':
      return fc.constantFrom('100%', '89.9%', '0%');
    case 'flag':
      return fc.boolean();
    case 'text':
      return fc.constantFrom('', '学苑社区');
    case 'checklist':
      return boxes(field);
    case 'entries':
      return fc.array(
        fc.record({
          name: fc.constantFrom('一', '二', '三', '四'),
          answers: answersTo(field.fields) as fc.Arbitrary<Record<string, never>>,
        }),
        { maxLength: 4 },
      );
  }
}

function boxes(field: Extract<Field, { kind: 'checklist' }>): fc.Arbitrary<Record<string, boolean>> {
  const labels = [...field.options.map(({ label }) => label), ...(field.others === true ? ['另外一项'] : [])];
  return fc.record<Record<string, boolean>>(Object.fromEntries(labels.map((label) => [label, fc.boolean()])), {
    requiredKeys: [],
  });
}
