import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { indexCatalogue } from '#shared/catalogue/index-catalogue.ts';
import { benchmark, readText, sample } from '#test/fixtures/read.ts';

/** What the published notice says, read from its table by another way than the catalogue; white space removed. */
const Row = v.object({
  no: v.number(),
  category: v.string(),
  name: v.string(),
  definition: v.string(),
  requirement: v.string(),
  achievement: v.string(),
});
const ROWS = v.parse(v.array(Row), JSON.parse(readText('test/fixtures/notice-xueyuan.json')));

const catalogue = benchmark();
const indicators = catalogue.categories.flatMap((category) =>
  category.indicators.map((indicator) => ({ category: category.name, indicator })),
);
const bare = (text: string) => text.replace(/\s/g, '');
/** List numbers are made uniform: 1、 as 1. */
const numbered = (text: string) => text.replace(/(^|[；;])(\d)、/g, '$1$2.');

describe('the 标杆型 catalogue', () => {
  it('has 32 indicators in 6 categories, numbered without gaps', () => {
    expect(catalogue.categories.map((category) => category.indicators.length)).toEqual([8, 7, 8, 3, 3, 3]);
    expect(indicators.map(({ indicator }) => indicator.no)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
  });

  it.each(ROWS)('says of $no $name what the notice says', (row) => {
    const placed = indicators[row.no - 1];
    expect(placed?.category).toBe(row.category);
    expect(placed?.indicator.name).toBe(row.name);
    expect(bare(placed?.indicator.definition ?? '')).toBe(numbered(row.definition));
    expect(bare(placed?.indicator.requirement ?? '')).toBe(numbered(row.requirement));
  });

  it('has no stray space in the standard’s words, and one list item a line', () => {
    for (const { indicator } of indicators) {
      expect(`${indicator.definition}${indicator.requirement}`).not.toMatch(/[^\S\n]/);
      for (const line of indicator.requirement.split('\n')) expect(line).not.toMatch(/[；;]\d\.\D/);
    }
  });

  it('has as many clauses as the standard has, in its order', () => {
    expect([...indexCatalogue(catalogue).clauses.keys()].join(' ')).toBe(
      '1a 2a 2b 3a 4a1 4a2 4a3 4b 4c 5a 5b 6a 6b 7a 8a 8b 8c 9a 10a 10b 10c 11a 11b 12a 13a 13b 14a 14b ' +
        '15a 15b 15c 15d 16a 17a 17b 18a 18b 19a 20a 20b 21a 21b 22a 23a 23b 24a 24b 25a 25b 25c 26a 26b ' +
        '27a 27b 27c 28a 28b 29a 29b 30a 31a 32a',
    );
  });

  it('wants evidence for every clause and tells of every clause', () => {
    for (const { indicator } of indicators) {
      const told = new Set(indicator.narrative.map((line) => line.clause));
      for (const clause of indicator.clauses) {
        expect(clause.evidence.length, clause.id).toBeGreaterThan(0);
        expect(told, clause.id).toContain(clause.id);
      }
    }
  });
});

describe('the sample 学苑社区', () => {
  const facts = sample();

  it('gets the notice’s own sentence from the template', () => {
    const [first] = assess(catalogue, facts).indicators;
    expect(first?.generatedNarrative).toBe(`${ROWS[0]?.achievement}。`);
  });

  it('is 待核 where its notice leaves a clause unsaid, and nowhere 不符合', () => {
    const { overall, tally, indicators } = assess(catalogue, facts);
    expect(overall).toBe('待核');
    expect(tally).toEqual({ 符合: 19, 不符合: 0, 待核: 12, 不适用: 1 });
    const open = indicators.filter(({ result }) => result === '待核').map(({ no }) => no);
    expect(open).toEqual([2, 5, 6, 10, 12, 14, 16, 21, 24, 27, 30, 31]);
  });

  it.each(ROWS)('keeps the 完成情况 of $no $name as published', (row) => {
    expect(bare(facts.narratives[row.no]?.text ?? '')).toBe(row.achievement);
    expect(facts.narratives[row.no]?.text).not.toMatch(/[^\S\n]|bookmark/);
  });

  it('names the community, the office, the period and the ground', () => {
    expect(facts.profile).toMatchObject({
      community: '学苑社区',
      street: '上高街道',
      applicant: '学苑社区',
      authority: '泰安泰山区大数据中心',
      basis: '《关于加快推进智慧社区建设工作的实施意见》（鲁数发〔2022〕16号）',
      period: { from: '2024-08-01', to: '2024-08-31' },
    });
    expect(facts.estates.map((estate) => estate.name)).toEqual(['天竹佳苑']);
  });

  it('ticks nothing the notice is silent about', () => {
    expect(facts.answers['2b']).toBeUndefined();
    expect(facts.answers['16a']?.['policing']).not.toHaveProperty('治安防范预警信息发布');
    expect(facts.answers['30a']?.['scenarios']).toEqual([{ name: '防溺水预警系统', answers: {} }]);
  });

  it('keeps a rate without counts as declared', () => {
    expect(facts.answers['4b']).toEqual({ rate: '100%' });
    expect(facts.answers['7a']).toEqual({ waterRate: '100%', electricityRate: '100%', gasRate: '100%' });
  });
});
