import { describe, expect, it } from 'vitest';
import {
  assessed,
  type CatalogueDraft,
  count,
  COVERAGE,
  type FactsDraft,
  findingsOf,
  flag,
  list,
} from '#test/shared/assess/one-clause.ts';

const ELDERS: CatalogueDraft = {
  indicators: [
    {
      clauses: [
        {
          fields: [count('alone', '独居老人', { unit: '人' }), count('equipped', '已配备的独居老人', { unit: '人' })],
          rule: { is: 'ratio', part: 'equipped', whole: 'alone', relation: '≥', threshold: '100%' },
        },
        {
          fields: [
            count('elders', '60岁及以上常住老年人', { unit: '人' }),
            count('residents', '常住人口', { unit: '人' }),
            list('care', ['助餐']),
          ],
          when: { is: 'ratio', part: 'elders', whole: 'residents', relation: '>', threshold: '30%' },
          rule: { is: 'checklist', field: 'care', need: 1 },
        },
      ],
    },
  ],
};
const ANSWERS = { '1a': { alone: 10, equipped: 10 }, '1b': { elders: 630, residents: 5814 } };
const elders = (text: string, kind: Parameters<typeof findingsOf>[1]) =>
  findingsOf(assessed(ELDERS, { answers: ANSWERS, narratives: { 1: { text } } }), kind);

describe('percentages', () => {
  it('[CC1] a claim that is no computed ratio is found with its mending', () => {
    expect(elders('1、独居老人10人；\n2、老年人共630人，占比11.2%，提供助餐', 'percent-mismatch')).toMatchObject([
      {
        indicator: 1,
        clause: '1b',
        severity: 'contradiction',
        message: '完成情况写“11.2%”，按填报数应为 630 ÷ 5814 ≈ 10.84%',
        fix: { from: '11.2%', to: '10.84%' },
      },
    ]);
  });

  it('[CC1] a claim is held at its own precision', () => {
    expect(elders('占比10.8%，配备率100%', 'percent-mismatch')).toEqual([]);
    expect(elders('占比11%，配备率100％', 'percent-mismatch')).toEqual([]);
    expect(elders('630人占10.9%', 'percent-mismatch')).toHaveLength(1);
    expect(elders('配备率达90%以上', 'percent-mismatch')).toEqual([]);
  });

  it('[CC1] where it is not plain which ratio was meant, nothing is mended', () => {
    expect(elders('占比55%', 'percent-mismatch')).toMatchObject([{ severity: 'notice', fix: null }]);
  });

  it('[CC1] a claim written twice is mended where it stands', () => {
    const [finding] = elders('去年11.2%。老年人630人，占比11.2%', 'percent-mismatch');
    expect(finding?.fix).toBeNull();
    const [, second] = elders('约11.1%。老年人630人，占比11.2%，又写11.2%', 'percent-mismatch');
    expect(second?.fix).toEqual({ from: '比11.2%', to: '比10.84%' });
  });

  it('[CC1] a declared rate agrees with itself', () => {
    const assessment = assessed(
      { indicators: [{ clauses: [COVERAGE, COVERAGE] }] },
      {
        answers: { '1a': { rate: '97%' }, '1b': { part: 9, whole: 10 } },
        narratives: { 1: { text: '覆盖率97%，另一项90%' } },
      },
    );
    expect(findingsOf(assessment, 'percent-mismatch')).toEqual([]);
  });
});

describe('counts', () => {
  it('[CC2] a number with a field’s unit that no answer gives is found', () => {
    const found = elders('独居老人共12人，老年人共630人', 'count-mismatch');
    expect(found).toMatchObject([
      {
        clause: '1a',
        severity: 'contradiction',
        message: '完成情况写“12人”，填报的是“独居老人”10人',
        fix: { from: '12人', to: '10人' },
      },
    ]);
  });

  it('[CC2] what nobody asked for, what is approximate and what agrees is left alone', () => {
    expect(elders('独居老人10人，老年人630人，人口5814人，志愿者30人，党员25人', 'count-mismatch')).toEqual([]);
    expect(elders('独居老人约12人，30人次，60岁，2000人以上', 'count-mismatch')).toEqual([]);
  });
});

describe('mentions', () => {
  const POLICE: CatalogueDraft = {
    indicators: [
      {
        clauses: [
          {
            fields: [
              {
                kind: 'checklist',
                id: 'police',
                label: '警务',
                options: [
                  { label: '治安防范预警信息发布', mention: ['治安防范'] },
                  { label: '警情发布' },
                  { label: '社情共享' },
                ],
              },
            ],
            rule: { is: 'checklist', field: 'police', need: 'all' },
            mentions: [{ item: '智慧社区平台', words: ['平台', '小程序'] }],
          },
        ],
      },
    ],
  };
  const police = (boxes: Record<string, boolean>, text?: string, more: FactsDraft = {}) =>
    findingsOf(
      assessed(POLICE, {
        answers: { '1a': { police: boxes } },
        ...(text === undefined ? {} : { narratives: { 1: { text } } }),
        ...more,
      }),
      'item-not-mentioned',
    ).map(({ message }) => message);

  it('[CC6] what the requirement names and the text does not is found', () => {
    expect(police({ 警情发布: true, 社情共享: true }, '小程序支持警情 发布和社情共享')).toEqual([
      '标准要求“治安防范预警信息发布”，完成情况没有写到',
    ]);
    expect(police({}, '支持治安防范预警')).toEqual(['标准要求“智慧社区平台”“警情发布”“社情共享”，完成情况没有写到']);
  });

  it('[CC6] not what was answered "no", not where only the template speaks, not where it is 不涉及', () => {
    expect(police({ 治安防范预警信息发布: false }, '平台支持警情发布、社情共享')).toEqual([]);
    expect(police({})).toEqual([]);
    expect(police({}, '社区无此项职责', { waivers: [{ target: '1', reason: '无此职责', by: '王工' }] })).toEqual([]);
    expect(police({}, '社区无此项职责', { waivers: [{ target: '1a', reason: '无此职责', by: '王工' }] })).toEqual([]);
  });
});

describe('names and dates', () => {
  const ANY: CatalogueDraft = {
    indicators: [{ clauses: [{ fields: [flag('a')], rule: { is: 'flag', field: 'a' } }] }],
  };
  const said = (text: string, kind: Parameters<typeof findingsOf>[1]) =>
    findingsOf(assessed(ANY, { estates: [{ id: 'a', name: '天竹佳苑' }], narratives: { 1: { text } } }), kind);

  it('[CC10] a 小区 that is not listed is found', () => {
    expect(said('1、学府花园小区共9个出入口', 'estate-not-listed')).toMatchObject([
      { message: '完成情况写到“学府花园”，小区名单中没有' },
    ]);
    expect(said('1、天竹佳苑小区内共有3处，小区为封闭式小区，天竹佳苑物业', 'estate-not-listed')).toEqual([]);
  });

  it('[CC10] talk of 小区 in general names none', () => {
    const text =
      '学苑社区内共1个小区，覆盖小区出入口、社区内封闭式小区、所有小区，如针对老旧小区、集中安置小区等，电子巡查系统实现小区周界';
    expect(said(text, 'estate-not-listed')).toEqual([]);
  });

  it.each([
    ['截止9月底，发出预警200余条', '完成情况写“截止9月底”，在验收期间（2024-08-01 至 2024-08-31）之后'],
    ['2024年9月1日建成', '完成情况写“2024年9月1日”，在验收期间（2024-08-01 至 2024-08-31）之后'],
    ['2024-09-01建成', '完成情况写“2024-09-01”，在验收期间（2024-08-01 至 2024-08-31）之后'],
    ['2023年开展4次', '完成情况写“2023年”，在验收期间（2024-08-01 至 2024-08-31）之前'],
    ['至2025年', '完成情况写“至2025年”，在验收期间（2024-08-01 至 2024-08-31）之后'],
  ])('[CC11] “%s” is outside the 验收期间', (text, message) => {
    expect(said(text, 'date-outside-period').map((finding) => finding.message)).toEqual([message]);
  });

  it.each([
    '2024年组织5次',
    '8月底',
    '2024年8月31日',
    '截至8月',
    '建设目标3年',
    '12个月',
    '每年9月',
    '2024年度',
    '鲁数发〔2022〕16号',
  ])('[CC11] “%s” is not', (text) => {
    expect(said(text, 'date-outside-period')).toEqual([]);
  });
});
