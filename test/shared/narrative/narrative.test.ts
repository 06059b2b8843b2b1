import { describe, expect, it } from 'vitest';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import {
  assessed,
  type CatalogueDraft,
  catalogueOf,
  count,
  type FactsDraft,
  factsOf,
  list,
} from '#test/shared/assess/one-clause.ts';

const BROADBAND: CatalogueDraft = {
  profileFields: [count('households', '户数'), count('residents', '人口')],
  estateFields: [],
  indicators: [
    {
      clauses: [
        {
          fields: [
            count('households', '户数', { defaultsTo: 'profile.households' }),
            count('gigabit', '千兆'),
            { kind: 'rate', id: 'rate', label: '申报' },
          ],
          rule: {
            is: 'ratio',
            part: 'gigabit',
            whole: 'households',
            declared: 'rate',
            relation: '≥',
            threshold: '90%',
          },
        },
        {
          fields: [list('boxes', ['人', '地', '事'])],
          rule: { is: 'checklist', field: 'boxes', need: 'all' },
        },
        {
          each: { of: 'estate' },
          fields: [count('bins', '垃圾分类点', { unit: '处' }), list('watch', ['违规投放', '满溢'])],
          rule: { is: 'checklist', field: 'watch', need: 'all' },
        },
      ],
      narrative: [
        {
          clause: '1a',
          parts: [{ text: '{community}共{households}户，' }, { text: '千兆{gigabit}户，' }, { text: '覆盖率{%1}' }],
        },
        {
          clause: '1b',
          parts: [
            { text: '{community}' },
            { text: '可汇聚{boxes}等{boxes#}类信息', if: { is: 'checklist', field: 'boxes', need: 2 } },
          ],
        },
        { clause: '1c', parts: [{ text: '{each:estate.name}共有{bins}处垃圾分类点，对{watch}自动监测' }] },
      ],
    },
  ],
};

const tell = (facts: FactsDraft) => assessed(BROADBAND, facts).indicators[0]?.generatedNarrative;

describe('by template', () => {
  it('[NA1] writes a part only when its condition holds and each slot has a value', () => {
    expect(tell({})).toBe('');
    expect(tell({ profile: { facts: { households: 2813 } } })).toBe('学苑社区共2813户。');
    expect(tell({ answers: { '1a': { gigabit: 2813 } } })).toBe('千兆2813户。');
    expect(tell({ answers: { '1b': { boxes: { 人: true, 地: false } } } })).toBe('');
    expect(tell({ answers: { '1b': { boxes: { 人: true, 事: true } } } })).toBe('学苑社区可汇聚人、事等2类信息。');
  });

  it('[NA1] tells a declared rate while the counts are missing, and no rate that contradicts itself', () => {
    expect(tell({ answers: { '1a': { rate: '95.5%' } } })).toBe('覆盖率95.5%。');
    expect(tell({ answers: { '1a': { households: 10, gigabit: 11 } } })).toBe('学苑社区共10户，千兆11户。');
  });

  it('[NA2] numbers the lines when there are several', () => {
    const facts = {
      profile: { facts: { households: 300 } },
      answers: { '1a': { gigabit: 286 }, '1b': { boxes: { 人: true, 地: true } } },
    };
    expect(tell(facts)).toBe('1、学苑社区共300户，千兆286户，覆盖率95.33%；\n2、学苑社区可汇聚人、地等2类信息。');
  });

  it('[NA3] adds up the 小区 and tells what all of them have', () => {
    const estate = (name: string, bins: number, watch: Record<string, boolean>) => ({
      id: `e${bins}`,
      name,
      answers: { '1c': { bins, watch } },
    });
    const first = estate('天竹佳苑', 3, { 违规投放: true, 满溢: true });
    expect(tell({ estates: [first, estate('学府花园', 2, { 满溢: true })] })).toBe(
      '天竹佳苑、学府花园共有5处垃圾分类点，对满溢自动监测。',
    );
    expect(tell({ estates: [first, { id: 'e9', name: '学府花园' }] })).toBe('');
  });
});

describe('by hand', () => {
  const indicator = catalogueOf(BROADBAND).categories[0]?.indicators[0];
  const basisOf = (facts: FactsDraft) => {
    if (indicator === undefined) throw new Error('no indicator');
    return narrativeBasis(factsOf(facts), indicator);
  };
  const facts: FactsDraft = {
    profile: { facts: { households: 300 } },
    answers: { '1a': { gigabit: 286 }, '2a': { other: 1 } },
  };

  it('[NA4] the basis changes with what the indicator refers to and with nothing else', () => {
    const basis = basisOf(facts);
    expect(basisOf({ ...facts, answers: { '2a': { other: 2 }, '1a': { gigabit: 286 } } })).toBe(basis);
    expect(basisOf({ ...facts, profile: { facts: { residents: 5814, households: 300 } } })).toBe(basis);
    expect(basisOf({ ...facts, narratives: { 1: { text: '已改' } } })).toBe(basis);
    expect(basisOf({ ...facts, profile: { facts: { households: 301 } } })).not.toBe(basis);
    expect(basisOf({ ...facts, answers: { '1a': { gigabit: 285 } } })).not.toBe(basis);
    expect(basisOf({ ...facts, estates: [{ id: 'a', name: '天竹佳苑' }] })).not.toBe(basis);
  });

  it('[NA5] is kept as written and stale once its facts have changed', () => {
    const written = (basis?: string) => ({
      ...facts,
      narratives: { 1: { text: '已按现场改写', ...(basis === undefined ? {} : { basis }) } },
    });
    const source = (of: FactsDraft) => {
      const result = assessed(BROADBAND, of).indicators[0];
      return [result?.narrative, result?.narrativeSource];
    };
    expect(source(facts)).toEqual(['学苑社区共300户，千兆286户，覆盖率95.33%。', 'template']);
    expect(source(written(basisOf(facts)))).toEqual(['已按现场改写', 'edited']);
    expect(source(written())).toEqual(['已按现场改写', 'edited']);
    expect(source(written('{}'))).toEqual(['已按现场改写', 'stale']);
  });

  it('[CC7] a stale one is found, anew after each further change', () => {
    const keyOf = (gigabit: number) =>
      assessed(BROADBAND, {
        ...facts,
        answers: { '1a': { gigabit } },
        narratives: { 1: { text: '已改', basis: '{}' } },
      }).findings.find(({ kind }) => kind === 'narrative-stale')?.key;
    expect(keyOf(286)).toMatch(/^narrative-stale\/1a\//);
    expect(keyOf(285)).not.toBe(keyOf(286));
  });
});
