import { describe, expect, it } from 'vitest';
import { answerAt } from '#shared/facts/answer-at.ts';
import { factsOf } from '#test/shared/assess/one-clause.ts';

const facts = factsOf({
  profile: { facts: { households: 1, boxes: { 甲: true } } },
  estates: [
    { id: 'a', name: '甲园', facts: { gates: 2 }, answers: { '1a': { boxes: { 甲: true, 乙: false } } } },
    { id: 'b', name: '乙园', facts: { gates: 3 }, answers: {} },
  ],
  answers: { '1a': { cameras: 4, boxes: { 甲: false } }, '1b': { cameras: 5 } },
});

describe('the answer at an address', () => {
  it.each([
    [{ clause: null, estate: null, field: 'households', option: null }, 1],
    [{ clause: null, estate: null, field: 'boxes', option: '甲' }, true],
    [{ clause: null, estate: 'a', field: 'gates', option: null }, 2],
    [{ clause: null, estate: 'b', field: 'gates', option: null }, 3],
    [{ clause: '1a', estate: null, field: 'cameras', option: null }, 4],
    [{ clause: '1b', estate: null, field: 'cameras', option: null }, 5],
    [{ clause: '1a', estate: null, field: 'boxes', option: null }, { 甲: false }],
    [{ clause: '1a', estate: null, field: 'boxes', option: '甲' }, false],
    [{ clause: '1a', estate: 'a', field: 'boxes', option: '甲' }, true],
    [{ clause: '1a', estate: 'a', field: 'boxes', option: '乙' }, false],
  ])('%o is what was answered there', (address, answer) => {
    expect(answerAt(facts, address)).toEqual(answer);
  });

  it.each([
    { clause: '1a', estate: null, field: 'boxes', option: '乙' },
    { clause: '1a', estate: null, field: 'cameras', option: '甲' },
    { clause: '1a', estate: 'a', field: 'cameras', option: null },
    { clause: '1a', estate: 'b', field: 'boxes', option: null },
    { clause: '1a', estate: 'c', field: 'boxes', option: null },
    { clause: '2a', estate: null, field: 'cameras', option: null },
    { clause: null, estate: null, field: 'cameras', option: null },
  ])('%o is unanswered', (address) => {
    expect(answerAt(facts, address)).toBeNull();
  });
});
