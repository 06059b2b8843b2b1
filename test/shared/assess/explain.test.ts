import { describe, expect, it } from 'vitest';
import { clauseResult, type ClauseDraft, count, COVERAGE, list } from './one-clause.ts';

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
});
