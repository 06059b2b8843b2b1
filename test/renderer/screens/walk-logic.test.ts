import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Field } from '#shared/catalogue/field-schema.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Answers } from '#shared/facts/schema.ts';
import type { Draft } from '#shared/log/events.ts';
import { refsOf } from '#renderer/parts/clause-refs.ts';
import { clauseFound, findIndicators } from '#renderer/screens/walk/indicator-search.ts';
import { notApplicableBoxes } from '#renderer/screens/walk/not-applicable.ts';
import { changesOf } from '#renderer/screens/walk/recent-changes.ts';
import { nextUndetermined } from '#renderer/screens/walk/use-walk-steps.ts';
import { answer, hostWithBlank, hostWithSample, newDisk, openWindow } from '../stores/window.ts';

const loaded = loadCatalogue(readFileSync('resources/catalogues/benchmark-2022.2.json', 'utf8'));
if (!loaded.ok) throw new Error(loaded.error.code);
const catalogue = loaded.value;
const clause = (id: string) => {
  const found = catalogue.categories
    .flatMap((category) => category.indicators.flatMap((indicator) => indicator.clauses))
    .find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('searching', () => {
  it('finds by number, name, box and pinyin initials', () => {
    expect([...findIndicators(catalogue, '11', [])]).toEqual([11]);
    expect([...findIndicators(catalogue, '养老服', [])]).toContain(11);
    expect([...findIndicators(catalogue, '助浴', [])]).toEqual([11]);
    expect([...findIndicators(catalogue, 'YLFW', [])]).toContain(11);
    expect(findIndicators(catalogue, '', []).size).toBe(32);
  });
});

describe('searching in other spellings', () => {
  it('folds what is searched, and finds by the name of a 小区 what is judged 小区 by 小区', () => {
    expect([...findIndicators(catalogue, '５', [])]).toEqual([5]);
    expect([...findIndicators(catalogue, '１１—２', [])]).toContain(11);
    expect([...findIndicators(catalogue, '养⽼\u200B服', [])]).toContain(11);
    const estates = [{ id: 'a', name: '万科•城市花园', facts: {}, answers: {} }];
    const found = findIndicators(catalogue, '万科·城市', estates);
    expect([...found]).toContain(18);
    expect([...found]).not.toContain(1);
    expect(findIndicators(catalogue, '天竹', estates).size).toBe(0);
  });
});

describe('searching for a clause', () => {
  it('leads to it by its number, however it is written, and by what it asks; a name leads to the whole indicator', () => {
    expect(clauseFound(catalogue, 11, '11-2')).toBe('11b');
    expect(clauseFound(catalogue, 11, '１１—２')).toBe('11b');
    expect(clauseFound(catalogue, 4, '4-1.2')).toBe('4a2');
    expect(clauseFound(catalogue, 11, '助浴')).toBe(
      catalogue.categories
        .flatMap(({ indicators }) => indicators.flatMap(({ clauses }) => clauses))
        .find(({ fields }) => JSON.stringify(fields).includes('助浴'))?.id,
    );
    for (const whole of ['', '11', '养老', 'ylfw']) expect(clauseFound(catalogue, 11, whole), whole).toBeUndefined();
  });
});

describe('what a clause asks besides its own fields', () => {
  it('names facts of the community and of the 小区 that its rules use', () => {
    expect(refsOf(catalogue, clause('2b')).community.map((field) => field.id)).toEqual(['hasLifts', 'hasGarage']);
    expect(refsOf(catalogue, clause('6a')).estate.map((field) => field.id)).toEqual(['hasEbikes']);
    expect(refsOf(catalogue, clause('17a')).estate.map((field) => field.id)).toEqual(['closed', 'entrances']);
    expect(refsOf(catalogue, clause('1a')).community).toEqual([]);
  });
});

describe('walking on', () => {
  it('goes to the next 待核, starting over at the end', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const results = window.session().inspection?.assessment.indicators ?? [];
    const open = results.filter((result) => result.result === '待核');
    expect(nextUndetermined(results, -1)).toBe(open[0]);
    expect(nextUndetermined(results, results.length - 1)).toBe(open[0]);
    const at = results.findIndex((result) => result === open[1]);
    expect(nextUndetermined(results, at, -1)).toBe(open[0]);
    expect(nextUndetermined(results, 0, -1)).toBe(open.at(-1));
    expect(nextUndetermined(open.slice(0, 1), 0, -1)).toBe(open[0]);
  });

  it('goes on from a 待核 to the one behind it, and stays only at the last one left', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const results = window.session().inspection?.assessment.indicators ?? [];
    expect(results.slice(0, 2).map(({ result }) => result)).toEqual(['待核', '待核']);
    expect(nextUndetermined(results, 0)).toBe(results[1]);
    expect(nextUndetermined(results.slice(0, 1), 0)).toBe(results[0]);
  });
});

describe('boxes that do not apply', () => {
  it('[CL6] are those whose condition is answered no, and never those that nobody has answered yet', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const field = clause('2b').fields.find((one) => one.id === 'deep');
    const inspection = window.session().inspection;
    if (field === undefined || inspection === null) throw new Error('no such clause');
    const off = (facts: Answers) => {
      const profile = { ...inspection.facts.profile, facts };
      return notApplicableBoxes({ ...inspection, facts: { ...inspection.facts, profile } }, '2b', null, field);
    };
    expect(off({})).toBe('');
    expect(off({ hasLifts: false })).toBe('电梯');
    expect(off({ hasLifts: true, hasGarage: false })).toBe('地下车库');
    expect(off({ hasLifts: false, hasGarage: false })).toBe('电梯\n地下车库');
  });
});

describe('最近修改', () => {
  async function changesAfter(...drafts: readonly Draft[]) {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    for (const draft of drafts) await window.session().record([draft]);
    const { folded, facts } = window.session().inspection ?? {};
    const estates = new Map((facts?.estates ?? []).map((estate) => [estate.id, estate.name]));
    return (indicator: number) => {
      const changes = changesOf(folded?.history ?? [], { catalogue, indicator, estates });
      return changes.map(({ label, before, after }) => [label, before, after]);
    };
  }

  it('tells what it was and what it is, latest first', async () => {
    const [latest] = (await changesAfter(answer('11a', 'equipped', 9)))(11);
    expect(latest?.slice(1)).toEqual(['10', '9']);
  });

  it('shows a fact of the community and of a 小区 on every indicator that judges by it, and on no other', async () => {
    const fact = (estate: string | null, field: string, value: number | boolean): Draft => ({
      type: 'answer.set',
      payload: { clause: null, estate, field, option: null, value },
    });
    const estate = 'tianzhu';
    const drafts = [fact(null, 'hasLifts', false), fact(estate, 'entrances', 3), fact(estate, 'closed', false)];
    const on = await changesAfter(...drafts);
    expect(on(2)[0]).toEqual([labelOf(catalogue.profileFields, 'hasLifts'), '是', '否']);
    const estateName = '天竹佳苑';
    expect(on(17).slice(0, 2)).toEqual([
      [`${estateName} ${labelOf(catalogue.estateFields, 'closed')}`, '是', '否'],
      [`${estateName} ${labelOf(catalogue.estateFields, 'entrances')}`, '9', '3'],
    ]);
    const before = await changesAfter();
    expect(on(9)).toEqual(before(9));
  });

  it('tells 人工认定, 不涉及, 备注 and 完成情况 with what they say, before and after', async () => {
    const judged = (result: '符合' | '不符合', reason: string): Draft => ({
      type: 'override.set',
      payload: { target: '11a', override: { result, reason, by: '张验收' } },
    });
    const note = (text: string): Draft => ({ type: 'note.set', payload: { indicator: 11, text } });
    const narrative = (text: string | null): Draft => ({
      type: 'narrative.set',
      payload: { indicator: 11, narrative: text === null ? null : { text, basis: 'x' } },
    });
    const on = await changesAfter(
      judged('符合', '现场核实'),
      judged('不符合', '复查'),
      { type: 'override.set', payload: { target: '11a', override: null } },
      { type: 'waiver.set', payload: { target: '11b', waiver: { reason: '无此设施', by: '张验收' } } },
      note('电梯停运'),
      note(''),
      narrative('共10人'),
      narrative(null),
    );
    const told = on(11);
    const first = '1、学苑社区60岁及以上常住独居老人共10人，均配备了一键呼叫胸卡设备； 2、学…';
    expect(told.slice(0, 8)).toEqual([
      ['完成情况', '共10人', '按填报值生成'],
      ['完成情况', first, '共10人'],
      ['备注', '电梯停运', '空'],
      ['备注', '空', '电梯停运'],
      ['11-2 不涉及', '', '无此设施'],
      ['11-1 人工认定', '不符合（复查）', '已撤回'],
      ['11-1 人工认定', '符合（现场核实）', '不符合（复查）'],
      ['11-1 人工认定', '', '符合（现场核实）'],
    ]);
  });
});

function labelOf(fields: readonly Field[], id: string): string {
  const found = fields.find((field) => field.id === id);
  if (found === undefined) throw new Error(id);
  return found.label;
}
