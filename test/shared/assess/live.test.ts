import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, createLiveAssessor } from '#shared/assess/assess.ts';
import { createLiveJudge, judge } from '#shared/assess/judge.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { arbitraryFacts } from './arbitrary-facts.ts';

const catalogue = benchmark();

/** A step of editing: the answers of one clause, or one other part, are taken from other facts; the rest is shared. */
type Step = { readonly from: Facts; readonly clause: number } | { readonly from: Facts; readonly part: keyof Facts };
const PARTS = ['profile', 'estates', 'waivers', 'overrides', 'narratives', 'evidence', 'replies', 'answers'] as const;
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
      { numRuns: 40 },
    );
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
