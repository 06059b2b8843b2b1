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

  it.each([
    ['百分之11.2', '11.2%'],
    ['百分之十一点二', '11.2%'],
    ['百分之十一', null],
    ['百分之九', '9%'],
    ['百分之九以上', null],
    ['百分之九五', null],
  ])('[CC1] in words it is the same claim: %s', (words, claim) => {
    const written = `老年人共630人，占比${words}，提供助餐`;
    const [found] = elders(written, 'percent-mismatch');
    expect(found?.message).toBe(claim === null ? undefined : `完成情况写“${claim}”，按填报数应为 630 ÷ 5814 ≈ 10.84%`);
    const mended = written.replace(found?.fix?.from ?? '', () => found?.fix?.to ?? '');
    expect(mended).toContain(claim === null ? words : '占比10.84%，');
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

describe('figures in other spellings', () => {
  const text = '独居老人12人，老年人630人，占比11.2%';

  it.each([
    ['full width', text.replace(/[0-9.%]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))],
    ['in small forms', text.replace('.', '﹒').replace('%', '﹪')],
    ['with what nobody sees', text.replace(/\d/g, (sign) => `${sign}\u200B`)],
  ])('[CC1] [CC2] %s are found like those in ASCII, and mended where they stand', (_, written) => {
    for (const kind of ['percent-mismatch', 'count-mismatch'] as const) {
      const [found] = elders(written, kind);
      const [plain] = elders(text, kind);
      expect(found?.message).toBe(plain?.message);
      const { from = '', to = '' } = found?.fix ?? {};
      expect(written).toContain(from);
      expect(written.replace(from, () => to)).toContain(plain?.fix?.to);
    }
  });

  it.each(['2 813', '2\u2009813', '2\u00A0813', '2\u202F813', '2,813', '2，813', '２，８１３', '2813.0', "2'813"])(
    '[CC2] “%s” is one number, by its marks of thousands',
    (figure) => {
      const facts = (alone: number) => ({
        answers: { '1a': { alone, equipped: alone } },
        narratives: { 1: { text: `独居老人${figure}人` } },
      });
      expect(findingsOf(assessed(ELDERS, facts(2813)), 'count-mismatch')).toEqual([]);
      expect(findingsOf(assessed(ELDERS, facts(2814)), 'count-mismatch')).toHaveLength(1);
    },
  );

  it('[CC1] [CC2] what can be read in two ways is held against nothing', () => {
    expect(elders('独居老人1,2人，另有12,30人，①12人', 'count-mismatch')).toEqual([]);
    expect(elders('分别为5，10人，共3，630人', 'count-mismatch')).toEqual([]);
    expect(elders('老年人占比98,5%，又写98。5%', 'percent-mismatch')).toEqual([]);
  });

  it('[CC2] an area agrees in every spelling of its unit', () => {
    const area: CatalogueDraft = {
      indicators: [
        {
          clauses: [
            {
              fields: [{ kind: 'quantity', id: 'area', label: '社区总面积', unit: '平方米' }],
              rule: { is: 'number', value: 'area', relation: '≥', threshold: '1' },
            },
          ],
        },
      ],
    };
    const written = (words: string) =>
      findingsOf(
        assessed(area, { answers: { '1a': { area: '152714.25' } }, narratives: { 1: { text: words } } }),
        'count-mismatch',
      );
    for (const unit of ['平方米', '㎡', 'm²', 'Ｍ２']) {
      expect(written(`总面积152 714.250${unit}`)).toEqual([]);
      expect(written(`总面积152 714.5${unit}`)).toMatchObject([{ fix: { to: '152714.25平方米' } }]);
    }
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

describe('counts of several 小区', () => {
  const BINS: CatalogueDraft = {
    estateFields: [flag('closed')],
    indicators: [
      {
        clauses: [
          {
            each: { of: 'estate', where: { is: 'flag', field: 'estate.closed' } },
            fields: [count('bins', '垃圾分类点', { unit: '处' })],
            rule: { is: 'number', value: 'bins', relation: '≥', threshold: '1' },
          },
        ],
      },
    ],
  };
  const estate = (id: string, bins: number | null, closed = true) => ({
    id,
    name: `${id}园`,
    facts: { closed },
    answers: { '1a': bins === null ? {} : { bins } },
  });
  const found = (text: string, ...estates: ReturnType<typeof estate>[]) =>
    findingsOf(assessed(BINS, { estates, narratives: { 1: { text } } }), 'count-mismatch');

  it('[CC2] agree with one of them and with the sum of those that the clause concerns', () => {
    const three = [estate('a', 3), estate('b', 4), estate('c', 9, false)] as const;
    expect(found('设垃圾分类点3处', ...three)).toEqual([]);
    expect(found('设垃圾分类点7处', ...three)).toEqual([]);
    expect(found('设垃圾分类点8处', ...three)).toMatchObject([
      { message: '完成情况写“8处”，填报的是“垃圾分类点”7处', fix: { from: '8处', to: '7处' } },
    ]);
  });

  it('[CC2] have no sum while one of them is unanswered', () => {
    expect(found('设垃圾分类点8处', estate('a', 3), estate('b', null))).toEqual([]);
  });

  it('[CC2] are mended at the one place they stand at, by as little of what is before it as tells it apart', () => {
    const one = [estate('a', 7)] as const;
    const fix = (text: string) => found(text, ...one).map((finding) => finding.fix);
    expect(fix('设垃圾分类点8处')).toEqual([{ from: '8处', to: '7处' }]);
    expect(fix('垃圾分类点甲8处，垃圾分类点乙8处')).toEqual([{ from: '甲8处', to: '甲7处' }]);
    expect(fix('垃圾分类点甲一8处，垃圾分类点乙一8处')).toEqual([{ from: '甲一8处', to: '甲一7处' }]);
    expect(fix('垃圾分类点𠀀8处，垃圾分类点𠀁8处')).toEqual([{ from: '𠀀8处', to: '𠀀7处' }]);
    const far = (more: number) => `垃圾分类点甲${'一'.repeat(more)}8处，垃圾分类点乙${'一'.repeat(more)}8处`;
    expect(fix(far(19))).toEqual([{ from: `甲${'一'.repeat(19)}8处`, to: `甲${'一'.repeat(19)}7处` }]);
    expect(fix(far(20))).toEqual([null]);
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
    const spelt = '小程\u200B序支持治安防范、警情\u00AD发布、社情　共享';
    expect(police({}, spelt)).toEqual([]);
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

  it.each([
    ['万科•城市花园', '1、万科·城市花园共9个出入口'],
    ['东方家园', '1、东⽅家园小区共9个出入口'],
    ['⻩河佳苑', '1、黄河佳苑共9个出入口'],
    ['天竹佳苑', '1、天竹\u200B佳苑共9个出入口'],
    ['阳光A区花园', '1、阳光Ａ区花园共9个出入口'],
  ])('[CC10] “%s” is listed however a text spells it', (name, text) => {
    const found = assessed(ANY, { estates: [{ id: 'a', name }], narratives: { 1: { text } } });
    expect(findingsOf(found, 'estate-not-listed')).toEqual([]);
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

  it.each([
    ['2024-12-25', '2025-01-10', '12月28日、１月5日、12⽉底、1月上旬'],
    ['2024-12-25', '2025-01-10', '2024年12月、2025年'],
    ['2025-01-02', '2025-01-10', '1月3日'],
  ])('[CC11] from %s to %s “%s” is inside: a date without a year is of the year that fits', (from, to, text) => {
    const found = assessed(ANY, { profile: { period: { from, to } }, narratives: { 1: { text } } });
    expect(findingsOf(found, 'date-outside-period')).toEqual([]);
  });

  it('[CC11] a date without a year that fits in none is of the nearest', () => {
    const found = (text: string) =>
      findingsOf(
        assessed(ANY, {
          profile: { period: { from: '2024-12-25', to: '2025-01-10' } },
          narratives: { 1: { text } },
        }),
        'date-outside-period',
      ).map(({ severity }) => severity);
    expect(found('12月20日')).toEqual(['notice']);
    expect(found('1月11日')).toEqual(['contradiction']);
    expect(found('2025年12月28日')).toEqual(['contradiction']);
  });

  // Each end of what a date may mean, held against a period that touches it and one that misses it by a day.
  it.each([
    ['8月初', 1, 10],
    ['8月上旬', 1, 10],
    ['8月中', 11, 20],
    ['8月中旬', 11, 20],
    ['8月下旬', 21, 31],
    ['8月底', 21, 31],
    ['8月末', 21, 31],
    ['8月15日', 15, 15],
    ['2024年8月15日', 15, 15],
    ['2024年8月上旬', 1, 10],
    ['2024-08-15', 15, 15],
    ['2024/8/15', 15, 15],
    ['8月', 1, 31],
    ['2024年8月', 1, 31],
  ])('[CC11] “%s” reaches from day %i to day %i', (text, first, last) => {
    const day = (of: number) => new Date(Date.UTC(2024, 7, of)).toISOString().slice(0, 10);
    const found = (from: number, to: number) =>
      findingsOf(
        assessed(ANY, { profile: { period: { from: day(from), to: day(to) } }, narratives: { 1: { text } } }),
        'date-outside-period',
      ).map(({ severity }) => severity);
    expect(found(first - 5, first - 1)).toEqual(['contradiction']);
    expect(found(first - 5, first)).toEqual([]);
    expect(found(last, last + 5)).toEqual([]);
    expect(found(last + 1, last + 5)).toEqual(['notice']);
  });

  it.each([
    ['2024-02-01', '2024-03-31', '12月20日', 'notice'],
    ['2024-11-01', '2024-12-31', '1月3日', 'notice'],
    ['2024-02-01', '2024-02-20', '2月25日', 'contradiction'],
  ])('[CC11] from %s to %s “%s” is of the nearest year: %s', (from, to, text, severity) => {
    const found = assessed(ANY, { profile: { period: { from, to } }, narratives: { 1: { text } } });
    expect(findingsOf(found, 'date-outside-period').map((finding) => finding.severity)).toEqual([severity]);
  });

  it('[CC11] full-width dates are read like others', () => {
    expect(said('９月３日', 'date-outside-period')).toHaveLength(1);
    expect(said('２０２４－０９－０３', 'date-outside-period')).toHaveLength(1);
  });
});
