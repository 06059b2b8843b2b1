import { checkNarrative } from './check-narrative.ts';
import { checkOperand, checkRule } from './check-rule.ts';
import { type CatalogueFault, referenceFault, shapeFault } from './fault.ts';
import type { Field } from './field-schema.ts';
import { findDuplicates } from './find-duplicates.ts';
import { type CatalogueIndex, indexCatalogue } from './index-catalogue.ts';
import { expectField, NUMERIC, type ReferenceScope } from './reference-scope.ts';
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
  const here = { ...community, inEstate: clause.each !== undefined };
  if (clause.each?.where !== undefined) checkRule(clause.each.where, `${path}.each.where`, here);
  if (clause.when !== undefined) checkRule(clause.when, `${path}.when`, community);
  checkFields(clause.fields, `${path}.fields`, here);
  checkRule(clause.rule, `${path}.rule`, here);
}

function checkFields(fields: readonly Field[], path: string, scope: ReferenceScope): void {
  for (const [f, field] of fields.entries()) {
    const at = `${path}[${f}]`;
    if (field.kind === 'entries') checkFields(field.fields, `${at}.fields`, { ...scope, item: field.fields });
    if (field.kind === 'checklist') {
      for (const [o, option] of field.options.entries()) {
        if (option.when !== undefined) checkRule(option.when, `${at}.options[${o}].when`, scope);
      }
    }
    if ((field.kind === 'count' || field.kind === 'quantity') && field.defaultsTo !== undefined) {
      checkDefault(field.id, field.defaultsTo, `${at}.defaultsTo`, scope);
    }
  }
}

/** A default is a number too, and following defaults ends. */
function checkDefault(id: string, ref: string, path: string, scope: ReferenceScope): void {
  if (expectField(ref, NUMERIC, path, scope) === null) return;
  const home = scope.owner ?? scope.clause ?? '';
  const start = `${home}.${id}`;
  const seen = new Set<string>();
  let at: string | null = absolute(ref, home);
  while (at !== null && !seen.has(at)) {
    if (at === start) scope.faults.push(shapeFault(path, '默认值互相引用'));
    seen.add(at);
    at = defaultOf(at, scope.index);
  }
}

function absolute(ref: string, home: string): string {
  return ref.includes('.') ? ref : `${home}.${ref}`;
}

function defaultOf(at: string, { profile, estate, fields }: CatalogueIndex): string | null {
  const [home = '', name = ''] = at.split('.');
  const list = home === 'profile' ? profile : home === 'estate' ? estate : fields.get(home);
  const field = list?.get(name);
  if (field?.kind !== 'count' && field?.kind !== 'quantity') return null;
  return field.defaultsTo === undefined ? null : absolute(field.defaultsTo, home);
}

function checkFigures(check: Check, path: string, scope: ReferenceScope): void {
  if (!scope.index.clauses.has(check.clause)) scope.faults.push(referenceFault(`${path}.clause`, check.clause));
  if (check.kind !== 'equal') checkOperand(check.whole, `${path}.whole`, scope);
  if (check.kind === 'atMost') checkOperand(check.part, `${path}.part`, scope);
  const list = check.kind === 'sum' ? check.parts : check.kind === 'equal' ? check.values : [];
  const key = check.kind === 'sum' ? 'parts' : 'values';
  for (const [n, operand] of list.entries()) checkOperand(operand, `${path}.${key}[${n}]`, scope);
}
