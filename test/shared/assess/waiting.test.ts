import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { answerKey } from '#shared/assess/environment.ts';
import { ESTATE_LIST } from '#shared/assess/operand-estates.ts';
import { waitedFor } from '#shared/assess/waiting.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { clauseResult, count, flag } from './one-clause.ts';

const catalogue = benchmark();
const facts = sample();
const clauses = catalogue.categories.flatMap(({ indicators }) => indicators.flatMap((indicator) => indicator.clauses));

describe('what a clause waits for', () => {
  it('[CL16] is as many names as its result counts', () => {
    const results = assess(catalogue, facts).indicators.flatMap((indicator) => indicator.clauses);
    const open = results.filter(({ result, override }) => result === '待核' && override === null);
    expect(open.length).toBeGreaterThan(10);
    for (const { id, missing } of open) expect(waitedFor(catalogue, facts, id, []).size, id).toBe(missing);
  });

  it('[CL16] is named as the fields on the page are, so that a walk finds each of them', () => {
    const blank: Facts = {
      ...facts,
      profile: { ...facts.profile, facts: {} },
      estates: facts.estates.map((estate) => ({ ...estate, facts: {}, answers: {} })),
      answers: {},
    };
    const at = (clause: string | null, estate: string | null) => (field: Field) =>
      answerKey({ clause, estate, field: field.id });
    const asked = new Set([
      ESTATE_LIST,
      ...catalogue.profileFields.map(at(null, null)),
      ...blank.estates.flatMap(({ id }) => catalogue.estateFields.map(at(null, id))),
      ...clauses.flatMap(({ id, each, fields }) =>
        each === undefined
          ? fields.map(at(id, null))
          : blank.estates.flatMap((estate) => fields.map(at(id, estate.id))),
      ),
    ]);
    for (const given of [blank, { ...blank, estates: [] }])
      for (const { id } of clauses)
        expect(
          [...waitedFor(catalogue, given, id, [])].filter((key) => !asked.has(key)),
          id,
        ).toEqual([]);
  });

  it('[CL18] holds what stands in a field and is no valid answer, whether its clause waits for it or not', () => {
    const place = { clause: '1a', estate: null, field: 'gigabit' };
    expect(waitedFor(catalogue, facts, '1a', [])).toEqual(new Set());
    expect(waitedFor(catalogue, facts, '1a', [place])).toContain('1a.gigabit');
  });

  it('[CL16] of a sum over 小区 is whether one counts, then its figure, and of those that do not count nothing', () => {
    const rule: Rule = {
      is: 'number',
      value: { of: 'estates', sum: 'estate.gates', where: { is: 'flag', field: 'estate.closed' } },
      relation: '≥',
      threshold: '9',
    };
    const fields = { estateFields: [flag('closed'), count('gates')] };
    const estate = (id: string, given: Record<string, boolean | number>) => ({ id, name: id, facts: given });
    const missing = (...estates: ReturnType<typeof estate>[]) => clauseResult({ rule }, { estates }, fields).missing;
    expect(missing()).toBe(1);
    expect(missing(estate('a', { closed: true }))).toBe(1);
    expect(missing(estate('a', { closed: true }), estate('b', { closed: true }))).toBe(2);
    expect(missing(estate('a', { closed: true, gates: 3 }), estate('b', {}))).toBe(1);
    expect(missing(estate('a', { closed: true }), estate('b', { closed: false }))).toBe(1);
  });
});
