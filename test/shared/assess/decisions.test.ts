import { describe, expect, it } from 'vitest';
import { fullExplanation } from '#shared/assess/explain.ts';
import { assessed, COVERAGE, type FactsDraft } from './one-clause.ts';

const TWO = { indicators: [{ clauses: [COVERAGE, COVERAGE] }, { clauses: [COVERAGE] }] };
const MET = { part: 95, whole: 100 };
const UNMET = { part: 80, whole: 100 };
const all = (a: object, b: object, c: object): FactsDraft => ({ answers: { '1a': a, '1b': b, '2a': c } }) as FactsDraft;

const results = (facts: FactsDraft) => {
  const { overall, indicators } = assessed(TWO, facts);
  return [overall, ...indicators.map(({ result }) => result)];
};

describe('indicator and inspection', () => {
  it('[IN1] 不符合 before 待核 before 符合', () => {
    expect(results(all(MET, UNMET, MET))).toEqual(['未达到标准', '不符合', '符合']);
    expect(results(all(MET, {}, MET))).toEqual(['待核', '待核', '符合']);
    expect(results(all({}, UNMET, MET))).toEqual(['未达到标准', '不符合', '符合']);
  });

  it('[IN2] 达到标准 only when nothing is 不符合 or 待核', () => {
    expect(results(all(MET, MET, MET))).toEqual(['达到标准', '符合', '符合']);
    expect(results(all(MET, MET, {}))).toEqual(['待核', '符合', '待核']);
    expect(results(all(MET, {}, UNMET))).toEqual(['未达到标准', '待核', '不符合']);
    expect(assessed(TWO, all(MET, {}, UNMET)).tally).toEqual({ 符合: 0, 不符合: 1, 待核: 1, 不适用: 0 });
  });

  it('[CL3] the mark 申报 reaches the indicator', () => {
    const [first, second] = assessed(TWO, all({ rate: '95%' }, MET, MET)).indicators;
    expect([first?.declared, second?.declared]).toEqual([true, false]);
  });
});

describe('不涉及 and 人工认定', () => {
  const waiver = (target: string) => ({ target, reason: '社区无此项职责', by: '王工' });
  const override = (target: string, result: '符合' | '不符合' | '待核') => ({
    target,
    result,
    reason: '现场复核',
    by: '李工',
  });

  it('[WA1] 不涉及 makes a clause or an indicator 不适用, with its reason', () => {
    const facts = { ...all(MET, UNMET, UNMET), waivers: [waiver('1b'), waiver('2')] };
    expect(results(facts)).toEqual(['达到标准', '符合', '不适用']);
    const [first, second] = assessed(TWO, facts).indicators;
    expect(first?.clauses[1]).toMatchObject({ result: '不适用', waiver: { reason: '社区无此项职责', by: '王工' } });
    expect(second).toMatchObject({ waiver: { reason: '社区无此项职责', by: '王工' }, override: null });
    expect(second?.clauses[0]?.result).toBe('不符合');
    expect(results({ ...all(MET, MET, MET), waivers: [waiver('2a')] })).toEqual(['达到标准', '符合', '不适用']);
  });

  it('[WA2] 人工认定 replaces the result, says what it replaced, and beats 不涉及', () => {
    const facts = {
      ...all(MET, UNMET, {}),
      overrides: [override('1b', '符合'), override('2', '符合')],
      waivers: [waiver('1b')],
    };
    expect(results(facts)).toEqual(['达到标准', '符合', '符合']);
    const [first, second] = assessed(TWO, facts).indicators;
    expect(first?.clauses[1]).toMatchObject({
      result: '符合',
      override: { computed: '不符合', reason: '现场复核', by: '李工' },
      waiver: { by: '王工' },
    });
    expect(second?.override).toEqual({ computed: '待核', reason: '现场复核', by: '李工' });
    expect(results({ ...all(MET, MET, MET), overrides: [override('2a', '不符合')] })[0]).toBe('未达到标准');
  });

  it('[WA3] the computed explanation stays, and is published with the decision', () => {
    const [first] = assessed(TWO, { ...all(MET, UNMET, MET), overrides: [override('1b', '符合')] }).indicators;
    const clause = first?.clauses[1];
    if (clause === undefined) throw new Error('no clause');
    expect(clause.explanation).toBe('80 ÷ 100 = 80%，未达到 90%');
    expect(fullExplanation(clause)).toBe(
      '人工认定符合（李工）：现场复核；计算结果：不符合，80 ÷ 100 = 80%，未达到 90%',
    );
  });

  it('[CL16] a clause put to 待核 by a person waits for no field', () => {
    const [first] = assessed(TWO, { ...all(MET, MET, MET), overrides: [override('1a', '待核')] }).indicators;
    expect(first?.clauses[0]).toMatchObject({ result: '待核', missing: 0 });
  });
});
