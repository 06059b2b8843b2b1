import { assertNever } from '../result.ts';
import { referenceFault, shapeFault } from './fault.ts';
import type { Field, FieldKind, FieldOf } from './field-schema.ts';
import type { CatalogueIndex } from './index-catalogue.ts';
import { expectField, fieldNamed, NUMERIC, type ReferenceScope } from './reference-scope.ts';
import { type Piece, piecesOf, type Use, type Whole, type Within } from './references.ts';
import type { Rule } from './rule-schema.ts';
import type { Clause } from './schema.ts';
import { readSlot } from './template.ts';

/** The kinds of field that a reference may name. */
const FIT: Readonly<Record<Use, readonly FieldKind[]>> = {
  number: NUMERIC,
  declared: ['rate'],
  default: NUMERIC,
  flag: ['flag'],
  named: ['text', 'entries'],
  checklist: ['checklist'],
  entries: ['entries'],
  printed: ['count', 'quantity', 'rate', 'text', 'flag', 'checklist', 'entries'],
  counted: ['checklist', 'entries'],
};

/**
 * Notes every reference that does not resolve to a field fit for its use, every count that can't be reached and every
 * default that leads back to itself.
 */
export function checkPiece(whole: Whole, path: string, scope: ReferenceScope): void {
  checkOwn(whole, path, scope);
  checkPieces(whole, path, scope);
}

/** The same, of what a piece is made of. */
export function checkPieces(whole: Whole, path: string, scope: ReferenceScope): void {
  for (const piece of piecesOf(whole)) {
    const inner = scopeWithin(piece.within, scope);
    if (inner !== null) checkPiece(piece, `${path}${piece.at}`, inner);
  }
}

/** Null where there are no such entries, so that nothing can be said of them. */
function scopeWithin(within: Within, scope: ReferenceScope): ReferenceScope | null {
  if (within === 'here') return scope;
  if (within === 'community') return { ...scope, inEstate: false };
  if (within === 'estate') return { ...scope, inEstate: true };
  const list = fieldNamed(within.entriesOf, scope);
  return list?.kind === 'entries' ? { ...scope, item: list.fields } : null;
}

function checkOwn(piece: Whole, path: string, scope: ReferenceScope): void {
  switch (piece.is) {
    case 'ref':
      expectField(piece.ref, FIT[piece.as], path, scope);
      return;
    case 'rule':
      return checkNeed(piece.rule, path, scope);
    case 'field':
      return checkDefault(piece.field, path, scope);
    case 'slot':
      return checkRatio(piece.slot, path, scope);
    case 'operand':
    case 'clause':
    case 'line':
    case 'check':
      return;
    default:
      assertNever(piece);
  }
}

function checkNeed(rule: Rule, path: string, scope: ReferenceScope): void {
  switch (rule.is) {
    case 'checklist':
      return checkChecklist(rule, path, scope);
    case 'atLeast':
      if (rule.need > rule.rules.length) scope.faults.push(shapeFault(`${path}.need`, '大于 rules 的条数'));
      return;
    case 'ratio':
    case 'number':
    case 'flag':
    case 'named':
    case 'all':
    case 'any':
    case 'not':
    case 'when':
    case 'cases':
      return;
    default:
      assertNever(rule);
  }
}

function checkChecklist(rule: Extract<Rule, { is: 'checklist' }>, path: string, scope: ReferenceScope): void {
  const field = fieldNamed(rule.field, scope);
  if (field?.kind !== 'checklist') return;
  for (const [index, item] of (rule.items ?? []).entries()) {
    const known = field.options.some((option) => option.label === item);
    if (!known) scope.faults.push(referenceFault(`${path}.items[${index}]`, item));
  }
  const most = mostBoxes(rule, field);
  if (rule.need !== 'all' && rule.need > most) {
    scope.faults.push(shapeFault(`${path}.need`, `大于可勾选的项数（${most}）`));
  }
}

function mostBoxes(rule: Extract<Rule, { is: 'checklist' }>, field: FieldOf<'checklist'>): number {
  if (rule.items !== undefined) return rule.items.length;
  return field.others === true ? Number.POSITIVE_INFINITY : field.options.length;
}

/** Following defaults ends. */
function checkDefault(field: Field, path: string, scope: ReferenceScope): void {
  const ref = defaultsTo(field);
  const next = ref === null ? null : fieldNamed(ref, scope);
  if (ref === null || next === null || !NUMERIC.includes(next.kind)) return;
  const home = scope.owner ?? scope.clause ?? '';
  const start = `${home}.${field.id}`;
  const seen = new Set<string>();
  let at: string | null = absolute(ref, home);
  while (at !== null && !seen.has(at)) {
    if (at === start) scope.faults.push(shapeFault(`${path}.defaultsTo`, '默认值互相引用'));
    seen.add(at);
    at = defaultOf(at, scope.index);
  }
}

function defaultsTo(field: Field): string | null {
  return field.kind === 'count' || field.kind === 'quantity' ? (field.defaultsTo ?? null) : null;
}

function absolute(ref: string, home: string): string {
  return ref.includes('.') ? ref : `${home}.${ref}`;
}

function defaultOf(at: string, { profile, estate, fields }: CatalogueIndex): string | null {
  const [home = '', name = ''] = at.split('.');
  const list = home === 'profile' ? profile : home === 'estate' ? estate : fields.get(home);
  const field = list?.get(name);
  const ref = field === undefined ? null : defaultsTo(field);
  return ref === null ? null : absolute(ref, home);
}

/** A slot for the clause's n-th ratio: there must be so many. */
function checkRatio(text: string, path: string, scope: ReferenceScope): void {
  const slot = readSlot(text);
  if (slot.is !== 'ratio') return;
  const placed = scope.clause === null ? undefined : scope.index.clauses.get(scope.clause);
  const most = placed === undefined ? 0 : ratiosOf(placed.clause);
  if (!Number.isInteger(slot.no) || slot.no < 1 || slot.no > most) scope.faults.push(referenceFault(path, text));
}

/** Ratios of a clause as `{%n}` numbers them: those of `when` and `each` first, then those of the rule. */
function ratiosOf(clause: Clause): number {
  return countRatios(piecesOf({ is: 'clause', clause }));
}

function countRatios(pieces: readonly Piece[]): number {
  const rules = pieces.filter((piece) => piece.is === 'rule');
  return rules.reduce((sum, piece) => sum + (piece.rule.is === 'ratio' ? 1 : 0) + countRatios(piecesOf(piece)), 0);
}
