import { describe, expect, it } from 'vitest';
import { nodesOf, partsOf } from '#shared/assess/explanation.ts';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import { clauseResult, count, flag } from './one-clause.ts';

const ratio = (part: string, whole: string): Rule => ({ is: 'ratio', part, whole, relation: '≥', threshold: '50%' });
const fields = [count('a'), count('b'), flag('x')];
const dataOf = (rule: Rule, answers: Record<string, number | boolean>) =>
  clauseResult({ fields, rule }, { answers: { '1a': answers } }).data;

describe('the parts of an explanation', () => {
  it('are told in their order, the condition before what it opens', () => {
    const rule: Rule = {
      is: 'all',
      rules: [
        { is: 'when', if: { is: 'flag', field: 'x' }, then: { is: 'not', rule: { is: 'flag', field: 'x' } } },
        { is: 'cases', cases: [{ if: { is: 'flag', field: 'x' }, then: ratio('a', 'b') }] },
      ],
    };
    const data = dataOf(rule, { x: true, a: 1, b: 2 });
    expect(nodesOf(data).map(({ kind }) => kind)).toEqual([
      'all',
      'when',
      'flag',
      'not',
      'flag',
      'case',
      'flag',
      'ratio',
    ]);
    const [first] = partsOf(data);
    expect(first === undefined ? [] : partsOf(first.node).map((part) => part.as)).toEqual(['condition', 'part']);
  });

  it('name the 小区 that they were judged for, and leave out those that the clause does not concern', () => {
    const clause = { each: { of: 'estate' as const, where: { is: 'flag' as const, field: 'estate.closed' } } };
    const estate = (id: string, closed: boolean) => ({ id, name: `小区${id}`, facts: { closed }, answers: {} });
    const { data } = clauseResult(
      { ...clause, fields: [flag('x')], rule: { is: 'flag', field: 'x' } },
      { estates: [estate('1', true), estate('2', false)] },
      { estateFields: [flag('closed')] },
    );
    expect(partsOf(data).map((part) => part.estate)).toEqual(['小区1']);
  });
});
