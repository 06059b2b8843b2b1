import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue, Clause } from '#shared/catalogue/schema.ts';

/** A figure that a clause's rule takes from another clause. */
export interface ForeignField {
  readonly clause: string;
  readonly field: Field;
}

/** What a clause asks besides its own fields: facts of the community, of every 小区, and figures of other clauses. */
export interface ClauseRefs {
  readonly community: readonly Field[];
  readonly estate: readonly Field[];
  readonly foreign: readonly ForeignField[];
  /** Rate field id → label of the ratio that it stands in for. */
  readonly declared: ReadonlyMap<string, string | null>;
}

const REF_KEYS = new Set(['field', 'part', 'whole', 'value', 'sum', 'notIn']);
const known = new WeakMap<Clause, ClauseRefs>();

/** Reads them off the clause's rules; the same clause is read once. */
export function refsOf(catalogue: Catalogue, clause: Clause): ClauseRefs {
  const done = known.get(clause);
  if (done !== undefined) return done;
  const names = new Set<string>();
  const declared = new Map<string, string | null>();
  collect([clause.when, clause.each, clause.rule, clause.fields], names, declared);
  const scoped = [...names].map((name) => name.split('.'));
  const pick = (fields: readonly Field[], scope: string) =>
    fields.filter((field) => scoped.some(([first, id]) => first === scope && id === field.id));
  const refs = {
    community: pick(catalogue.profileFields, 'profile'),
    estate: pick(catalogue.estateFields, 'estate'),
    foreign: foreignFields(catalogue, clause, scoped),
    declared,
  };
  known.set(clause, refs);
  return refs;
}

function collect(node: unknown, names: Set<string>, declared: Map<string, string | null>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('declared' in node && 'part' in node && 'whole' in node && typeof node.declared === 'string') {
    declared.set(node.declared, 'label' in node && typeof node.label === 'string' ? node.label : null);
  }
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'string') collect(value, names, declared);
    else if (REF_KEYS.has(key) || Array.isArray(node)) names.add(value);
  }
}

function foreignFields(catalogue: Catalogue, clause: Clause, scoped: readonly string[][]): ForeignField[] {
  const clauses = catalogue.categories.flatMap((category) =>
    category.indicators.flatMap((indicator) => indicator.clauses),
  );
  return scoped.flatMap(([scope, id]) => {
    const source = clauses.find((candidate) => candidate.id === scope && candidate.id !== clause.id);
    const field = source?.fields.find((candidate) => candidate.id === id);
    return source === undefined || field === undefined ? [] : [{ clause: source.id, field }];
  });
}
