import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { assessHeldBack, type AnswerPlace, withoutAnswers } from '#shared/assess/invalid-entries.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';

const catalogue = benchmark();
const facts = sample();
const judge = (given: Facts) => assess(catalogue, given);
const held = (...places: readonly AnswerPlace[]) => assessHeldBack(judge, catalogue, facts, places);
const clauseIn = (assessment: ReturnType<typeof held>, id: string) =>
  assessment.indicators.flatMap(({ clauses }) => clauses).find((clause) => clause.id === id);
const place = (clause: string | null, field: string, estate: string | null = null): AnswerPlace => ({
  clause,
  estate,
  field,
});

describe('an entry that is no valid answer', () => {
  it('[CL18] makes its clause 待核 and is named there; the saved answer is not used', () => {
    const before = judge(facts);
    expect(clauseIn(before, '3a')?.result).toBe('符合');
    const after = held(place('3a', 'covered'));
    const clause = clauseIn(after, '3a');
    expect(clause).toMatchObject({ result: '待核', declared: false });
    expect(clause?.explanation).toContain('填写无效');
    expect(clause?.invalid).toHaveLength(1);
    expect(clause?.missing).toBeGreaterThan(0);
    expect(JSON.stringify(clause?.data)).not.toContain('2813 ÷ 2813');
    expect(after.tally.符合).toBe(before.tally.符合 - 1);
    expect(after.tally.待核).toBe(before.tally.待核 + 1);
  });

  it('[CL18] does so though a default, a 申报值 or another answer would decide the clause', () => {
    // 社区家庭总数 of the clause itself takes that of the community by default.
    expect(clauseIn(held(place('3a', 'households')), '3a')?.result).toBe('待核');
  });

  it('[CL18] concerns every clause that looks at the field', () => {
    const after = held(place(null, 'households'));
    const named = after.indicators.flatMap(({ clauses }) => clauses).filter(({ invalid }) => invalid !== undefined);
    expect(named.length).toBeGreaterThan(1);
    for (const clause of named) expect([clause.id, clause.result]).toEqual([clause.id, '待核']);
  });

  it('[CL18] leaves what a person decided, and says so all the same', () => {
    const decided: Facts = { ...facts, waivers: [{ target: '3a', reason: '无此项', by: '张' }] };
    const after = assessHeldBack(judge, catalogue, decided, [place('3a', 'covered')]);
    expect(clauseIn(after, '3a')).toMatchObject({ result: '不适用', invalid: [expect.any(String)] });
  });

  it('changes nothing where there is none, and only its own part of the facts where there is one', () => {
    expect(held()).toEqual(judge(facts));
    const left = withoutAnswers(facts, [place('3a', 'covered')]);
    expect(left.answers['3a']?.['covered']).toBeUndefined();
    expect(left.answers['1a']).toBe(facts.answers['1a']);
    expect(left.estates).toBe(facts.estates);
    expect(left.profile).toBe(facts.profile);
  });
});
