import type { Catalogue, Clause } from '../catalogue/schema.ts';
import type { Field } from '../catalogue/field-schema.ts';
import type { Answer, Entry } from '../facts/schema.ts';
import { isBlank } from '../reading/characters.ts';
import { type Environment, type Place, placeKey, readerAt } from './environment.ts';
import { type Exact, parseCount, parseDecimal, parsePercent } from './exact.ts';

/** A field reference, resolved once: where it is read and how it is called. */
export interface Reference {
  readonly field: Field | null;
  readonly place: Place;
  readonly label: string;
  readonly unit: string;
  /** The raw answer, or that of the field it takes by default. */
  readonly read: (env: Environment) => Answer | undefined;
  readonly key: (env: Environment) => string;
}

/** Resolves references within one clause; `item` gives the fields of the entry being judged, where there is one. */
export type Resolve = (ref: string, itemFields?: readonly Field[]) => Reference;

/** Longest chain of `defaultsTo` that is followed: a ring of them ends as unanswered. */
const MAX_DEFAULTS = 8;

/** Field lists of a catalogue by where a reference points. */
export interface FieldIndex {
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly profile: readonly Field[];
  readonly estate: readonly Field[];
}

export function indexFields(catalogue: Catalogue): FieldIndex {
  const clauses = new Map<string, Clause>();
  for (const category of catalogue.categories)
    for (const indicator of category.indicators) for (const clause of indicator.clauses) clauses.set(clause.id, clause);
  return { clauses, profile: catalogue.profileFields, estate: catalogue.estateFields };
}

/** A resolver for references as written in the given clause (null: outside any clause). */
export function resolverFor(index: FieldIndex, clause: string | null): Resolve {
  return (ref, itemFields = []) => resolve(index, clause, ref, itemFields, MAX_DEFAULTS);
}

function resolve(
  index: FieldIndex,
  clause: string | null,
  ref: string,
  itemFields: readonly Field[],
  depth: number,
): Reference {
  const dot = ref.indexOf('.');
  const prefix = dot < 0 ? clause : ref.slice(0, dot);
  const name = ref.slice(dot + 1);
  const { place, fields } = locate(index, prefix, itemFields);
  const field = fields.find((candidate) => candidate.id === name) ?? null;
  const own = readerAt(field === null ? { in: 'nowhere' } : place, name);
  const source = field === null ? undefined : defaultOf(field);
  const fallback =
    source === undefined || depth === 0 ? null : resolve(index, prefix, source, itemFields, depth - 1).read;
  return {
    field,
    place,
    label: field?.label ?? ref,
    unit: field !== null && 'unit' in field ? field.unit : '',
    read: fallback === null ? own : (env) => own(env) ?? fallback(env),
    key: (env) => placeKey(place, name, env),
  };
}

/** The reference that a field takes the answer of until it is answered itself. */
export function defaultOf(field: Field): string | undefined {
  return field.kind === 'count' || field.kind === 'quantity' ? field.defaultsTo : undefined;
}

/** The fields that a prefix of references stands for: a clause's, the community's or a 小区's. */
export function fieldsAt(index: FieldIndex, prefix: string): readonly Field[] {
  return prefix === 'profile' || prefix === 'estate' ? index[prefix] : (index.clauses.get(prefix)?.fields ?? []);
}

function locate(
  index: FieldIndex,
  prefix: string | null,
  itemFields: readonly Field[],
): { place: Place; fields: readonly Field[] } {
  if (prefix === 'profile' || prefix === 'estate') return { place: { in: prefix }, fields: fieldsAt(index, prefix) };
  if (prefix === 'item') return { place: { in: 'item' }, fields: itemFields };
  const clause = prefix === null ? undefined : index.clauses.get(prefix);
  if (clause === undefined) return { place: { in: 'nowhere' }, fields: [] };
  const at = clause.each === undefined ? 'clause' : 'estate-clause';
  return { place: { in: at, clause: clause.id }, fields: clause.fields };
}

/** The answer as a number: integer, or a decimal string for a quantity; null while unanswered. */
export function asNumber(answer: Answer | undefined): Exact | null {
  if (typeof answer === 'number') return parseCount(answer);
  return typeof answer === 'string' ? parseDecimal(answer) : null;
}

/** The answer as a percentage; null while unanswered. */
export function asPercent(answer: Answer | undefined): Exact | null {
  return typeof answer === 'string' ? parsePercent(answer) : null;
}

/** The answer as yes or no; null while unanswered. */
export function asFlag(answer: Answer | undefined): boolean | null {
  return typeof answer === 'boolean' ? answer : null;
}

/** The answer as text; null while unanswered or blank. */
export function asText(answer: Answer | undefined): string | null {
  return typeof answer === 'string' && !isBlank(answer) ? answer.trim() : null;
}

/** The answer as a list of entries; null while unanswered (an empty list is an answer). */
export function asEntries(answer: Answer | undefined): readonly Entry[] | null {
  return Array.isArray(answer) ? answer : null;
}

/** Boxes by label; null while none is answered. */
export function asBoxes(answer: Answer | undefined): Readonly<Record<string, boolean>> | null {
  return typeof answer === 'object' && !Array.isArray(answer) ? answer : null;
}
