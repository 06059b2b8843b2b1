import { describe, expect, it } from 'vitest';
import { clauseResult, type ClauseDraft, count, COVERAGE, flag, list } from './one-clause.ts';

const coverage = (answers: Record<string, number | string>) => clauseResult(COVERAGE, { answers: { '1a': answers } });

describe('ratios', () => {
  it('[EX2] the threshold itself is 符合, one less is not', () => {
    expect(coverage({ part: 90, whole: 100 }).result).toBe('符合');
    expect(coverage({ part: 89, whole: 100 }).result).toBe('不符合');
    expect(coverage({ part: 89996, whole: 100000 }).result).toBe('不符合');
  });

  it('[CL1] 分母为零 or a missing count is 待核, never 符合', () => {
    expect(coverage({ part: 0, whole: 0 })).toMatchObject({ result: '待核', ratios: [] });
    expect(coverage({ part: 5 }).result).toBe('待核');
    expect(coverage({ whole: 5 }).result).toBe('待核');
    expect(coverage({}).result).toBe('待核');
  });

  it('[CL2] a numerator greater than its denominator is 待核, even where less would do', () => {
    expect(coverage({ part: 101, whole: 100 })).toMatchObject({ result: '待核', ratios: [] });
    const below: ClauseDraft = {
      ...COVERAGE,
      rule: { is: 'ratio', part: 'part', whole: 'whole', relation: '≤', threshold: '200%' },
    };
    expect(clauseResult(below, { answers: { '1a': { part: 101, whole: 100 } } }).result).toBe('待核');
  });

  it('[CL3] a 申报值 counts only while a count is missing, exactly, and marks the result', () => {
    expect(coverage({ rate: '90%' })).toMatchObject({ result: '符合', declared: true });
    expect(coverage({ rate: '89.999999999%' })).toMatchObject({ result: '不符合', declared: false });
    expect(coverage({ rate: '100%', part: 5 })).toMatchObject({ result: '符合', declared: true });
    expect(coverage({ rate: '100%', part: 5, whole: 10 })).toMatchObject({ result: '不符合', declared: false });
    expect(coverage({ rate: '100%', part: 11, whole: 10 }).result).toBe('待核');
    expect(coverage({ rate: '100%', whole: 0 }).result).toBe('待核');
  });

  it('[CL2] a 申报值 of more than 100 % is an error of input: never 符合', () => {
    expect(coverage({ rate: '120%' })).toMatchObject({ result: '待核', declared: false });
    expect(coverage({ rate: '100.000000001%' }).result).toBe('待核');
  });

  it('[CL4] a sum with a missing part decides only when every completion agrees', () => {
    const rule = (relation: '≥' | '≤'): ClauseDraft => ({
      fields: [count('a'), count('b'), count('whole')],
      rule: { is: 'ratio', part: 'a', whole: { of: 'sum', parts: ['whole', 'b'] }, relation, threshold: '50%' },
    });
    const answers = { '1a': { a: 3, whole: 10 } };
    expect(clauseResult(rule('≥'), { answers }).result).toBe('不符合');
    expect(clauseResult(rule('≤'), { answers }).result).toBe('符合');
    expect(clauseResult(rule('≥'), { answers: { '1a': { a: 6, whole: 10 } } }).result).toBe('待核');
  });
});

describe('numbers', () => {
  const atLeast = (threshold: string): ClauseDraft => ({
    fields: [list('kinds', ['甲', '乙', '丙'])],
    rule: { is: 'number', value: { of: 'tally', field: 'kinds' }, relation: '≥', threshold },
  });
  const ticked = (kinds: Record<string, boolean>, threshold = '2') =>
    clauseResult(atLeast(threshold), { answers: { '1a': { kinds } } });

  it('[CL4] a known lower bound that suffices is 符合, an upper bound that cannot is 不符合', () => {
    expect(ticked({ 甲: true, 乙: true }).result).toBe('符合');
    expect(ticked({ 甲: true }).result).toBe('待核');
    expect(ticked({ 甲: false, 乙: false }).result).toBe('不符合');
  });

  it('[CL5] an unanswered box is unknown, not "no"', () => {
    expect(clauseResult(atLeast('1')).result).toBe('待核');
    expect(ticked({ 甲: true, 乙: false }).result).toBe('待核');
    expect(ticked({ 甲: true, 乙: false, 丙: false }).result).toBe('不符合');
  });

  it.each([
    ['（一期）平台', '(一期)平台'],
    ['AI平台', 'ＡＩ平台'],
    ['智慧停车', '智慧\u200B停车'],
    ['A-1', 'Ａ—１'],
    ['⽅便停车', '方便停车'],
    ['“微治理”', '「微治理」'],
  ])('[CL13] %s and %s are one entry, one box, and one of the other list', (one, other) => {
    const entries = (id: string) => ({ kind: 'entries' as const, id, label: id, itemLabel: id, fields: [] });
    const items = (need: number, notIn?: string): ClauseDraft => ({
      fields: [entries('practices'), entries('scenes')],
      rule: {
        is: 'number',
        value: { of: 'items', field: 'practices', ...(notIn === undefined ? {} : { notIn }) },
        relation: '≥',
        threshold: String(need),
      },
    });
    const practices = [{ name: one }, { name: other }];
    expect(clauseResult(items(2), { answers: { '1a': { practices } } }).result).toBe('不符合');
    expect(clauseResult(items(1), { answers: { '1a': { practices } } }).result).toBe('符合');
    const taken = { practices: [{ name: one }], scenes: [{ name: other }] };
    expect(clauseResult(items(1, 'scenes'), { answers: { '1a': taken } }).result).toBe('不符合');

    const boxes = (need: number): ClauseDraft => ({
      fields: [
        {
          kind: 'checklist',
          id: 'functions',
          label: '功能',
          others: true,
          options: [{ label: one }, { label: '照明' }],
        },
      ],
      rule: { is: 'checklist', field: 'functions', need },
    });
    const ticked = (given: Record<string, boolean>, need: number) =>
      clauseResult(boxes(need), { answers: { '1a': { functions: given } } }).result;
    expect(ticked({ [one]: true, [other]: true, 照明: false }, 2)).not.toBe('符合');
    expect(ticked({ [other]: true, 照明: true }, 2)).toBe('符合');
    expect(ticked({ [one]: false, [other]: true, 照明: true }, 2)).not.toBe('符合');
    expect(ticked({ 别的: true, ['别的\u200B']: true, 照明: false, [one]: false }, 2)).not.toBe('符合');
  });

  it('[CL17] a text and a name of nothing but what nobody sees say nothing', () => {
    const named: ClauseDraft = {
      fields: [{ kind: 'text', id: 'who', label: '运营主体' }],
      rule: { is: 'named', field: 'who' },
    };
    for (const who of ['\u200B', '\u3164', '\u2800 \uFEFF'])
      expect(clauseResult(named, { answers: { '1a': { who } } }).result).not.toBe('符合');
  });

  it('[CL13] entries count by different names, without those of the other list', () => {
    const clause: ClauseDraft = {
      fields: [
        { kind: 'entries', id: 'scenes', label: '场景', itemLabel: '场景', fields: [] },
        {
          kind: 'entries',
          id: 'practices',
          label: '做法',
          itemLabel: '做法',
          fields: [{ kind: 'flag', id: 'province', label: '省级推广' }],
        },
      ],
      rule: {
        is: 'number',
        value: { of: 'items', field: 'practices', where: { is: 'flag', field: 'item.province' }, notIn: 'scenes' },
        relation: '≥',
        threshold: '2',
      },
    };
    const entry = (name: string, province?: boolean) => ({ name, answers: province === undefined ? {} : { province } });
    const judge = (answers: object) =>
      clauseResult(clause, { answers: { '1a': answers as Record<string, never> } }).result;
    expect(judge({ scenes: [], practices: [entry('微治理', true), entry('“微治理” ', true)] })).toBe('不符合');
    expect(judge({ scenes: [], practices: [entry('微治理', true), entry('议事', true)] })).toBe('符合');
    expect(judge({ scenes: [entry('议事')], practices: [entry('微治理', true), entry('议事', true)] })).toBe('不符合');
    expect(judge({ practices: [entry('微治理', true), entry('议事', true)] })).toBe('待核');
    expect(judge({ scenes: [], practices: [entry('微治理', true), entry('议事')] })).toBe('待核');
    expect(judge({ scenes: [], practices: [] })).toBe('不符合');
    expect(judge({ scenes: [] })).toBe('待核');
  });

  it('[CL14] a default is taken until the field is answered itself', () => {
    const clause: ClauseDraft = {
      fields: [count('households', '户数', { defaultsTo: 'profile.households' })],
      rule: { is: 'number', value: 'households', relation: '≥', threshold: '10' },
    };
    const profileFields = [count('households')];
    const judge = (own: Record<string, number>) =>
      clauseResult(clause, { profile: { facts: { households: 12 } }, answers: { '1a': own } }, { profileFields })
        .result;
    expect(judge({})).toBe('符合');
    expect(judge({ households: 9 })).toBe('不符合');
  });

  it('[CL15] two fields that take each other by default end as unanswered', () => {
    const clause: ClauseDraft = {
      fields: [count('a', 'a', { defaultsTo: 'b' }), count('b', 'b', { defaultsTo: 'a' })],
      rule: { is: 'number', value: 'a', relation: '≥', threshold: '1' },
    };
    expect(clauseResult(clause).result).toBe('待核');
  });
});

describe('checklists', () => {
  const both: ClauseDraft = {
    fields: [
      {
        kind: 'checklist',
        id: 'deep',
        label: '覆盖',
        options: [
          { label: '电梯', when: { is: 'flag', field: 'profile.lifts' } },
          { label: '车库', when: { is: 'flag', field: 'profile.garage' } },
        ],
      },
    ],
    rule: { is: 'checklist', field: 'deep', need: 'all' },
  };
  const profileFields = [flag('lifts'), flag('garage')];
  const judge = (facts: Record<string, boolean>, deep: Record<string, boolean>, clause = both) =>
    clauseResult(clause, { profile: { facts }, answers: { '1a': { deep } } }, { profileFields }).result;

  it('[CL6] a box that does not apply is left out; none left is 不适用', () => {
    expect(judge({ lifts: true, garage: false }, { 电梯: true })).toBe('符合');
    expect(judge({ lifts: true, garage: true }, { 电梯: true })).toBe('待核');
    expect(judge({ lifts: true, garage: true }, { 电梯: true, 车库: false })).toBe('不符合');
    expect(judge({ lifts: false, garage: false }, {})).toBe('不适用');
  });

  it('[CL6] while its condition is unanswered a tick counts and a "no" stays unknown', () => {
    expect(judge({}, { 电梯: true, 车库: true })).toBe('符合');
    expect(judge({ lifts: true }, { 电梯: true, 车库: false })).toBe('待核');
    const one: ClauseDraft = { ...both, rule: { is: 'checklist', field: 'deep', need: 1 } };
    expect(judge({ lifts: false }, { 车库: true }, one)).toBe('待核');
    expect(judge({ garage: true }, { 车库: true }, one)).toBe('符合');
  });

  it('[CL8] so many of the boxes, further named ones included', () => {
    const clause: ClauseDraft = {
      fields: [list('kinds', ['甲', '乙'], { others: true })],
      rule: { is: 'checklist', field: 'kinds', need: 2 },
    };
    const some = (kinds: Record<string, boolean>) => clauseResult(clause, { answers: { '1a': { kinds } } }).result;
    expect(some({ 甲: true, 丁: true })).toBe('符合');
    expect(some({ 甲: true, 乙: false })).toBe('不符合');
    expect(clauseResult(clause).result).toBe('待核');
  });

  it('[CL8] only the boxes that the rule names', () => {
    const clause: ClauseDraft = {
      fields: [list('kinds', ['甲', '乙'])],
      rule: { is: 'checklist', field: 'kinds', need: 'all', items: ['甲'] },
    };
    expect(clauseResult(clause, { answers: { '1a': { kinds: { 甲: true, 乙: false } } } }).result).toBe('符合');
  });
});

it('[CL17] something named is a text that is not blank or a list that is not empty', () => {
  const clause: ClauseDraft = {
    fields: [{ kind: 'text', id: 'operator', label: '运营主体' }],
    rule: { is: 'named', field: 'operator' },
  };
  expect(clauseResult(clause, { answers: { '1a': { operator: '学苑社区' } } }).result).toBe('符合');
  expect(clauseResult(clause, { answers: { '1a': { operator: ' 　' } } }).result).toBe('待核');
  const listed: ClauseDraft = {
    fields: [{ kind: 'entries', id: 'poles', label: '智慧杆柱', itemLabel: '杆柱', fields: [] }],
    rule: { is: 'named', field: 'poles' },
  };
  expect(clauseResult(listed, { answers: { '1a': { poles: [] } } }).result).toBe('不符合');
  expect(clauseResult(listed, { answers: { '1a': { poles: [{ name: '中心广场' }] } } }).result).toBe('符合');
});
