import { checkNarrative } from './check-narrative.ts';
import { checkPiece, checkPieces } from './check-pieces.ts';
import { type CatalogueFault, referenceFault, shapeFault } from './fault.ts';
import type { Field } from './field-schema.ts';
import { findDuplicates } from './find-duplicates.ts';
import { indexCatalogue } from './index-catalogue.ts';
import type { ReferenceScope } from './reference-scope.ts';
import type { Catalogue, Check, Clause, Indicator } from './schema.ts';

/**
 * Everything a schema can't say: names are unique and resolve to fields fit for their use, counts can be reached, clause
 * ids belong to their indicator. Empty when the catalogue can be used; faults come in the order of the file.
 */
export function checkCatalogue(catalogue: Catalogue): readonly CatalogueFault[] {
  const faults = findDuplicates(catalogue);
  const index = indexCatalogue(catalogue);
  const outside: ReferenceScope = { index, clause: null, inEstate: false, item: null, faults };
  checkFields(catalogue.profileFields, 'profileFields', { ...outside, owner: 'profile' });
  checkFields(catalogue.estateFields, 'estateFields', { ...outside, owner: 'estate', inEstate: true });
  for (const [c, category] of catalogue.categories.entries()) {
    for (const [i, indicator] of category.indicators.entries()) {
      checkIndicator(indicator, `categories[${c}].indicators[${i}]`, outside);
    }
  }
  return faults;
}

function checkIndicator(indicator: Indicator, path: string, outside: ReferenceScope): void {
  for (const [k, clause] of indicator.clauses.entries()) {
    checkClause(clause, indicator.no, `${path}.clauses[${k}]`, { ...outside, clause: clause.id });
  }
  for (const [l, line] of indicator.narrative.entries()) {
    checkNarrative(line, indicator, `${path}.narrative[${l}]`, outside);
  }
  for (const [n, check] of (indicator.checks ?? []).entries()) {
    checkFigures(check, `${path}.checks[${n}]`, { ...outside, clause: check.clause });
  }
}

function checkClause(clause: Clause, no: number, path: string, community: ReferenceScope): void {
  if (!new RegExp(`^${no}[a-z]`).test(clause.id)) {
    community.faults.push(shapeFault(`${path}.id`, `条款编号应以指标序号 ${no} 开头`));
  }
  checkPieces({ is: 'clause', clause }, path, { ...community, inEstate: clause.each !== undefined });
}

function checkFields(fields: readonly Field[], path: string, scope: ReferenceScope): void {
  for (const [f, field] of fields.entries()) checkPiece({ is: 'field', field }, `${path}[${f}]`, scope);
}

function checkFigures(check: Check, path: string, scope: ReferenceScope): void {
  if (!scope.index.clauses.has(check.clause)) scope.faults.push(referenceFault(`${path}.clause`, check.clause));
  checkPieces({ is: 'check', check }, path, scope);
}
