import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registerName, valueText } from '#renderer/text/conflict-words.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';

const loaded = loadCatalogue(readFileSync('resources/catalogues/benchmark-2022.2.json', 'utf8'));
if (!loaded.ok) throw new Error(loaded.error.code);
const catalogue = loaded.value;
const facts = loadFacts(readFileSync('resources/samples/xueyuan.json', 'utf8'), catalogue);
if (!facts.ok) throw new Error(facts.error.code);

const name = (register: Parameters<typeof registerName>[0]) => registerName(register, catalogue, facts.value);

describe('what people disagree about', () => {
  it('is called as on the forms', () => {
    const at = { of: 'answer' as const, estate: null, option: null };
    expect(name({ ...at, clause: '32a', field: 'satisfied' })).toMatch(/^32-1 /);
    expect(name({ ...at, clause: null, field: 'households' })).toBe('社区家庭总数');
    const [estate] = facts.value.estates;
    if (estate === undefined) throw new Error('no estate');
    expect(name({ ...at, clause: null, estate: estate.id, field: 'buildings' })).toBe(`${estate.name} · 住宅楼栋数`);
    expect(name({ of: 'narrative', indicator: 11 })).toBe('第 11 项完成情况');
  });

  it('shows each value short enough to choose by', () => {
    const answered = { of: 'answer', clause: '11a', estate: null, field: 'equipped', option: null } as const;
    expect(valueText(2813, answered)).toBe('2813');
    expect(valueText(null, answered)).toBe('空');
    expect(valueText({ 助餐: true, 助浴: false }, answered)).toBe('助餐：有、助浴：无');
    const entries = ['一键呼叫', '图书角'].map((entry) => ({ name: entry, answers: {} }));
    expect(valueText(entries, answered)).toBe('一键呼叫、图书角');
    expect(valueText({ text: '共10人', basis: 'x' }, { of: 'narrative', indicator: 11 })).toBe('共10人');
  });

  it('says 是 and 否 of a statement, 有 and 无 of a box, as the controls do', () => {
    const statement = { of: 'answer', clause: '8b', estate: null, field: 'connected', option: null } as const;
    expect([true, false].map((value) => valueText(value, statement))).toEqual(['是', '否']);
    expect([true, false].map((value) => valueText(value, { ...statement, option: '人' }))).toEqual(['有', '无']);
  });

  it('tells two 人工认定 apart that differ in their result alone, under the number on the card', () => {
    const judged = { of: 'override', target: '11a' } as const;
    const value = (result: string) => valueText({ result, reason: '现场核实', by: '张验收' }, judged);
    expect([value('符合'), value('不符合')]).toEqual(['符合（现场核实）', '不符合（现场核实）']);
    expect(name(judged)).toBe('11-1 人工认定');
  });
});
