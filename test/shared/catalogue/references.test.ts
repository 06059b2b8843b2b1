import { describe, expect, it } from 'vitest';
import { type Piece, piecesIn, type Whole } from '#shared/catalogue/references.ts';
import type { Operand, Rule } from '#shared/catalogue/rule-schema.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';

const flag = (field: string): Rule => ({ is: 'flag', field });
const said = (piece: Piece) =>
  piece.is === 'ref' ? [`${piece.at} ${piece.as} ${piece.ref}`] : piece.is === 'slot' ? [`{${piece.slot}}`] : [];
const referencesIn = (whole: Whole) => piecesIn(whole).flatMap(said);
const inRule = (rule: Rule) => referencesIn({ is: 'rule', rule });
const inOperand = (operand: Operand) => referencesIn({ is: 'operand', operand });
const inField = (field: Field) => referencesIn({ is: 'field', field });

const RULES: Readonly<Record<Rule['is'], readonly [rule: Rule, references: readonly string[]]>> = {
  ratio: [
    { is: 'ratio', part: 'a', whole: 7, declared: 'b', label: 'c', relation: '≥', threshold: '90%' },
    [' number a', '.declared declared b'],
  ],
  number: [{ is: 'number', value: 'profile.a', relation: '≥', threshold: '1' }, [' number profile.a']],
  flag: [flag('a'), ['.field flag a']],
  named: [{ is: 'named', field: 'a' }, ['.field named a']],
  checklist: [{ is: 'checklist', field: 'a', need: 'all', items: ['b'] }, ['.field checklist a']],
  all: [{ is: 'all', rules: [flag('a'), flag('b')], label: 'c' }, ['.field flag a', '.field flag b']],
  any: [{ is: 'any', rules: [flag('a')] }, ['.field flag a']],
  atLeast: [{ is: 'atLeast', need: 1, rules: [flag('a')] }, ['.field flag a']],
  not: [{ is: 'not', rule: flag('a') }, ['.field flag a']],
  when: [{ is: 'when', if: flag('a'), then: flag('b') }, ['.field flag a', '.field flag b']],
  cases: [{ is: 'cases', cases: [{ if: flag('a'), then: flag('b'), note: 'c' }] }, ['.field flag a', '.field flag b']],
};

describe('what a catalogue refers to', () => {
  it.each(Object.entries(RULES))('is found in a rule of the kind %s', (_, [rule, references]) => {
    expect(inRule(rule)).toEqual(references);
  });

  it('is found in every kind of operand', () => {
    expect(inOperand(3)).toEqual([]);
    expect(inOperand('a')).toEqual([' number a']);
    expect(inOperand({ of: 'tally', field: 'a', label: 'b' })).toEqual(['.field checklist a']);
    const items: Operand = { of: 'items', field: 'a', notIn: 'b', where: flag('item.c') };
    expect(inOperand(items)).toEqual(['.field entries a', '.notIn entries b', '.field flag item.c']);
    const estates: Operand = { of: 'estates', sum: 'estate.a', where: flag('estate.b') };
    expect(inOperand(estates)).toEqual(['.sum number estate.a', '.field flag estate.b']);
    expect(inOperand({ of: 'sum', parts: ['a', 2, 'b'] })).toEqual([' number a', ' number b']);
  });

  it('is found in fields: defaults and the conditions of boxes, those of entries too', () => {
    const boxes = { kind: 'checklist' as const, id: 'b', label: 'b', options: [{ label: '甲', when: flag('x') }] };
    expect(inField({ kind: 'count', id: 'a', label: 'a', unit: '户', defaultsTo: '4a1.c' })).toEqual([
      '.defaultsTo default 4a1.c',
    ]);
    expect(inField({ kind: 'entries', id: 'e', label: 'e', itemLabel: 'e', fields: [boxes] })).toEqual([
      '.field flag x',
    ]);
    expect(inField({ kind: 'flag', id: 'f', label: 'f' })).toEqual([]);
  });

  it('is found in templates: what is printed, what is counted, and their conditions', () => {
    const line = { clause: '1a', parts: [{ text: '{community}有{a}，{1b.c#}个，{%1}', if: flag('d') }] };
    expect(referencesIn({ is: 'line', line })).toEqual([
      '.field flag d',
      '{community}',
      '{a}',
      ' printed a',
      '{1b.c#}',
      ' counted 1b.c',
      '{%1}',
    ]);
  });

  it('is found in checks between answers', () => {
    const named = { clause: '1a', label: 'b' };
    const check = { kind: 'sum' as const, ...named, whole: 'a', parts: ['b', 'c'] };
    expect(referencesIn({ is: 'check', check })).toEqual([' number a', ' number b', ' number c']);
    const equal = { kind: 'equal' as const, ...named, values: ['a', 'b'] };
    expect(referencesIn({ is: 'check', check: equal })).toEqual([' number a', ' number b']);
    const most = { kind: 'atMost' as const, ...named, part: 'a', whole: 'b' };
    expect(referencesIn({ is: 'check', check: most })).toEqual([' number a', ' number b']);
  });

  it('stands where the file says', () => {
    const rule: Rule = { is: 'cases', cases: [{ if: flag('a'), then: { is: 'not', rule: flag('b') } }] };
    const pieces = piecesIn({ is: 'rule', rule });
    expect(pieces.map(({ is, at }) => `${is}${at}`)).toEqual([
      'rule.cases[0].if',
      'ref.field',
      'rule.cases[0].then',
      'rule.rule',
      'ref.field',
    ]);
  });
});
