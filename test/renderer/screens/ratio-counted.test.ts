import { describe, expect, it } from 'vitest';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import { isRatioCounted } from '#renderer/screens/walk/ratio-counted.ts';
import { clauseResult, count } from '#test/shared/assess/one-clause.ts';

const ratio = (part: string, whole: string): Rule => ({ is: 'ratio', part, whole, relation: '≥', threshold: '50%' });
const fields = ['a', 'b', 'c', 'd'].map((id) => count(id));
const dataOf = (rule: Rule, answers: Record<string, number>) =>
  clauseResult({ fields, rule }, { answers: { '1a': answers } }).data;

describe('whether a declared rate is still needed', () => {
  it('is told by the ratio itself, not by one of its condition that goes by no name either', () => {
    const rule: Rule = { is: 'when', if: ratio('a', 'b'), then: ratio('c', 'd') };
    expect(isRatioCounted(dataOf(rule, { a: 1, b: 1, c: 1 }), null)).toBe(false);
    expect(isRatioCounted(dataOf(rule, { a: 1, b: 1, c: 1, d: 1 }), null)).toBe(true);
    expect(isRatioCounted(dataOf(rule, { a: 1, b: 1, c: 1, d: 1 }), '覆盖率')).toBe(false);
  });
});
