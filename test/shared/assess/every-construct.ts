import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Rule } from '#shared/catalogue/rule-schema.ts';
import { catalogueOf, type ClauseDraft, count, flag, list } from './one-clause.ts';

const atLeast = (value: Extract<Rule, { is: 'number' }>['value'], threshold: string): Rule => ({
  is: 'number',
  value,
  relation: '≥',
  threshold,
});
const entries = (id: string) => ({
  kind: 'entries' as const,
  id,
  label: id,
  itemLabel: id,
  fields: [{ kind: 'flag' as const, id: 'ok', label: 'ok' }],
});
const closed: Rule = { is: 'flag', field: 'estate.closed' };

const CLAUSES: readonly ClauseDraft[] = [
  {
    fields: [count('a'), count('b')],
    rule: {
      is: 'ratio',
      part: { of: 'sum', parts: ['a', 'b'] },
      whole: 'profile.all',
      relation: '≥',
      threshold: '50%',
    },
  },
  {
    fields: [count('gated')],
    rule: {
      is: 'ratio',
      part: 'gated',
      whole: { of: 'estates', sum: 'estate.gates', where: closed },
      relation: '≥',
      threshold: '50%',
    },
  },
  { when: atLeast({ of: 'estates', where: closed }, '1'), fields: [flag('x')], rule: { is: 'flag', field: 'x' } },
  {
    fields: [entries('scenes'), entries('practices')],
    rule: atLeast({ of: 'items', field: 'practices', where: { is: 'flag', field: 'item.ok' }, notIn: 'scenes' }, '1'),
  },
  {
    fields: [
      {
        kind: 'checklist',
        id: 'boxes',
        label: 'boxes',
        options: [{ label: '甲', when: { is: 'flag', field: 'profile.lifts' } }, { label: '乙' }, { label: '丙' }],
      },
    ],
    rule: { is: 'checklist', field: 'boxes', need: 2 },
  },
  {
    fields: [list('boxes', ['甲', '乙'], { others: true }), flag('x'), flag('y')],
    rule: {
      is: 'atLeast',
      need: 2,
      rules: [
        { is: 'checklist', field: 'boxes', need: 'all' },
        { is: 'when', if: { is: 'flag', field: 'x' }, then: { is: 'flag', field: 'y' } },
        { is: 'not', rule: { is: 'flag', field: 'profile.lifts' } },
      ],
    },
  },
  {
    fields: [flag('x'), list('more', ['甲', '乙'])],
    rule: {
      is: 'cases',
      cases: [
        { if: atLeast('profile.all', '6'), then: { is: 'flag', field: 'x' } },
        { if: { is: 'flag', field: 'profile.lifts' }, then: atLeast({ of: 'tally', field: 'more' }, '1') },
      ],
    },
  },
  {
    each: { of: 'estate', where: closed },
    fields: [flag('alarm'), count('cameras')],
    rule: { is: 'any', rules: [{ is: 'flag', field: 'alarm' }, atLeast('cameras', '4')] },
  },
];

/** A small catalogue in which every construct of the rule language decides something. */
export function everyConstruct(): Catalogue {
  return catalogueOf({
    profileFields: [count('all'), flag('lifts')],
    estateFields: [flag('closed'), count('gates')],
    indicators: [{ clauses: CLAUSES }],
  });
}
