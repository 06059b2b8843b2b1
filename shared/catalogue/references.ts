import { assertNever } from '../result.ts';
import type { ChecklistOption, Field } from './field-schema.ts';
import type { Operand, Ref, Rule } from './rule-schema.ts';
import type { Check, Clause, NarrativeLine, NarrativePart } from './schema.ts';
import { readSlot, slotsIn } from './template.ts';

/** What a reference is read as, which decides the kinds of field it may name. */
export type Use =
  'number' | 'declared' | 'default' | 'flag' | 'named' | 'checklist' | 'entries' | 'printed' | 'counted';

/** Whose facts names mean within a piece: as around it, the community's alone, one 小区's, or one entry's of a list. */
export type Within = 'here' | 'community' | 'estate' | { readonly entriesOf: Ref };

/** Something that a catalogue is written in. What names fields, or may hold what does, is a piece; labels are none. */
export type Whole =
  | { readonly is: 'clause'; readonly clause: Clause }
  | { readonly is: 'field'; readonly field: Field }
  | { readonly is: 'line'; readonly line: NarrativeLine }
  | { readonly is: 'check'; readonly check: Check }
  | { readonly is: 'rule'; readonly rule: Rule }
  | { readonly is: 'operand'; readonly operand: Operand }
  | { readonly is: 'slot'; readonly slot: string }
  | { readonly is: 'ref'; readonly ref: Ref; readonly as: Use };

/** A piece where it stands; `at` is its place as paths of faults write it: `.cases[1].then`. */
export type Piece = Whole & { readonly at: string; readonly within: Within };

/** What each key of a node contributes. Every key is listed, so that a new one cannot be added without being read. */
type Reading<T> = { readonly [K in keyof T]-?: (value: T[K], at: string) => readonly Piece[] };

/** The pieces that a piece is directly made of, in the order they are written. A reference is made of none. */
export function piecesOf(whole: Whole): readonly Piece[] {
  switch (whole.is) {
    case 'clause':
      return ofClause(whole.clause);
    case 'field':
      return ofField(whole.field);
    case 'line':
      return read(whole.line, { clause: none, parts: list(template) });
    case 'check':
      return ofCheck(whole.check);
    case 'rule':
      return ofRule(whole.rule);
    case 'operand':
      return ofOperand(whole.operand);
    case 'slot':
      return ofSlot(whole.slot);
    case 'ref':
      return [];
    default:
      return assertNever(whole);
  }
}

/** Every piece within, however deep, in the order written. */
export function piecesIn(whole: Whole): readonly Piece[] {
  return piecesOf(whole).flatMap((piece) => [piece, ...piecesIn(piece)]);
}

function ofClause(clause: Clause): readonly Piece[] {
  return read(clause, {
    id: none,
    label: none,
    each: (each, at) => (each === undefined ? [] : read(each, { of: none, where: rule('here') }, at)),
    when: rule('community'),
    fields: list(field('here')),
    rule: rule('here'),
    mentions: none,
    evidence: none,
  });
}

const NAMED = { kind: none, id: none, label: none, hint: none } as const;

function ofField(whole: Field): readonly Piece[] {
  switch (whole.kind) {
    case 'count':
    case 'quantity':
      return read(whole, { ...NAMED, unit: none, defaultsTo: ref('default') });
    case 'rate':
    case 'text':
      return read(whole, NAMED);
    case 'flag':
      return read(whole, { ...NAMED, mention: none, reasonWanted: none });
    case 'checklist':
      return read(whole, { ...NAMED, options: list(option), others: none });
    case 'entries':
      return read(whole, { ...NAMED, itemLabel: none, fields: list(field({ entriesOf: whole.id })) });
    default:
      return assertNever(whole);
  }
}

function ofCheck(check: Check): readonly Piece[] {
  const named = { kind: none, clause: none, label: none } as const;
  switch (check.kind) {
    case 'sum':
      return read(check, { ...named, whole: operand, parts: list(operand) });
    case 'equal':
      return read(check, { ...named, values: list(operand) });
    case 'atMost':
      return read(check, { ...named, part: operand, whole: operand });
    default:
      return assertNever(check);
  }
}

const BOUND = { relation: none, threshold: none } as const;

function ofRule(whole: Rule): readonly Piece[] {
  switch (whole.is) {
    case 'ratio':
      return read(whole, { is: none, part: operand, whole: operand, declared: ref('declared'), label: none, ...BOUND });
    case 'number':
      return read(whole, { is: none, value: operand, label: none, ...BOUND });
    case 'flag':
      return read(whole, { is: none, field: ref('flag') });
    case 'named':
      return read(whole, { is: none, field: ref('named') });
    case 'checklist':
      return read(whole, { is: none, field: ref('checklist'), need: none, items: none });
    case 'all':
    case 'any':
      return read(whole, { is: none, rules: list(rule('here')), label: none });
    case 'atLeast':
      return read(whole, { is: none, need: none, rules: list(rule('here')), label: none });
    case 'not':
      return read(whole, { is: none, rule: rule('here') });
    case 'when':
      return read(whole, { is: none, if: rule('here'), then: rule('here') });
    case 'cases':
      return read(whole, {
        is: none,
        cases: list((branch, at) => read(branch, { if: rule('here'), then: rule('here'), note: none }, at)),
      });
    default:
      return assertNever(whole);
  }
}

function ofOperand(whole: Operand): readonly Piece[] {
  if (typeof whole === 'number') return [];
  if (typeof whole === 'string') return ref('number')(whole, '');
  switch (whole.of) {
    case 'tally':
      return read(whole, { of: none, field: ref('checklist'), label: none });
    case 'items': {
      const where = rule({ entriesOf: whole.field });
      return read(whole, { of: none, field: ref('entries'), notIn: ref('entries'), where, label: none });
    }
    case 'estates':
      return read(whole, { of: none, sum: ref('number', 'estate'), where: rule('estate'), label: none });
    case 'sum':
      return read(whole, { of: none, parts: list(operand), label: none });
    default:
      return assertNever(whole);
  }
}

function ofSlot(text: string): readonly Piece[] {
  const slot = readSlot(text);
  if (slot.is === 'counted') return ref('counted')(slot.ref, '');
  // What is printed of a 小区 stands in a line of the whole community too: it is put together there.
  return slot.is === 'printed' ? ref('printed', 'estate')(slot.ref, '') : [];
}

function read<T extends object>(node: T, reading: Reading<T>, at = ''): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const key in reading) pieces.push(...reading[key](node[key], `${at}.${key}`));
  return pieces;
}

function none(): readonly Piece[] {
  return [];
}

function list<T>(one: (value: T, at: string) => readonly Piece[]) {
  return (values: readonly T[], at: string) => values.flatMap((value, index) => one(value, `${at}[${index}]`));
}

function ref(as: Use, within: Within = 'here') {
  return (value: Ref | undefined, at: string): readonly Piece[] =>
    value === undefined ? [] : [{ is: 'ref', ref: value, as, at, within }];
}

function rule(within: Within) {
  return (value: Rule | undefined, at: string): readonly Piece[] =>
    value === undefined ? [] : [{ is: 'rule', rule: value, at, within }];
}

function field(within: Within) {
  return (value: Field, at: string): readonly Piece[] => [{ is: 'field', field: value, at, within }];
}

function operand(value: Operand, at: string): readonly Piece[] {
  return [{ is: 'operand', operand: value, at, within: 'here' }];
}

function option(value: ChecklistOption, at: string): readonly Piece[] {
  return read(value, { label: none, when: rule('here'), mention: none }, at);
}

function template(value: NarrativePart, at: string): readonly Piece[] {
  const slots = (text: string, place: string) =>
    slotsIn(text).map((slot): Piece => ({ is: 'slot', slot, at: place, within: 'here' }));
  return read(value, { if: rule('here'), text: slots }, at);
}
