import { clauseNumber } from '#shared/catalogue/clause-number.ts';
import { environmentOf, inEstate } from '#shared/assess/environment.ts';
import { compare, decimalText } from '#shared/assess/exact.ts';
import { asNumber } from '#shared/assess/reference.ts';
import type { Check, CheckContext, Observation } from './context.ts';

/** Fields that take another's answer by default but were answered differently. */
export const differsFromSource: Check = (context) => differences(context).map(({ observation }) => observation);

/** The same, with the reference of each such field, so that a catalogue's own check need not say it again. */
export function differences({ facts, indicators }: CheckContext): readonly { ref: string; observation: Observation }[] {
  const env = environmentOf(facts);
  return indicators.flatMap(({ result, entry }) =>
    entry.clauses.flatMap(({ clause, scope }) =>
      clause.fields.flatMap((field) => {
        if ((field.kind !== 'count' && field.kind !== 'quantity') || field.defaultsTo === undefined) return [];
        const own = scope.resolve(field.id);
        const source = scope.resolve(field.defaultsTo);
        const places = clause.each === undefined ? [null] : facts.estates;
        return places.flatMap((estate) => {
          const read = () => [asNumber(own.read(env)), asNumber(source.read(env))] as const;
          const [here, there] = estate === null ? read() : inEstate(env, estate, read);
          if (here === null || there === null || compare(here, there) === 0) return [];
          const at = estate === null ? '' : `${estate.name}：`;
          const where = source.place.in === 'clause' ? ` ${clauseNumber(source.place.clause)} ` : '基本情况';
          const figures = `${decimalText(here)}${field.unit}，${where}为 ${decimalText(there)}${source.unit}`;
          const observation: Observation = {
            indicator: result.no,
            clause: clause.id,
            kind: 'count-mismatch',
            severity: 'contradiction',
            subject: `${estate?.id ?? ''}.${field.id}/${decimalText(here)}/${decimalText(there)}`,
            message: `${at}“${field.label}”填 ${figures}，两处不一致`,
          };
          return [{ ref: `${clause.id}.${field.id}`, observation }];
        });
      }),
    ),
  );
}
