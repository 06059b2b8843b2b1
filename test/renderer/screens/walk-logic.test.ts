import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Answers } from '#shared/facts/schema.ts';
import { refsOf } from '#renderer/screens/walk/clause-refs.ts';
import { findIndicators } from '#renderer/screens/walk/indicator-search.ts';
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
  it('tells what it was and what it is, latest first', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.session().record([answer('11a', 'equipped', 9)]);
    const history = window.session().inspection?.folded.history ?? [];
    const [latest] = changesOf(history, { catalogue, indicator: 11, estates: new Map() });
    expect(latest).toMatchObject({ before: '10', after: '9' });
  });
});
