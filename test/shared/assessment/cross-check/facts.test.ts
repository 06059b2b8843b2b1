import { describe, expect, it } from 'vitest';
import {
  assessed,
  type CatalogueDraft,
  count,
  COVERAGE,
  type FactsDraft,
  findingsOf,
  list,
} from '#test/shared/assess/one-clause.ts';

const household = count('households', '社区家庭总数', { defaultsTo: 'profile.households' });
const number = (value: string) => ({ is: 'number' as const, value, relation: '≥' as const, threshold: '1' });

const FIGURES: CatalogueDraft = {
  profileFields: [count('households', '户数')],
  indicators: [
    {
      clauses: [{ fields: [household], rule: number('households') }],
      checks: [
        { kind: 'equal', clause: '1a', label: '家庭总数', values: ['1a.households', '2a.households', '3a.seen'] },
      ],
    },
    {
      clauses: [
        {
          fields: [household, count('alone'), list('service', ['甲', '乙']), count('total', '总数')],
          rule: number('households'),
        },
      ],
      checks: [
        {
          kind: 'sum',
          clause: '2a',
          label: '场景',
          whole: 'total',
          parts: [{ of: 'tally', field: 'service', label: '服务类' }, 1],
        },
        { kind: 'atMost', clause: '2a', label: '独居老人', part: 'alone', whole: 'households' },
      ],
    },
    { clauses: [{ fields: [count('seen', '查见户数')], rule: number('seen') }] },
  ],
};
const messages = (facts: FactsDraft, kind: Parameters<typeof findingsOf>[1]) =>
  findingsOf(assessed(FIGURES, facts), kind).map(({ indicator, message }) => [indicator, message]);

describe('figures', () => {
  it('[CC3] a figure that departs from the one it takes by default is found once', () => {
    const facts = { profile: { facts: { households: 2813 } }, answers: { '2a': { households: 2800 } } };
    expect(messages(facts, 'count-mismatch')).toEqual([[2, '“社区家庭总数”填 2800户，基本情况为 2813户，两处不一致']]);
    expect(messages({ ...facts, answers: { '2a': { households: 2813 } } }, 'count-mismatch')).toEqual([]);
  });

  it('[CC4] values that should be the same are found when they differ', () => {
    const facts = { profile: { facts: { households: 2813 } }, answers: { '3a': { seen: 2810 } } };
    expect(messages(facts, 'count-mismatch')).toEqual([
      [1, '家庭总数：各处不一致：社区家庭总数 2813户、社区家庭总数（2a） 2813户、查见户数（3a） 2810户'],
    ]);
  });

  it('[CC4] a sum is found only when no completion of its parts could give it', () => {
    const total = (service: Record<string, boolean>, sum: number) =>
      messages({ answers: { '2a': { service, total: sum } } }, 'parts-mismatch');
    expect(total({ 甲: true }, 2)).toEqual([]);
    expect(total({ 甲: true }, 3)).toEqual([]);
    expect(total({ 甲: true, 乙: false }, 3)).toEqual([[2, '场景：总数 3户 不等于 服务类 1项 ＋ 1 = 2']]);
    expect(total({ 甲: true }, 1)).toHaveLength(1);
  });

  it('[CC4] a part greater than its whole is found', () => {
    const facts = { answers: { '2a': { households: 5, alone: 6 } } };
    expect(messages(facts, 'part-exceeds-whole')).toEqual([[2, '独居老人：alone 6户 大于 社区家庭总数 5户']]);
    expect(messages({ answers: { '2a': { households: 6, alone: 6 } } }, 'part-exceeds-whole')).toEqual([]);
  });
});

const ONE: CatalogueDraft = {
  indicators: [
    {
      clauses: [
        {
          ...COVERAGE,
          evidence: [
            { label: '现场', kind: 'photo' },
            { label: '清单', kind: 'document' },
          ],
        },
        { ...COVERAGE, evidence: [{ label: '截图', kind: 'any' }] },
      ],
    },
  ],
};

const evidence = (id: string, clause: string, more: object = {}) => ({
  id,
  clause,
  sha256: id.repeat(64).slice(0, 64),
  name: `${id}.jpg`,
  mime: 'image/jpeg',
  size: 1,
  addedAt: '2024-08-20T09:00:00+08:00',
  ...more,
});
const MET = { '1a': { part: 9, whole: 10 } };

describe('results', () => {
  it('[CC5] a numerator greater than its denominator is found', () => {
    expect(
      findingsOf(assessed(ONE, { answers: { '1a': { part: 11, whole: 10 } } }), 'part-exceeds-whole'),
    ).toMatchObject([{ clause: '1a', severity: 'contradiction', message: '“已覆盖”11户 大于“总数”10户' }]);
  });

  it('[CC5] a 申报值 of more than 100 % is found, and decides nothing', () => {
    const assessment = assessed(ONE, { answers: { '1b': { rate: '120%' } } });
    expect(findingsOf(assessment, 'part-exceeds-whole')).toMatchObject([
      { clause: '1b', severity: 'contradiction', message: expect.stringContaining('120%，大于 100%') as string },
    ]);
    expect(findingsOf(assessment, 'declared-only')).toEqual([]);
    expect(findingsOf(assessed(ONE, { answers: { '1b': { rate: '100%' } } }), 'part-exceeds-whole')).toEqual([]);
  });

  it('[CC5] a 申报值 of more than 100 % is found in the 小区 where it stands', () => {
    const each: CatalogueDraft = { indicators: [{ clauses: [{ ...COVERAGE, each: { of: 'estate' } }] }] };
    const estate = (id: string, name: string, rate: string) => ({ id, name, answers: { '1a': { rate } } });
    const found = (...estates: ReturnType<typeof estate>[]) =>
      findingsOf(assessed(each, { estates, answers: { '1a': { rate: '500%' } } }), 'part-exceeds-whole').map(
        ({ message }) => message,
      );
    expect(found(estate('a', '甲园', '100%'), estate('b', '乙园', '101%'), estate('c', '丙园', '120.5%'))).toEqual([
      '乙园：“申报覆盖率”填 101%，大于 100%，不能据此判定',
      '丙园：“申报覆盖率”填 120.5%，大于 100%，不能据此判定',
    ]);
    expect(found(estate('a', '甲园', '100%'))).toEqual([]);
  });

  it('[CC8] a clause that is 符合 only by a 申报值 is found', () => {
    const found = findingsOf(assessed(ONE, { answers: { '1b': { rate: '100%' } } }), 'declared-only');
    expect(found).toMatchObject([{ clause: '1b', severity: 'notice' }]);
    expect(found[0]?.message).toContain('申报 100% ≥ 90%');
  });

  it('[CC9] each wish for evidence wants a piece of its own', () => {
    const lacking = (...given: ReturnType<typeof evidence>[]) =>
      findingsOf(assessed(ONE, { answers: MET, evidence: given }), 'evidence-missing').map(({ message }) => message);
    expect(lacking()).toEqual(['判为符合，但缺佐证：现场、清单']);
    expect(lacking(evidence('a', '1a'))).toEqual(['判为符合，但缺佐证：清单']);
    expect(lacking(evidence('a', '1a', { mime: 'application/pdf' }))).toEqual(['判为符合，但缺佐证：现场']);
    expect(lacking(evidence('a', '1a'), evidence('b', '1a'))).toEqual([]);
    expect(lacking(evidence('a', '1'), evidence('b', '1a'))).toEqual([]);
    expect(lacking(evidence('a', '1b'))).toHaveLength(1);
  });
});

describe('photos', () => {
  const photos = (kind: Parameters<typeof findingsOf>[1], ...given: ReturnType<typeof evidence>[]) =>
    findingsOf(
      assessed(ONE, {
        profile: { site: { latitude: 36.2, longitude: 117.1, radiusMetres: 1000 } },
        evidence: given,
      }),
      kind,
    ).map(({ clause, message }) => [clause, message]);

  it('[CC12] taken outside the 验收期间', () => {
    expect(photos('photo-outside-period', evidence('a', '1a', { takenAt: '2024-07-31T23:59:59' }))).toEqual([
      ['1a', '照片“a.jpg”拍摄于 2024-07-31，不在验收期间（2024-08-01 至 2024-08-31）内'],
    ]);
    expect(
      photos('photo-outside-period', evidence('a', '1a', { takenAt: '2024-08-31T23:59:59' }), evidence('b', '1a')),
    ).toEqual([]);
  });

  it('[CC12] taken farther away than the radius', () => {
    const [[, message = ''] = []] = photos(
      'photo-off-site',
      evidence('a', '1b', { gps: { latitude: 36.3, longitude: 117.1 } }),
    );
    expect(message).toBe('照片“a.jpg”的拍摄位置距社区 11119 米，超过 1000 米');
    expect(photos('photo-off-site', evidence('a', '1b', { gps: { latitude: 36.2001, longitude: 117.1001 } }))).toEqual(
      [],
    );
  });

  it('[CC12] 0, 0 and figures beyond the Earth are no position', () => {
    for (const gps of [
      { latitude: 0, longitude: 0 },
      { latitude: 0.0001, longitude: -0.0001 },
      { latitude: 136.2, longitude: 117.1 },
    ])
      expect(photos('photo-off-site', evidence('a', '1b', { gps }))).toEqual([]);
    expect(photos('photo-off-site', evidence('a', '1b', { gps: { latitude: 0, longitude: 117.1 } }))).toHaveLength(1);
  });

  it('[CC12] a distance that a shifted map makes names the coordinates as a likely cause', () => {
    const site = { latitude: 36.2, longitude: 117.1, radiusMetres: 50 };
    const at = (latitude: number) =>
      findingsOf(
        assessed(ONE, { profile: { site }, evidence: [evidence('a', '1b', { gps: { latitude, longitude: 117.1 } })] }),
        'photo-off-site',
      )[0]?.message;
    expect(at(36.205)).toMatch(/556 米.*WGS-84.*GCJ-02/);
    expect(at(36.21)).not.toContain('GCJ-02');
  });

  it('[CC12] used for two clauses, or twice for one', () => {
    const [a, b] = [evidence('a', '1a'), { ...evidence('a', '1b'), id: 'c' }];
    expect(photos('photo-reused', a, b)).toEqual([['1a', '照片“a.jpg”同时用于 1-1、1-2']]);
    expect(photos('photo-reused', a, { ...a, id: 'd' })).toEqual([['1a', '照片“a.jpg”在 1-1 中重复添加了 2 次']]);
    const c = { ...evidence('a', '1'), id: 'e' };
    expect(photos('photo-reused', a, b, c)).toEqual([['1a', '照片“a.jpg”同时用于 1-1、1-2、1']]);
    expect(photos('photo-reused', a)).toEqual([]);
  });
});

describe('replies', () => {
  it('[CC14] a reply stays attached while the cause stays', () => {
    const facts = (part: number): FactsDraft => ({ answers: { '1a': { part, whole: 10 } } });
    const key = findingsOf(assessed(ONE, facts(11)), 'part-exceeds-whole')[0]?.key ?? '';
    const replies = [{ key, reason: '含新建户', by: '王工' }];
    const reply = (of: FactsDraft) => findingsOf(assessed(ONE, { ...of, replies }), 'part-exceeds-whole')[0]?.reply;
    expect(reply({ ...facts(11), notes: { 1: '无关' } })).toEqual({ reason: '含新建户', by: '王工' });
    expect(reply(facts(12))).toBeNull();
  });
});
