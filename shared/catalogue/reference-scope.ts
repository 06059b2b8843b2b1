import { type CatalogueFault, referenceFault } from './fault.ts';
import type { Field, FieldKind } from './field-schema.ts';
import { type CatalogueIndex, fieldsById } from './index-catalogue.ts';

/** Where in the catalogue a rule is written, which decides the names it may use. */
export interface ReferenceScope {
  readonly index: CatalogueIndex;
  /** Clause whose fields go by their bare id; null outside clauses. */
  readonly clause: string | null;
  /** Whether one 小区 is being judged here. */
  readonly inEstate: boolean;
  /** Fields of the entry being judged, null outside `items`. */
  readonly item: readonly Field[] | null;
  /** Bare names mean community or 小区 facts (inside those field lists). */
  readonly owner?: 'profile' | 'estate';
  readonly faults: CatalogueFault[];
}

export const NUMERIC: readonly FieldKind[] = ['count', 'quantity'];

/** The field a reference names here, when it has one of the wanted kinds; else a fault is noted. */
export function expectField(
  ref: string,
  kinds: readonly FieldKind[],
  path: string,
  scope: ReferenceScope,
): Field | null {
  const field = fieldNamed(ref, scope);
  if (field !== null && kinds.includes(field.kind)) return field;
  scope.faults.push(referenceFault(path, ref));
  return null;
}

/** The field a reference names here, whatever its kind; null where there is none. */
export function fieldNamed(ref: string, scope: ReferenceScope): Field | null {
  const dot = ref.indexOf('.');
  const name = ref.slice(dot + 1);
  const prefix = dot < 0 ? (scope.owner ?? scope.clause) : ref.slice(0, dot);
  if (prefix === 'profile') return scope.index.profile.get(name) ?? null;
  if (prefix === 'estate') return scope.inEstate ? (scope.index.estate.get(name) ?? null) : null;
  if (prefix === 'item') return scope.item === null ? null : (fieldsById(scope.item).get(name) ?? null);
  const placed = prefix === null ? undefined : scope.index.clauses.get(prefix);
  if (placed === undefined || (placed.clause.each !== undefined && !scope.inEstate)) return null;
  return scope.index.fields.get(placed.clause.id)?.get(name) ?? null;
}
