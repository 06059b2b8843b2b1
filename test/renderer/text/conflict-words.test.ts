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
    expect(valueText(2813)).toBe('2813');
    expect(valueText(true)).toBe('有');
    expect(valueText(null)).toBe('空');
    expect(valueText({ 助餐: true, 助浴: false })).toBe('助餐：有、助浴：无');
    expect(
      valueText([
        { name: '一键呼叫', answers: {} },
        { name: '图书角', answers: {} },
      ]),
    ).toBe('一键呼叫、图书角');
    expect(valueText({ text: '共10人', basis: 'x' })).toBe('共10人');
  });
});
