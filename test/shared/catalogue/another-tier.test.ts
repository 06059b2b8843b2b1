import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';
import { changed, TINY, TINY_FACTS } from './tiny-catalogue.ts';

/** Assesses changed facts on a changed catalogue, both as files. */
function outcome(catalogue: unknown, facts: unknown) {
  const loaded = loadCatalogue(JSON.stringify(catalogue));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const given = loadFacts(JSON.stringify(facts), loaded.value);
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  return assess(loaded.value, given.value);
}

describe('another tier as a file', () => {
  it('is judged without any change of code', () => {
    const { overall, indicators } = outcome(TINY, TINY_FACTS);
    expect(overall).toBe('达到标准');
    expect(indicators.map(({ result }) => result)).toEqual(['符合', '符合', '符合']);
    expect(indicators.map(({ narrative }) => narrative)).toEqual([
      '东湖社区共10户，覆盖率60%。',
      '由社区提供菜站、快递等2种便民服务。',
      '开展2次。',
    ]);
  });

  it('raises its bar by one edit of the file', () => {
    const stricter = changed(TINY, 'categories[0].indicators[0].clauses[0].rule.threshold', '60.1%');
    expect(outcome(stricter, TINY_FACTS).indicators[0]?.result).toBe('不符合');
  });

  it('gains an indicator by one edit of the file', () => {
    const more = changed(TINY, 'categories[1].indicators[1]', {
      ...TINY.categories[1].indicators[0],
      no: 4,
      name: '志愿服务',
      clauses: [{ ...TINY.categories[1].indicators[0].clauses[0], id: '4a' }],
      narrative: [{ clause: '4a', parts: [{ text: '开展{times}次志愿服务' }] }],
    });
    const { overall, indicators } = outcome(more, TINY_FACTS);
    expect(indicators.map(({ no, result }) => [no, result])).toContainEqual([4, '待核']);
    expect(overall).toBe('待核');
  });

  it('leaves a 小区 outside its clause alone and judges those inside', () => {
    const open = changed(TINY_FACTS, 'estates[0].answers.2a.means', { 刷卡: false, 人脸: false });
    expect(outcome(TINY, open).indicators[1]?.clauses[0]?.result).toBe('不符合');
  });
});
