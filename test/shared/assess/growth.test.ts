import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { growth } from '#test/support/steps.ts';

const catalogue = benchmark();
const facts = sample();
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

type Kind = 'checklist' | 'entries';

/** The sample with `value` in every field of a kind. */
function filled(kind: Kind, value: Facts['answers'][string][string]): Facts {
  const answers = structuredClone(facts.answers);
  for (const { clauses } of catalogue.categories.flatMap(({ indicators }) => indicators)) {
    for (const { id, fields } of clauses) {
      for (const field of fields) {
        if (field.kind === kind) answers[id] = { ...answers[id], [field.id]: value };
      }
    }
  }
  return { ...facts, answers };
}

const [estate] = facts.estates;
const [photo] = facts.evidence;

const cases: readonly (readonly [string, (count: number) => Facts])[] = [
  ['boxes', (n) => filled('checklist', Object.fromEntries(numbers(n).map((i) => [`另外第${i}项`, i % 2 === 0])))],
  [
    'entries',
    (n) =>
      filled(
        'entries',
        numbers(n).map((i) => ({ name: `第${i}种应用`, answers: {} })),
      ),
  ],
  [
    '小区',
    (n) => ({
      ...facts,
      estates: numbers(n).map((i) => ({ ...estate, id: `e${i}`, name: `第${i}花园`, facts: {}, answers: {} })),
    }),
  ],
  [
    'photos',
    (n) => ({
      ...facts,
      evidence: numbers(n).map((i) => ({
        addedAt: '2024-08-01T09:30:00+08:00',
        clause: '4a1',
        mime: 'image/jpeg',
        size: 1,
        ...photo,
        id: `p${i}`,
        name: `${i}.jpg`,
        sha256: i.toString(16).padStart(64, '0') as Facts['evidence'][number]['sha256'],
        takenAt: '2024-08-02T09:30:00',
      })),
    }),
  ],
  ['replies', (n) => ({ ...facts, replies: numbers(n).map((i) => ({ key: `k${i}`, reason: '已核', by: '张三' })) })],
];

describe('what an assessment costs', () => {
  it.each(cases)('[LG22] grows with the number of %s alone', (_name, make) => {
    const grown = growth((size) => {
      const full = make(size);
      return () => assess(catalogue, full);
    }, 400);
    expect(grown).toBeLessThan(2.3);
  });
});
