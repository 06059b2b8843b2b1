import type { Field } from '#shared/catalogue/field-schema.ts';
import { type Piece, piecesIn } from '#shared/catalogue/references.ts';
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

const known = new WeakMap<Clause, ClauseRefs>();

/** Reads them off the clause's rules; the same clause is read once. */
export function refsOf(catalogue: Catalogue, clause: Clause): ClauseRefs {
  const done = known.get(clause);
  if (done !== undefined) return done;
  const pieces = piecesIn({ is: 'clause', clause });
  const scoped = [...new Set(pieces.flatMap(askedIn))].map((name) => name.split('.'));
  const pick = (fields: readonly Field[], scope: string) =>
    fields.filter((field) => scoped.some(([first, id]) => first === scope && id === field.id));
  const refs = {
    community: pick(catalogue.profileFields, 'profile'),
    estate: pick(catalogue.estateFields, 'estate'),
    foreign: foreignFields(catalogue, clause, scoped),
    declared: new Map(pieces.flatMap(declaredIn)),
  };
  known.set(clause, refs);
  return refs;
}

/** A default and a declared rate only stand in for an answer: neither is asked for here. */
function askedIn(piece: Piece): readonly string[] {
  return piece.is === 'ref' && piece.as !== 'default' && piece.as !== 'declared' ? [piece.ref] : [];
}

function declaredIn(piece: Piece): readonly (readonly [string, string | null])[] {
  if (piece.is !== 'rule' || piece.rule.is !== 'ratio' || piece.rule.declared === undefined) return [];
  return [[piece.rule.declared, piece.rule.label ?? null]];
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
