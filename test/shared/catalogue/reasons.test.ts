import { describe, expect, it } from 'vitest';
import { reasonFieldOf, reasonIdsOf } from '#shared/catalogue/reasons.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';

const catalogue = benchmark();
const indicators = catalogue.categories.flatMap((category) => category.indicators);

describe('the reason of a judgement', () => {
  it('has a place beside every flag of the benchmark catalogue that wants one', () => {
    const wanting = indicators.flatMap(({ clauses }) =>
      clauses.flatMap(({ id, fields }) =>
        fields
          .filter((field) => field.kind === 'flag' && field.reasonWanted === true)
          .map((field) => [id, reasonFieldOf(fields, field)?.id]),
      ),
    );
    expect(wanting).toEqual([
      ['5b', 'adequateReason'],
      ['12a', 'coverageReason'],
      ['24a', 'governanceReason'],
      ['24a', 'decisionReason'],
    ]);
  });

  it('is none where the flag wants none, or where nothing of that name takes words', () => {
    const flag: Field = { kind: 'flag', id: 'done', label: '已完成' };
    const text: Field = { kind: 'text', id: 'doneReason', label: '依据' };
    expect(reasonFieldOf([flag, text], flag)).toBeNull();
    expect(reasonFieldOf([{ ...flag, reasonWanted: true }], { ...flag, reasonWanted: true })).toBeNull();
    const count: Field = { kind: 'count', id: 'doneReason', label: '依据', unit: '项' };
    expect(reasonIdsOf([{ ...flag, reasonWanted: true }, count]).size).toBe(0);
    expect([...reasonIdsOf([{ ...flag, reasonWanted: true }, text])]).toEqual(['doneReason']);
  });

  it('[NA4] leaves an edited 完成情况 as true as it was; the judgement itself does not', () => {
    const facts = sample();
    const lighting = indicators.find(({ no }) => no === 5);
    if (lighting === undefined) throw new Error('no indicator 5');
    const answered = (more: Readonly<Record<string, string | boolean>>) => ({
      ...facts,
      answers: { ...facts.answers, '5b': { ...facts.answers['5b'], ...more } },
    });
    const before = narrativeBasis(facts, lighting, catalogue);
    expect(narrativeBasis(answered({ adequateReason: '三处广场均已安装' }), lighting, catalogue)).toBe(before);
    expect(narrativeBasis(answered({ adequate: false }), lighting, catalogue)).not.toBe(before);
  });
});
