import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import type { ClauseResult } from '#shared/assess/types.ts';
import { piecesOf } from '#shared/catalogue/references.ts';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import type { Clause } from '#shared/catalogue/schema.ts';
import { type CaseKind, type ClauseCase, clauseCases, factsOf } from '#test/fixtures/clause-cases.ts';
import { benchmark } from '#test/fixtures/read.ts';

const catalogue = benchmark();
const clauses = catalogue.categories.flatMap(({ indicators }) => indicators.flatMap((indicator) => indicator.clauses));
const cases = clauseCases();
const ofKind = (kind: CaseKind) => cases.filter((given) => given.case === kind);

function resultOf(given: ClauseCase): ClauseResult | undefined {
  const { indicators } = assess(catalogue, factsOf(given, catalogue));
  return indicators.flatMap((indicator) => indicator.clauses).find((clause) => clause.id === given.clause);
}

describe('every clause of the 标杆型 standard', () => {
  it.each(ofKind('met'))('[CL7] $clause $title → $expect', (given) => {
    expect(resultOf(given)?.result).toBe(given.expect);
  });

  it.each(ofKind('unmet'))('[CL7] not met: $clause $title → $expect', (given) => {
    expect(resultOf(given)?.result).toBe(given.expect);
  });

  it.each(ofKind('boundary'))('[EX2] at the boundary: $clause $title → $expect', (given) => {
    expect(resultOf(given)?.result).toBe(given.expect);
  });

  it.each(ofKind('undetermined'))('[CL1] [CL2] [CL5] undetermined: $clause $title → $expect', (given) => {
    expect(resultOf(given)?.result).toBe(given.expect);
  });

  it.each(ofKind('not-applicable'))('[CL10] [CL12] $clause $title → $expect, with the reason', (given) => {
    const result = resultOf(given);
    expect(result?.result).toBe(given.expect);
    expect(result?.explanation).toContain('不适用');
  });

  it.each(ofKind('declared'))('[CL3] declared: $clause $title → $expect', (given) => {
    expect(resultOf(given)?.result).toBe(given.expect);
  });

  it.each(ofKind('declared').filter(restsOnRate))('[CL3] marked as declared: $clause $title', (given) => {
    expect(resultOf(given)?.declared).toBe(true);
  });
});

describe('a community of exactly 2000', () => {
  const given = (residents: number): ClauseCase => ({
    clause: '13a',
    case: 'boundary',
    title: '',
    facts: { profile: { residents }, answers: { '13a': { libraries: 1 } } },
    expect: '符合',
  });

  it('[CL11] is told that the standard does not say, others are not', () => {
    expect(resultOf(given(2000))?.explanation).toContain('标准未规定常住人口恰为2000人');
    expect(resultOf(given(2001))?.explanation).not.toContain('标准未规定');
    expect(resultOf(given(1999))?.explanation).not.toContain('标准未规定');
  });
});

describe('the cases', () => {
  const EXPECTED: Readonly<Record<CaseKind, readonly string[]>> = {
    met: ['符合'],
    unmet: ['不符合'],
    undetermined: ['待核'],
    boundary: ['符合', '不符合', '不适用'],
    'not-applicable': ['不适用'],
    declared: ['符合', '不符合', '不适用'],
  };

  it.each(cases)('$clause $case: $title expects what its kind says', (given) => {
    expect(EXPECTED[given.case]).toContain(given.expect);
  });

  it.each(clauses)('of $id are complete', (clause) => {
    const kinds = new Set(cases.filter((given) => given.clause === clause.id).map((given) => given.case));
    expect([...wanted(clause)].filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

/** Met although counts are missing. */
function restsOnRate(given: ClauseCase): boolean {
  return given.expect === '符合';
}

/** Which kinds of case a clause can have. */
function wanted(clause: Clause): ReadonlySet<CaseKind> {
  const kinds = new Set<CaseKind>(['met', 'unmet', 'undetermined']);
  const rules = [clause.when, clause.each?.where, clause.rule].filter((rule) => rule !== undefined).flatMap(flat);
  if (clause.when !== undefined || clause.each?.where !== undefined) kinds.add('not-applicable');
  if (rules.some((rule) => rule.is === 'ratio' && rule.declared !== undefined)) kinds.add('declared');
  if (flat(clause.rule).some((rule) => ['ratio', 'number', 'checklist', 'atLeast'].includes(rule.is))) {
    kinds.add('boundary');
  }
  return kinds;
}

function flat(rule: Rule): readonly Rule[] {
  return [rule, ...piecesOf({ is: 'rule', rule }).flatMap((piece) => (piece.is === 'rule' ? flat(piece.rule) : []))];
}
