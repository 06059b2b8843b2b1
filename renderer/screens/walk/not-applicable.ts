import { compileCatalogue } from '#shared/assess/compile.ts';
import { environmentOf, inEstate } from '#shared/assess/environment.ts';
import { MET, plain, UNDETERMINED } from '#shared/assess/verdict-code.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Inspection } from '#renderer/stores/session-types.ts';

/** Labels of a checklist's boxes whose own condition is false, joined by a line break; '' where there are none. */
export function notApplicableBoxes(
  inspection: Inspection,
  clauseId: string,
  estateId: string | null,
  field: Field,
): string {
  if (field.kind !== 'checklist') return '';
  const conditional = field.options.filter((option) => option.when !== undefined);
  const clause = compileCatalogue(inspection.catalogue).clauses.get(clauseId);
  if (conditional.length === 0 || clause === undefined) return '';
  const env = environmentOf(inspection.facts);
  const off = (): string[] =>
    conditional.flatMap(({ label, when }) => {
      if (when === undefined) return [];
      const outcome = plain(clause.scope.rule(when, clause.scope).judge(env));
      return outcome === MET || outcome === UNDETERMINED ? [] : [label];
    });
  const estate = inspection.facts.estates.find((candidate) => candidate.id === estateId);
  return (estate === undefined ? off() : inEstate(env, estate, off)).join('\n');
}
