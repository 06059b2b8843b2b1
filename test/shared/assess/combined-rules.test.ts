import { describe, expect, it } from 'vitest';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import type { Verdict } from '#shared/facts/schema.ts';
import { assessed, clauseResult, type ClauseDraft, count, COVERAGE, flag, list } from './one-clause.ts';

/** A rule that comes out as wished, whatever the answers to `yes` (true), `no` (false), `open` (none). */
const coming: Readonly<Record<Verdict, Rule>> = {
  符合: { is: 'flag', field: 'yes' },
  不符合: { is: 'flag', field: 'no' },
  待核: { is: 'flag', field: 'open' },
  不适用: { is: 'when', if: { is: 'flag', field: 'no' }, then: { is: 'flag', field: 'yes' } },
};

const verdictOf = (rule: Rule): Verdict =>
  clauseResult(
    { fields: [flag('yes'), flag('no'), flag('open')], rule },
    { answers: { '1a': { yes: true, no: false } } },
  ).result;
const group = (is: 'all' | 'any', ...parts: Verdict[]) => verdictOf({ is, rules: parts.map((part) => coming[part]) });
const atLeast = (need: number, ...parts: Verdict[]) =>
  verdictOf({ is: 'atLeast', need, rules: parts.map((part) => coming[part]) });

describe('groups', () => {
  it('[CL7] all: 不符合 before 待核 before 符合, 不适用 left out', () => {
    expect(group('all', '符合', '待核', '不符合')).toBe('不符合');
    expect(group('all', '符合', '待核', '不适用')).toBe('待核');
    expect(group('all', '符合', '不适用')).toBe('符合');
    expect(group('all', '不适用', '不适用')).toBe('不适用');
  });

  it('[CL8] any: one is enough, an open one may still be', () => {
    expect(group('any', '不符合', '符合', '待核')).toBe('符合');
    expect(group('any', '不符合', '待核')).toBe('待核');
    expect(group('any', '不符合', '不适用')).toBe('不符合');
    expect(group('any', '不适用', '不适用')).toBe('不适用');
  });

  it('[CL8] atLeast: as soon as enough are, and not while the open ones could make it', () => {
    expect(atLeast(2, '符合', '符合', '待核', '不符合')).toBe('符合');
    expect(atLeast(2, '符合', '待核', '不符合')).toBe('待核');
    expect(atLeast(2, '符合', '不适用', '不符合')).toBe('不符合');
    expect(atLeast(2, '不适用', '不适用')).toBe('不适用');
  });

  it('[CL9] not exchanges 符合 and 不符合 only', () => {
    const not = (verdict: Verdict) => verdictOf({ is: 'not', rule: coming[verdict] });
    expect((['符合', '不符合', '待核', '不适用'] as const).map(not)).toEqual(['不符合', '符合', '待核', '不适用']);
  });

  it.each([
    // A 申报值 beside a part that is met, and beside one that is not.
    ['all', true, '符合', true],
    ['all', false, '不符合', false],
    ['any', true, '符合', false],
    ['any', false, '符合', true],
    ['atLeast', true, '符合', true],
    ['atLeast', false, '待核', false],
  ] as const)('[CL3] %s of a 申报值 and a part that is met: %s is %s, declared %s', (is, yes, result, declared) => {
    const rules = [COVERAGE.rule, { is: 'flag' as const, field: 'yes' }];
    const open = { is: 'flag' as const, field: 'open' };
    const clause: ClauseDraft = {
      fields: [...(COVERAGE.fields ?? []), flag('yes'), flag('open')],
      rule: is === 'atLeast' ? { is, need: 2, rules: [...rules, open] } : { is, rules },
    };
    const answers = { '1a': { rate: '100%', yes } };
    expect(clauseResult(clause, { answers })).toMatchObject({ result, declared });
  });
});

describe('conditions', () => {
  it('[CL10] false makes it 不适用, open makes it 待核, in the rule as before the clause', () => {
    const when = (condition: Verdict) => verdictOf({ is: 'when', if: coming[condition], then: coming.符合 });
    expect([when('符合'), when('不符合'), when('待核'), when('不适用')]).toEqual(['符合', '不适用', '待核', '不适用']);
    const clause: ClauseDraft = {
      fields: [flag('gas'), flag('meter')],
      when: { is: 'flag', field: 'gas' },
      rule: { is: 'flag', field: 'meter' },
    };
    expect(clauseResult(clause, { answers: { '1a': { gas: false, meter: true } } })).toMatchObject({
      result: '不适用',
      explanation: 'gas：否，本条不适用',
    });
    expect(clauseResult(clause, { answers: { '1a': { meter: true } } }).result).toBe('待核');
  });

  const residents = (relation: '<' | '>' | '≥', then: string, note?: string) => ({
    if: { is: 'number' as const, value: 'residents', relation, threshold: '2000' },
    then: { is: 'flag' as const, field: then },
    ...(note === undefined ? {} : { note }),
  });
  const library: ClauseDraft = {
    fields: [
      count('residents', '常住人口', { unit: '人' }),
      flag('corner', '共享图书角'),
      flag('library', '智慧图书馆'),
    ],
    rule: {
      is: 'cases',
      cases: [residents('<', 'corner'), residents('>', 'library'), residents('≥', 'library', '恰为 2000 人，从严')],
    },
  };

  it('[CL11] the first case that holds decides; at exactly 2000 人 the note says so', () => {
    const judge = (people: number) =>
      clauseResult(library, { answers: { '1a': { residents: people, corner: true, library: false } } });
    expect(judge(1999).result).toBe('符合');
    expect(judge(2000)).toMatchObject({
      result: '不符合',
      explanation: '常住人口 2000 人 ≥ 2000 人（恰为 2000 人，从严）；智慧图书馆：否',
    });
    expect(judge(2001).explanation).toBe('常住人口 2001 人 > 2000 人；智慧图书馆：否');
    expect(clauseResult(library, { answers: { '1a': { corner: true, library: true } } }).result).toBe('待核');
  });

  it('[CL11] no case that holds is 不适用', () => {
    const clause: ClauseDraft = { ...library, rule: { is: 'cases', cases: [residents('<', 'corner')] } };
    expect(clauseResult(clause, { answers: { '1a': { residents: 3000 } } }).result).toBe('不适用');
  });

  it('[CC13] a decision where the standard says nothing is reported', () => {
    const assessment = assessed({ indicators: [{ clauses: [library] }] }, { answers: { '1a': { residents: 2000 } } });
    expect(assessment.findings).toMatchObject([
      { kind: 'standard-gap', indicator: 1, clause: '1a', severity: 'notice', message: '恰为 2000 人，从严' },
    ]);
  });
});

describe('every 小区', () => {
  const gates: ClauseDraft = {
    each: { of: 'estate', where: { is: 'flag', field: 'estate.closed' } },
    fields: [flag('gate', '智能门禁')],
    rule: { is: 'flag', field: 'gate' },
  };
  const estate = (name: string, closed?: boolean, gate?: boolean) => ({
    id: `e${name.charCodeAt(0)}`,
    name,
    facts: closed === undefined ? {} : { closed },
    answers: gate === undefined ? {} : { '1a': { gate } },
  });
  const judge = (...estates: ReturnType<typeof estate>[]) =>
    clauseResult(gates, { estates }, { estateFields: [flag('closed', '封闭式')] });

  it('[CL12] 符合 only if all that it concerns are; one that fails decides', () => {
    expect(judge(estate('甲', true, true), estate('乙', false)).result).toBe('符合');
    expect(judge(estate('甲', true, true), estate('乙', true)).result).toBe('待核');
    expect(judge(estate('甲', true, true), estate('乙', true, false)).result).toBe('不符合');
    expect(judge(estate('甲', undefined), estate('乙', true, false)).result).toBe('不符合');
    expect(judge(estate('甲', undefined), estate('乙', true, true)).result).toBe('待核');
  });

  it('[CL12] none concerned is 不适用 with the reason, none listed 待核', () => {
    expect(judge(estate('甲', false))).toMatchObject({
      result: '不适用',
      explanation: '甲（封闭式：否）不在本条范围，本条不适用',
    });
    expect(judge()).toMatchObject({ result: '待核', explanation: '尚未列出小区', missing: 1 });
  });

  it('[EP3] names the 小区', () => {
    expect(judge(estate('甲', true, true), estate('乙', true), estate('丙')).explanation).toBe(
      '甲：智能门禁：是；乙：“智能门禁”未答；丙：是否在本条范围内待定',
    );
  });

  it('[CL4] figures of the 小区 add up once each is answered', () => {
    const clause: ClauseDraft = {
      fields: [count('gated')],
      rule: {
        is: 'ratio',
        part: 'gated',
        whole: { of: 'estates', sum: 'estate.entrances', where: { is: 'flag', field: 'estate.closed' } },
        relation: '≥',
        threshold: '100%',
      },
    };
    const sum = (...facts: Record<string, number | boolean>[]) =>
      clauseResult(
        clause,
        {
          answers: { '1a': { gated: 9 } },
          estates: facts.map((fact, at) => ({ id: `e${at}`, name: `${at}`, facts: fact })),
        },
        { estateFields: [flag('closed'), count('entrances')] },
      ).result;
    expect(sum({ closed: true, entrances: 4 }, { closed: true, entrances: 5 }, { closed: false, entrances: 7 })).toBe(
      '符合',
    );
    expect(sum({ closed: true, entrances: 4 }, { closed: true, entrances: 6 })).toBe('不符合');
    expect(sum({ closed: true, entrances: 4 }, { closed: true })).toBe('待核');
    expect(sum({ closed: true, entrances: 9 }, { entrances: 2 })).toBe('待核');
  });
});

it('[CL16] missing counts the unanswered fields that the result waits for', () => {
  const clause: ClauseDraft = {
    fields: [flag('a'), flag('b'), list('boxes', ['甲', '乙']), flag('c')],
    rule: {
      is: 'all',
      rules: [
        { is: 'flag', field: 'a' },
        { is: 'checklist', field: 'boxes', need: 'all' },
        { is: 'when', if: { is: 'flag', field: 'b' }, then: { is: 'flag', field: 'c' } },
      ],
    },
  };
  expect(clauseResult(clause).missing).toBe(3);
  expect(clauseResult(clause, { answers: { '1a': { boxes: { 甲: true }, b: true } } }).missing).toBe(3);
  expect(clauseResult(clause, { answers: { '1a': { a: false } } }).missing).toBe(0);
});
