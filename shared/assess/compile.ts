import type { Catalogue, Clause, Indicator } from '../catalogue/schema.ts';
import { compileRule, scopeFor } from './compile-rule.ts';
import { eachEstate } from './each-estate.ts';
import type { Node, RatioNode, Scope } from './node.ts';
import { type FieldIndex, indexFields, resolverFor } from './reference.ts';
import { conditional } from './rule-conditions.ts';
import { type ClauseVerdict, untouchedVerdicts } from './verdicts.ts';

/** A clause ready to be judged. */
export interface CompiledClause {
  readonly clause: Clause;
  readonly node: Node;
  /** What it can come to while no person has put anything in its place, by code. */
  readonly untouched: readonly ClauseVerdict[];
  /** Selects 小区; null where the clause is judged once, or for every 小区. */
  readonly where: Node | null;
  /** Ratios in the order written: those of `when` and `each` first, then those of the rule. */
  readonly ratios: readonly RatioNode[];
  /** For compiling further rules as if written in this clause. */
  readonly scope: Scope;
}

export interface CompiledIndicator {
  readonly indicator: Indicator;
  readonly category: string;
  /** The indicator's number as waivers, overrides and narratives name it. */
  readonly target: string;
  readonly clauses: readonly CompiledClause[];
}

/** A catalogue with every rule turned into a function. */
export interface CompiledCatalogue {
  readonly catalogue: Catalogue;
  readonly fields: FieldIndex;
  readonly indicators: readonly CompiledIndicator[];
  readonly clauses: ReadonlyMap<string, CompiledClause>;
}

const compiled = new WeakMap<Catalogue, CompiledCatalogue>();

/** Compiles a catalogue; the same catalogue object is compiled once. */
export function compileCatalogue(catalogue: Catalogue): CompiledCatalogue {
  const known = compiled.get(catalogue);
  if (known !== undefined) return known;
  const fields = indexFields(catalogue);
  const indicators = catalogue.categories.flatMap(({ name, indicators: list }) =>
    list.map((indicator) => compileIndicator(indicator, name, fields)),
  );
  const clauses = new Map(indicators.flatMap((entry) => entry.clauses.map((clause) => [clause.clause.id, clause])));
  const result = { catalogue, fields, indicators, clauses };
  compiled.set(catalogue, result);
  return result;
}

/** Accepts either; compiling is remembered. */
export function compiledOf(catalogue: Catalogue | CompiledCatalogue): CompiledCatalogue {
  return 'catalogue' in catalogue ? catalogue : compileCatalogue(catalogue);
}

function compileIndicator(indicator: Indicator, category: string, fields: FieldIndex): CompiledIndicator {
  const clauses = indicator.clauses.map((clause) => compileClause(clause, fields));
  return { indicator, category, target: String(indicator.no), clauses };
}

function compileClause(clause: Clause, fields: FieldIndex): CompiledClause {
  const scope = scopeFor(resolverFor(fields, clause.id));
  const condition = clause.when === undefined ? null : compileRule(clause.when, scope);
  const where = clause.each?.where === undefined ? null : compileRule(clause.each.where, scope);
  const rule = compileRule(clause.rule, scope);
  const body = clause.each === undefined ? rule : eachEstate(where, rule);
  const node = condition === null ? body : conditional(condition, body);
  return { clause, node, untouched: untouchedVerdicts(clause.id), where, ratios: scope.ratios, scope };
}
