import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, createLiveAssessor } from '#shared/assessment/assess.ts';
import { changedClauses, listAnswers } from '#shared/assess/changed-answers.ts';
import { createLiveJudge, judge } from '#shared/assess/judge.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { runs } from '#test/support/runs.ts';
import { arbitraryFacts } from './arbitrary-facts.ts';
import { catalogueOf, count, factsOf } from './one-clause.ts';

const catalogue = benchmark();

/** A step of editing: the answers of one clause, or one other part, are taken from other facts; the rest is shared. */
type Step = { readonly from: Facts; readonly clause: number } | { readonly from: Facts; readonly part: keyof Facts };
const PARTS = [
  ...(['profile', 'estates', 'waivers', 'overrides', 'narratives', 'notes', 'evidence', 'replies', 'answers'] as const),
];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ from: arbitraryFacts(catalogue), clause: fc.nat() }),
  fc.record({ from: arbitraryFacts(catalogue), part: fc.constantFrom(...PARTS) }),
);

function edited(facts: Facts, change: Step): Facts {
  if ('part' in change) return { ...facts, [change.part]: change.from[change.part] };
  const clauses = Object.entries(change.from.answers);
  const [clause, answers] = clauses[change.clause % Math.max(1, clauses.length)] ?? [];
  if (clause === undefined || answers === undefined) return { ...facts, answers: {} };
  return { ...facts, answers: { ...facts.answers, [clause]: answers } };
}

describe('judging live', () => {
  it('[IN7] gives after any edits what judging from the beginning gives', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const [liveJudge, liveAssess] = [createLiveJudge(catalogue), createLiveAssessor(catalogue)];
        let facts = sample();
        for (const change of steps) {
          facts = edited(facts, change);
          expect(liveJudge(facts)).toEqual(judge(catalogue, facts));
          expect(liveAssess(facts)).toEqual(assess(catalogue, facts));
        }
      }),
      { numRuns: runs(12) },
    );
  });

  it('[IN7] finds every clause whose answers are another object, whatever their order', () => {
    const answers = { a: {}, b: {}, c: {} };
    const record = fc
      .uniqueArray(fc.constantFrom('1a', '1b', '2a', '2b'))
      .chain((clauses) =>
        fc.record(Object.fromEntries(clauses.map((clause) => [clause, fc.constantFrom(...Object.values(answers))]))),
      );
    fc.assert(
      fc.property(record, record, (before, after) => {
        const changed = ['1a', '1b', '2a', '2b'].filter((clause) => before[clause] !== after[clause]);
        expect([...changedClauses(listAnswers(before), listAnswers(after))].sort()).toEqual(changed);
      }),
    );
  });

  it('[IN7] judges again after answers to 小区 only what looks at 小区', () => {
    const live = createLiveJudge(catalogue);
    const facts = sample();
    const before = live(facts);
    const estates = facts.estates.map((estate) => ({ ...estate, facts: { ...estate.facts, closed: false } }));
    const after = live({ ...facts, estates });
    const again = after.indicators.filter((indicator, index) => indicator !== before.indicators[index]);
    expect(again.map(({ no }) => no)).toEqual([6, 14, 15, 17, 18, 19, 21, 22]);
  });

  it('[IN7] judges again what rests on another answer by way of a default of the community or of a 小区', () => {
    const few = (value: string) => ({ is: 'number' as const, value, relation: '<' as const, threshold: '5' });
    const resting = catalogueOf({
      profileFields: [count('all', 'all', { defaultsTo: 'more' }), count('more', 'more', { defaultsTo: '1a.cameras' })],
      estateFields: [count('gates', 'gates', { defaultsTo: '1a.cameras' })],
      indicators: [
        { clauses: [{ fields: [count('cameras')], rule: few('cameras') }] },
        { clauses: [{ rule: few('profile.all') }] },
        { clauses: [{ each: { of: 'estate' }, rule: few('estate.gates') }] },
      ],
    });
    const live = createLiveAssessor(resting);
    const estates = [{ id: 'e', name: '天竹园', facts: {}, answers: {} }];
    const before = factsOf({ estates, answers: { '1a': { cameras: 1 } } });
    expect(live(before).indicators.map(({ result }) => result)).toEqual(['符合', '符合', '符合']);
    const after = { ...before, answers: { '1a': { cameras: 9 } } };
    expect(live(after).indicators.map(({ result }) => result)).toEqual(['不符合', '不符合', '不符合']);
  });

  it('[CL15] takes figures that take each other by default as unanswered until one is answered', () => {
    const round = catalogueOf({
      profileFields: [count('a', 'a', { defaultsTo: 'b' }), count('b', 'b', { defaultsTo: 'profile.a' })],
      indicators: [{ clauses: [{ rule: { is: 'number', value: 'profile.a', relation: '≥', threshold: '1' } }] }],
    });
    const live = createLiveJudge(round);
    expect(live(factsOf()).indicators.map(({ result }) => result)).toEqual(['待核']);
    expect(live(factsOf({ profile: { facts: { b: 1 } } })).indicators.map(({ result }) => result)).toEqual(['符合']);
  });

  it('[IN7] judges an indicator again only when something it looks at has changed', () => {
    const live = createLiveJudge(catalogue);
    const facts = sample();
    const before = live(facts);
    const after = live({ ...facts, answers: { ...facts.answers, '1a': { gigabit: 2500 } } });
    const again = after.indicators.filter((indicator, index) => indicator !== before.indicators[index]);
    expect(again.map(({ no, result }) => [no, result])).toEqual([[1, '不符合']]);
  });
});
