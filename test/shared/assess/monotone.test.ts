import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Verdict } from '#shared/facts/schema.ts';
import { clauseResult, type ClauseDraft, count, COVERAGE, flag } from './one-clause.ts';

const rank: Readonly<Record<Verdict, number>> = { 不符合: 0, 待核: 1, 符合: 2, 不适用: 2 };
const judge = (clause: ClauseDraft, answers: object) =>
  rank[clauseResult(clause, { answers: { '1a': answers as Record<string, never> } }).result];

it('[IN4] a larger numerator, up to the whole, never worsens a ratio', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (a, b, c) => {
      const [less = 0, more = 0, whole = 0] = [a, b, c].sort((x, y) => x - y);
      expect(judge(COVERAGE, { part: more, whole })).toBeGreaterThanOrEqual(judge(COVERAGE, { part: less, whole }));
    }),
  );
});

it('[IN4] a larger count never worsens a number', () => {
  const clause: ClauseDraft = {
    fields: [count('n')],
    rule: { is: 'number', value: 'n', relation: '≥', threshold: '4' },
  };
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), (n, more) => {
      expect(judge(clause, { n: n + more })).toBeGreaterThanOrEqual(judge(clause, { n }));
    }),
  );
});

it('[IN4] a further entry never worsens a list', () => {
  const clause: ClauseDraft = {
    fields: [
      {
        kind: 'entries',
        id: 'list',
        label: '场景',
        itemLabel: '场景',
        fields: [{ kind: 'flag', id: 'ok', label: '推广' }],
      },
    ],
    rule: {
      is: 'number',
      value: { of: 'items', field: 'list', where: { is: 'flag', field: 'item.ok' } },
      relation: '≥',
      threshold: '2',
    },
  };
  const entry = fc.record({
    name: fc.constantFrom('一', '二', '三'),
    answers: fc.record({ ok: fc.boolean() }, { requiredKeys: [] }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 4 }), entry, (list, further) => {
      expect(judge(clause, { list: [...list, further] })).toBeGreaterThanOrEqual(judge(clause, { list }));
    }),
  );
});

it('[IN4] a judgement turned to yes never worsens a group', () => {
  const clause = (is: 'all' | 'any'): ClauseDraft => ({
    fields: [flag('a'), flag('b')],
    rule: {
      is,
      rules: [
        { is: 'flag', field: 'a' },
        { is: 'flag', field: 'b' },
      ],
    },
  });
  const state = fc.record({ a: fc.boolean(), b: fc.boolean() }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.constantFrom('all' as const, 'any' as const), state, (is, answers) => {
      expect(judge(clause(is), { ...answers, a: true })).toBeGreaterThanOrEqual(judge(clause(is), answers));
    }),
  );
});
