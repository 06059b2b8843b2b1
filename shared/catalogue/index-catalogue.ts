import type { Field } from './field-schema.ts';
import type { Catalogue, Category, Clause, Indicator } from './schema.ts';

interface PlacedClause {
  readonly clause: Clause;
  readonly indicator: Indicator;
  readonly category: Category;
  /** Where it stands in the file: `categories[0].indicators[3].clauses[1]`. */
  readonly path: string;
}

/** A catalogue by number and id. */
export interface CatalogueIndex {
  readonly indicators: ReadonlyMap<number, Indicator>;
  readonly clauses: ReadonlyMap<string, PlacedClause>;
  /** Fields by id: of the community, of a 小区, of a clause. */
  readonly profile: ReadonlyMap<string, Field>;
  readonly estate: ReadonlyMap<string, Field>;
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, Field>>;
}

/** Indexes a catalogue; of duplicates the first is kept (the loader refuses them). */
export function indexCatalogue(catalogue: Catalogue): CatalogueIndex {
  const indicators = new Map<number, Indicator>();
  const clauses = new Map<string, PlacedClause>();
  for (const [c, category] of catalogue.categories.entries()) {
    for (const [i, indicator] of category.indicators.entries()) {
      if (!indicators.has(indicator.no)) indicators.set(indicator.no, indicator);
      for (const [k, clause] of indicator.clauses.entries()) {
        const path = `categories[${c}].indicators[${i}].clauses[${k}]`;
        if (!clauses.has(clause.id)) clauses.set(clause.id, { clause, indicator, category, path });
      }
    }
  }
  const fields = new Map([...clauses].map(([id, { clause }]) => [id, fieldsById(clause.fields)]));
  const profile = fieldsById(catalogue.profileFields);
  return { indicators, clauses, profile, estate: fieldsById(catalogue.estateFields), fields };
}

/** Fields by id; of duplicates the first is kept. */
export function fieldsById(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const byId = new Map<string, Field>();
  for (const field of fields) if (!byId.has(field.id)) byId.set(field.id, field);
  return byId;
}
