import { foldName } from '../reading/fold-name.ts';
import { type CatalogueFault, duplicateFault } from './fault.ts';
import type { Field } from './field-schema.ts';
import type { Catalogue, Clause } from './schema.ts';

/** A name with the place where it is written. */
type Named = readonly [path: string, id: string | number];

/** Every category name, indicator number, clause id, field id and checklist box that repeats an earlier one. */
export function findDuplicates(catalogue: Catalogue): CatalogueFault[] {
  const { categories } = catalogue;
  const indicators = categories.flatMap((category, c) =>
    category.indicators.map((indicator, i) => [`categories[${c}].indicators[${i}]`, indicator] as const),
  );
  const clauses = indicators.flatMap(([path, indicator]) =>
    indicator.clauses.map((clause, k): readonly [string, Clause] => [`${path}.clauses[${k}]`, clause]),
  );
  return [
    ...repeated(categories.map((category, c) => [`categories[${c}].name`, category.name])),
    ...repeated(indicators.map(([path, indicator]) => [`${path}.no`, indicator.no])),
    ...repeated(clauses.map(([path, clause]) => [`${path}.id`, clause.id])),
    ...inFields('profileFields', catalogue.profileFields),
    ...inFields('estateFields', catalogue.estateFields),
    ...clauses.flatMap(([path, clause]) => inFields(`${path}.fields`, clause.fields)),
  ];
}

function inFields(path: string, fields: readonly Field[]): CatalogueFault[] {
  const within = fields.flatMap((field, f) => {
    const at = `${path}[${f}]`;
    if (field.kind === 'entries') return inFields(`${at}.fields`, field.fields);
    if (field.kind !== 'checklist') return [];
    return repeated(
      field.options.map((option, o) => [`${at}.options[${o}].label`, option.label]),
      foldName,
    );
  });
  return [...repeated(fields.map((field, f) => [`${path}[${f}].id`, field.id])), ...within];
}

function repeated(names: readonly Named[], fold: (name: string) => string = (name) => name): CatalogueFault[] {
  const seen = new Set<string>();
  return names.flatMap(([path, id]) => {
    const name = fold(String(id));
    if (seen.has(name)) return [duplicateFault(path, id)];
    seen.add(name);
    return [];
  });
}
