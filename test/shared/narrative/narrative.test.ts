import { describe, expect, it } from 'vitest';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import {
  assessed,
  type CatalogueDraft,
  type ClauseDraft,
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

describe('of several 小区', () => {
  const FIELDS = {
    bins: { kind: 'count', id: 'f', label: '垃圾分类点', unit: '处' },
    area: { kind: 'quantity', id: 'f', label: '面积', unit: '平方米' },
    watch: list('f', ['违规投放', '满溢', '破损']),
    names: { kind: 'entries', id: 'f', label: '平台', itemLabel: '平台', fields: [] },
    who: { kind: 'text', id: 'f', label: '运营主体' },
    rate: { kind: 'rate', id: 'f', label: '覆盖率' },
    alarm: { kind: 'flag', id: 'f', label: '报警' },
  } satisfies Record<string, NonNullable<ClauseDraft['fields']>[number]>;
  const told = (field: keyof typeof FIELDS, answers: readonly unknown[], slot = '{f}') =>
    assessed(
      {
        indicators: [
          {
            clauses: [{ each: { of: 'estate' }, fields: [FIELDS[field]], rule: { is: 'named', field: 'f' } }],
            narrative: [{ clause: '1a', parts: [{ text: slot }] }],
          },
        ],
      },
      {
        estates: answers.map((f, at) => ({
          id: `e${at}`,
          name: `小区${at}`,
          answers: { '1a': f === undefined ? {} : { f } } as Record<string, Record<string, never>>,
        })),
      },
    ).indicators[0]?.generatedNarrative;

  it.each([
    ['bins', [3, 2, 4], '9。'],
    ['bins', [3, undefined], ''],
    ['area', ['1.5', '2.25'], '3.75。'],
    ['watch', [{ 违规投放: true, 满溢: true, 破损: true }, { 满溢: true, 破损: true }, { 破损: true }], '破损。'],
    ['watch', [{ 违规投放: true }, { 满溢: true }], ''],
    ['names', [[{ name: '天网' }, { name: '雪亮' }], [{ name: '雪 亮' }]], '雪亮。'],
    ['who', ['物业', '物业'], '物业。'],
    ['who', ['物业', '街道'], ''],
    ['rate', ['95%', '95%'], '95%。'],
    ['rate', ['95%', '96%'], ''],
    ['alarm', [true, true], '报警。'],
    ['alarm', [true, false], ''],
  ] as const)('[NA3] %s of %o is told as “%s”', (field, answers, text) => {
    expect(told(field, answers)).toBe(text);
  });

  it('[NA3] the numbers of what each has are added up', () => {
    expect(told('watch', [{ 违规投放: true, 满溢: true }, { 破损: true }], '{f#}')).toBe('3。');
  });
});

describe('by hand', () => {
  const catalogue = catalogueOf(BROADBAND);
  const indicator = catalogue.categories[0]?.indicators[0];
  const basisOf = (facts: FactsDraft) => {
    if (indicator === undefined) throw new Error('no indicator');
    return narrativeBasis(factsOf(facts), indicator, catalogue);
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

  it('[NA4] the basis holds the answers of other indicators that this one refers to, and only those', () => {
    const both = catalogueOf({
      indicators: [
        {
          clauses: [
            {
              fields: [count('own')],
              rule: { is: 'ratio', part: 'own', whole: '2a.all', relation: '≥', threshold: '1%' },
            },
          ],
        },
        {
          clauses: [
            {
              fields: [count('all'), count('more')],
              rule: { is: 'number', value: 'all', relation: '≥', threshold: '1' },
            },
          ],
        },
      ],
    });
    const referring = both.categories[0]?.indicators[0];
    if (referring === undefined) throw new Error('no indicator');
    const of = (answers: Record<string, Record<string, number>>) =>
      narrativeBasis(factsOf({ answers }), referring, both);
    const basis = of({ '1a': { own: 1 }, '2a': { all: 2 } });
    expect(JSON.parse(basis)).toMatchObject({ answers: { '1a': { own: 1 } }, others: { '2a.all': 2 } });
    expect(of({ '1a': { own: 1 }, '2a': { all: 2, more: 3 } })).toBe(basis);
    expect(of({ '1a': { own: 1 }, '2a': { all: 3 } })).not.toBe(basis);
    expect(JSON.parse(of({ '1a': { own: 1 } }))).toMatchObject({ others: {} });
  });

  // Indicator 1 looks at 2a.all, which takes 2a.more until it is answered, and that the community's figure.
  const CHAIN = catalogueOf({
    profileFields: [count('people')],
    indicators: [
      {
        clauses: [
          {
            fields: [count('own')],
            rule: { is: 'ratio', part: 'own', whole: '2a.all', relation: '≥', threshold: '1%' },
          },
          {
            each: { of: 'estate' },
            fields: [count('near')],
            rule: { is: 'ratio', part: 'near', whole: '2b.here', relation: '≥', threshold: '1%' },
          },
        ],
      },
      {
        clauses: [
          {
            fields: [
              count('all', '全部', { defaultsTo: 'more' }),
              count('more', '更多', { defaultsTo: 'profile.people' }),
              count('apart'),
            ],
            rule: { is: 'number', value: 'all', relation: '≥', threshold: '1' },
          },
          {
            each: { of: 'estate' },
            fields: [count('here'), count('there')],
            rule: { is: 'number', value: 'here', relation: '≥', threshold: '1' },
          },
        ],
      },
    ],
  });
  const chained = (given: FactsDraft) => {
    const [first] = CHAIN.categories[0]?.indicators ?? [];
    if (first === undefined) throw new Error('no indicator');
    return narrativeBasis(factsOf(given), first, CHAIN);
  };

  it('[NA4] the basis changes with what a field elsewhere takes by default, however far', () => {
    const given = (more: number, people: number, apart = 1): FactsDraft => ({
      profile: { facts: { people } },
      answers: { '1a': { own: 1 }, '2a': { more, apart } },
    });
    const basis = chained(given(5, 7));
    expect(chained(given(5, 7, 2))).toBe(basis);
    expect(chained(given(6, 7))).not.toBe(basis);
    expect(chained(given(5, 8))).not.toBe(basis);
  });

  it('[NA4] the basis changes with the answers of a 小区 elsewhere that it looks at, and with no others', () => {
    const given = (here: number, there: number): FactsDraft => ({
      estates: [{ id: 'a', name: '天竹佳苑', answers: { '1b': { near: 1 }, '2b': { here, there } } }],
    });
    const basis = chained(given(5, 7));
    expect(chained(given(5, 8))).toBe(basis);
    expect(chained(given(6, 7))).not.toBe(basis);
  });

  it('[NA4] the basis is spelt as it always was, as it stands beside the texts in the journal', () => {
    expect(JSON.parse(basisOf({ answers: { '1a': {}, '1b': { boxes: { 人: true } } } }))).toEqual({
      community: '学苑社区',
      profile: {},
      answers: { '1a': {}, '1b': { boxes: { 人: true } } },
      others: {},
      estates: {},
    });
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
