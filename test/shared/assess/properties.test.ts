import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { compileCatalogue } from '#shared/assess/compile.ts';
import { judge } from '#shared/assess/judge.ts';
import type { Verdict } from '#shared/facts/schema.ts';
import { Facts } from '#shared/facts/schema.ts';
import { benchmark } from '#test/fixtures/read.ts';
import * as v from 'valibot';
import { arbitraryFacts, clausesOf } from './arbitrary-facts.ts';
import { everyConstruct } from './every-construct.ts';
import { factsOf } from './one-clause.ts';

const catalogue = benchmark();
const compiled = compileCatalogue(catalogue);
const facts = arbitraryFacts(catalogue);
const undecided = facts.map((one) => ({ ...one, overrides: [], waivers: [] }));

/** Result and mark of every clause, by id. */
function verdictsOf(of: Facts, by = compiled): ReadonlyMap<string, { result: Verdict; declared: boolean }> {
  return new Map(judge(by, of).indicators.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause])));
}

/** The same facts with every list and record written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

type Path = readonly (string | number)[];

/** Every single answer: a field, a box of a checklist, a field of an entry (not an entry: a shorter list is another answer). */
function answerPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return [...(isAnswer(here) ? [here] : []), ...answerPaths(inner, here)];
  });
}

function isAnswer(path: Path): boolean {
  const at = path.findIndex((key) => key === 'answers' || key === 'facts');
  const inside = path.length - at - 1;
  const last = String(path.at(-1));
  return at >= 0 && inside >= (path[at] === 'facts' ? 1 : 2) && !/^(?:name|answers|\d+)$/.test(last);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (name !== String(key)) return [[name, inner]];
    return rest.length === 0 ? [] : [[name, without(inner, rest)]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

const defaulted = new Set(
  clausesOf(catalogue).flatMap(({ fields }) =>
    fields.flatMap((field) => ('defaultsTo' in field && field.defaultsTo !== undefined ? [field.id] : [])),
  ),
);

describe('for any facts', () => {
  it('[IN6] judging alone and assessing give the same verdicts, as plain data', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const full = assess(catalogue, one);
        const short = judge(compiled, one);
        expect(full.overall).toBe(short.overall);
        expect(full.indicators.map(({ no, result, declared }) => ({ no, result, declared }))).toEqual(
          short.indicators.map(({ no, result, declared }) => ({ no, result, declared })),
        );
        expect(full.indicators.flatMap(({ clauses }) => clauses.map(({ id, result }) => [id, result]))).toEqual(
          short.indicators.flatMap(({ clauses }) => clauses.map(({ id, result }) => [id, result])),
        );
        expect(structuredClone(full)).toEqual(full);
        for (const { clauses } of full.indicators) {
          const computed = clauses.filter(({ override, waiver }) => override === null && waiver === null);
          expect(computed.map(({ data }) => data.verdict)).toEqual(computed.map(({ result }) => result));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[IN3] the order of answers never matters', () => {
    fc.assert(
      fc.property(undecided, (one) => {
        const other = v.parse(Facts, reversed(one));
        expect(verdictsOf(other)).toEqual(verdictsOf(one));
      }),
    );
  });

  it('[IN5] leaving an answer out makes nothing 符合 that was 不符合 or 待核, but for marked 申报值', () => {
    fc.assert(
      fc.property(undecided, fc.nat(), (one, pick) => {
        const paths = answerPaths(one).filter((path) => !path.some((key) => defaulted.has(String(key))));
        const path = paths[pick % Math.max(paths.length, 1)];
        if (path === undefined) return;
        const before = verdictsOf(one);
        for (const [id, after] of verdictsOf(v.parse(Facts, without(one, path)))) {
          if (after.result !== '符合' || after.declared) continue;
          expect([id, before.get(id)?.result]).toEqual([id, expect.stringMatching(/^(符合|不适用)$/)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[IN5] the same for every answer and every construct of the rule language', () => {
    const small = compileCatalogue(everyConstruct());
    const dense = arbitraryFacts(small.catalogue).map((one) => ({ ...one, overrides: [], waivers: [] }));
    fc.assert(
      fc.property(dense, (one) => {
        const before = verdictsOf(one, small);
        for (const path of answerPaths(one)) {
          const risen = [...verdictsOf(v.parse(Facts, without(one, path)), small)].filter(
            ([id, after]) => after.result === '符合' && ['不符合', '待核'].includes(before.get(id)?.result ?? ''),
          );
          expect([path.join('.'), risen]).toEqual([path.join('.'), []]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[IN5] nothing is 符合 without a single answer', () => {
    const empty = judge(compiled, factsOf());
    expect(empty.overall).toBe('待核');
    expect(new Set(empty.indicators.map(({ result }) => result))).toEqual(new Set(['待核']));
  });

  it('[IN4] ticking a further box of a clause never worsens it', () => {
    const rank: Readonly<Record<Verdict, number>> = { 不符合: 0, 待核: 1, 符合: 2, 不适用: 2 };
    const lists = clausesOf(catalogue).flatMap(({ id, each, fields }) =>
      each === undefined
        ? fields.flatMap((field) =>
            field.kind === 'checklist' ? field.options.map(({ label }) => ({ id, field: field.id, label })) : [],
          )
        : [],
    );
    fc.assert(
      fc.property(undecided, fc.constantFrom(...lists), (one, { id, field, label }) => {
        const boxes = one.answers[id]?.[field];
        const ticked = { ...(typeof boxes === 'object' && !Array.isArray(boxes) ? boxes : {}), [label]: true };
        const better = { ...one, answers: { ...one.answers, [id]: { ...one.answers[id], [field]: ticked } } };
        const [before, after] = [verdictsOf(one).get(id), verdictsOf(better).get(id)];
        expect(rank[after?.result ?? '不符合']).toBeGreaterThanOrEqual(rank[before?.result ?? '符合']);
      }),
      { numRuns: 300 },
    );
  });
});

describe('for any input', () => {
  const leaf = fc.oneof(
    fc.nat(),
    fc.boolean(),
    fc.constantFrom('', '100%', '12.5', '天竹佳苑小区', '2024年9月31日', '__proto__', '{%1}', '(', '\u0000'),
    fc.dictionary(fc.constantFrom('人', '__proto__', 'constructor', '电梯'), fc.boolean()),
    fc.array(fc.record({ name: fc.constantFrom('一', '(', '\ud800') }), { maxLength: 2 }),
  );
  const fieldIds = [...new Set(clausesOf(catalogue).flatMap(({ fields }) => fields.map(({ id }) => id)))];
  const answers = fc.dictionary(fc.constantFrom('constructor', 'toString', ...fieldIds), leaf);
  const perClause = fc.dictionary(fc.constantFrom('valueOf', ...clausesOf(catalogue).map(({ id }) => id)), answers);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }).filter((words) => words.trim() !== ''),
    fc.constantFrom('共3户，占比99.9%，截至9月底', '\ud800%'),
  );
  const texts = fc.dictionary(
    fc.integer({ min: 1, max: 40 }).map(String),
    fc.record({ text, basis: fc.constantFrom('{}', '另一份填报') }),
  );

  it('[CL15] facts of the right shape never make the assessment fail', () => {
    fc.assert(
      fc.property(perClause, answers, answers, perClause, texts, (of, profile, estate, inEstate, narratives) => {
        const input: unknown = {
          ...factsOf(),
          answers: of,
          profile: { ...factsOf().profile, facts: profile },
          estates: [{ id: 'a', name: '天竹佳苑', facts: estate, answers: inEstate }],
          narratives,
        };
        expect(assess(catalogue, v.parse(Facts, input)).indicators).toHaveLength(32);
      }),
      { numRuns: 200 },
    );
  });
});
