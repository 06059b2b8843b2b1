import { describe, expect, it } from 'vitest';
import { clauseResult, type ClauseDraft, count, COVERAGE, flag, list } from './one-clause.ts';

const say = (clause: ClauseDraft, answers: object, profile: object = {}) =>
  clauseResult(clause, { answers: { '1a': answers as Record<string, never> }, profile }).explanation;

describe('sentences', () => {
  it('[EP1] a ratio says its arithmetic', () => {
    expect(say(COVERAGE, { part: 2813, whole: 2813 })).toBe('2813 ÷ 2813 = 100% ≥ 90%');
    expect(say(COVERAGE, { part: 286, whole: 300 })).toBe('286 ÷ 300 ≈ 95.33% ≥ 90%');
    expect(say(COVERAGE, { part: 80, whole: 100 })).toBe('80 ÷ 100 = 80%，未达到 90%');
    expect(say(COVERAGE, { part: 89996, whole: 100000 })).toBe('89996 ÷ 100000 = 89.996%，未达到 90%');
  });

  it('[EP3] says what is missing, contradictory or declared', () => {
    expect(say(COVERAGE, { whole: 5 })).toBe('缺“已覆盖”');
    expect(say(COVERAGE, {})).toBe('缺“已覆盖”、“总数”');
    expect(say(COVERAGE, { part: 0, whole: 0 })).toBe('“总数”为 0，无法计算');
    expect(say(COVERAGE, { part: 2900, whole: 2813 })).toBe('“已覆盖”2900 大于 “总数”2813，请核对');
    expect(say(COVERAGE, { rate: '100%' })).toBe('申报 100% ≥ 90%（缺“已覆盖”、“总数”，以申报值计）');
    expect(say(COVERAGE, { rate: '80%' })).toBe('申报 80%，未达到 90%（缺“已覆盖”、“总数”，以申报值计）');
  });

  it('[EP1] several ratios carry their labels', () => {
    const meters: ClauseDraft = {
      fields: [count('water', '水表'), count('power', '电表'), count('all', '户数')],
      rule: {
        is: 'all',
        rules: [
          { is: 'ratio', part: 'water', whole: 'all', label: '水', relation: '≥', threshold: '100%' },
          { is: 'ratio', part: 'power', whole: 'all', label: '电', relation: '≥', threshold: '100%' },
        ],
      },
    };
    expect(say(meters, { water: 10, power: 9, all: 10 })).toBe(
      '水：10 ÷ 10 = 100% ≥ 100%；电：9 ÷ 10 = 90%，未达到 100%',
    );
  });

  it('[EP3] a condition that fails gives its figures as the reason', () => {
    const elders: ClauseDraft = {
      fields: [count('elders'), count('residents')],
      when: { is: 'ratio', part: 'elders', whole: 'residents', relation: '>', threshold: '30%' },
      rule: { is: 'number', value: 'elders', relation: '≥', threshold: '1' },
    };
    expect(say(elders, { elders: 630, residents: 5814 })).toBe('630 ÷ 5814 ≈ 10.84%，未超过 30%，本条不适用');
    expect(say(elders, { elders: 300001, residents: 1000000 })).toBe(
      '300001 ÷ 1000000 = 30.0001% > 30%；elders 300001 户 ≥ 1 户',
    );
    expect(say(elders, { elders: 630 })).toBe('缺“residents”，是否适用待定');
  });

  it('[EP2] a checklist says what is there, lacking and unanswered', () => {
    const boxes: ClauseDraft = {
      fields: [list('boxes', ['人', '地', '事', '物', '情', '组织'])],
      rule: { is: 'checklist', field: 'boxes', need: 'all' },
    };
    expect(say(boxes, { boxes: { 人: true, 地: true, 事: true, 物: true, 情: false } })).toBe(
      '已具备 4/6：人、地、事、物；缺：情；未答：组织',
    );
    const four: ClauseDraft = { ...boxes, rule: { is: 'checklist', field: 'boxes', need: 2 } };
    expect(say(four, { boxes: { 人: true, 地: true } })).toBe('已具备 2 项（要求 2 项）：人、地');
  });

  it('[EP3] a number known in part says so', () => {
    const scenes: ClauseDraft = {
      fields: [list('scenes', ['甲', '乙', '丙'])],
      rule: { is: 'number', value: { of: 'tally', field: 'scenes', label: '应用场景' }, relation: '≥', threshold: '2' },
    };
    expect(say(scenes, {})).toBe('缺“应用场景”');
    expect(say(scenes, { scenes: { 甲: true } })).toBe('应用场景 已知 1 项，尚未答全（要求 ≥ 2 项）');
    expect(say(scenes, { scenes: { 甲: true, 乙: true } })).toBe('应用场景 至少 2 项 ≥ 2 项');
    expect(say(scenes, { scenes: { 甲: true, 乙: false, 丙: false } })).toBe('应用场景 1 项，未达到 2 项');
  });

  it('[EP3] of alternatives only those that carry the result are told', () => {
    const either: ClauseDraft = {
      fields: [count('windows', '窗口', { unit: '个' }), count('kiosks', '一体机', { unit: '台' })],
      rule: {
        is: 'any',
        rules: ['windows', 'kiosks'].map((value) => ({
          is: 'number' as const,
          value,
          relation: '≥' as const,
          threshold: '1',
        })),
      },
    };
    expect(say(either, { windows: 2, kiosks: 0 })).toBe('窗口 2 个 ≥ 1 个');
    expect(say(either, { windows: 0 })).toBe('缺“一体机”');
    expect(say(either, { windows: 0, kiosks: 0 })).toBe('窗口 0 个，未达到 1 个；一体机 0 台，未达到 1 台');
  });

  it('[EP3] a ratio that its bounds decide says what it lacks and on which side of the threshold it stays', () => {
    const sum = (relation: '≥' | '>' | '≤' | '<', threshold: string): ClauseDraft => ({
      fields: [count('part', '已覆盖'), count('a', '甲'), count('b', '乙')],
      rule: { is: 'ratio', part: 'part', whole: { of: 'sum', parts: ['a', 'b'], label: '合计' }, relation, threshold },
    });
    // Of at least 100, 10 are at most 10 %.
    const answers = { part: 10, a: 100 };
    expect(say(sum('≤', '10%'), answers)).toBe('缺“合计”，已足以达到 ≤ 10%');
    expect(say(sum('<', '20%'), answers)).toBe('缺“合计”，已足以达到 < 20%');
    expect(say(sum('≥', '20%'), answers)).toBe('缺“合计”，已可判定未达到 20%');
    expect(say(sum('>', '10%'), answers)).toBe('缺“合计”，已可判定未超过 10%');
    expect(say(sum('≥', '10%'), answers)).toBe('缺“合计”');
  });

  it('[EP2] a checklist that suffices names nothing as lacking, one that does not names all', () => {
    const boxes: ClauseDraft = {
      fields: [list('boxes', ['人', '地', '事', '物'])],
      rule: { is: 'checklist', field: 'boxes', need: 2 },
    };
    expect(say(boxes, { boxes: { 人: true, 地: true, 事: false } })).toBe('已具备 2 项（要求 2 项）：人、地');
    expect(say(boxes, { boxes: { 人: true, 地: false } })).toBe('已具备 1 项（要求 2 项）：人；缺：地；未答：事、物');
    expect(say(boxes, { boxes: { 人: false, 地: false, 事: false } })).toBe(
      '已具备 0 项（要求 2 项）；缺：人、地、事；未答：物',
    );
  });

  it('[EP3] a group says how many of its parts are met only where so many are asked for', () => {
    const flags = ['x', 'y', 'z'].map((field) => ({ is: 'flag' as const, field }));
    const fields = [flag('x', '甲'), flag('y', '乙'), flag('z', '丙')];
    const answers = { x: true, y: false };
    expect(say({ fields, rule: { is: 'atLeast', need: 2, rules: flags } }, answers)).toBe(
      '满足 1 项（要求 2 项）：甲：是；乙：否；“丙”未答',
    );
    expect(say({ fields, rule: { is: 'all', rules: flags } }, answers)).toBe('甲：是；乙：否；“丙”未答');
    expect(say({ fields, rule: { is: 'any', rules: flags } }, answers)).toBe('甲：是');
  });

  it('[EP3] what is named is told by its names, none as such, an open one as missing', () => {
    const named = (kind: 'text' | 'entries'): ClauseDraft => ({
      fields: [
        kind === 'text'
          ? { kind, id: 'who', label: '运营主体' }
          : { kind, id: 'who', label: '运营主体', itemLabel: '主体', fields: [] },
      ],
      rule: { is: 'named', field: 'who' },
    });
    expect(say(named('text'), { who: '学苑社区' })).toBe('运营主体：学苑社区');
    expect(say(named('entries'), { who: [{ name: '甲' }] })).toBe('运营主体：甲');
    expect(say(named('entries'), { who: [{ name: '甲' }, { name: '乙' }] })).toBe('运营主体：甲、乙');
    expect(say(named('entries'), { who: [] })).toBe('运营主体：无');
    expect(say(named('entries'), {})).toBe('缺“运营主体”');
  });
});
