import { environmentOf, inEstate } from '#shared/assess/environment.ts';
import { compare, decimalText } from '#shared/assess/exact.ts';
import { nodesOf } from '#shared/assess/explanation.ts';
import { asPercent } from '#shared/assess/reference.ts';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import type { Explanation } from '#shared/assess/types.ts';
import { checksum } from './checksum.ts';
import { type Check, firstClause } from './context.ts';

/** Clauses that are 符合 only by a 申报值. */
export const declaredOnly: Check = ({ indicators }) =>
  indicators.flatMap(({ result, clauses }) =>
    clauses
      .filter((clause) => clause.result.declared)
      .map(({ result: clause }) => ({
        indicator: result.no,
        clause: clause.id,
        kind: 'declared-only' as const,
        severity: 'notice' as const,
        subject: declaredIn(clause.data).join('、'),
        message: `只凭申报值判为符合：${clause.explanation}`,
      })),
  );

function declaredIn(data: Explanation): readonly string[] {
  return nodesOf(data).flatMap((node) => (node.kind === 'ratio' && node.declared ? [node.percent ?? ''] : []));
}

/** Ratios whose numerator is greater than their denominator. */
export const partExceedsWhole: Check = ({ indicators }) =>
  indicators.flatMap(({ result, clauses }) =>
    clauses.flatMap(({ result: clause }) =>
      nodesOf(clause.data).flatMap((node) => {
        if (node.kind !== 'ratio' || node.problem !== 'part-exceeds-whole') return [];
        const { part, whole } = node;
        return [
          {
            indicator: result.no,
            clause: clause.id,
            kind: 'part-exceeds-whole' as const,
            severity: 'contradiction' as const,
            subject: `${part.label}/${part.value ?? ''}/${whole.value ?? ''}`,
            message: `“${part.label}”${part.value ?? ''}${part.unit} 大于“${whole.label}”${whole.value ?? ''}${whole.unit}`,
          },
        ];
      }),
    ),
  );

/** 申报值 of more than 100 %. */
export const ratesOverWhole: Check = ({ facts, indicators }) => {
  const env = environmentOf(facts);
  return indicators.flatMap(({ result, clauses }) =>
    clauses.flatMap(({ compiled: { clause, scope } }) =>
      clause.fields.flatMap((field) => {
        if (field.kind !== 'rate') return [];
        const { read } = scope.resolve(field.id);
        const places = clause.each === undefined ? [null] : facts.estates;
        return places.flatMap((estate) => {
          const answer = () => asPercent(read(env));
          const percent = estate === null ? answer() : inEstate(env, estate, answer);
          if (percent === null || compare(percent, 100) <= 0) return [];
          const shown = `${decimalText(percent)}%`;
          return [
            {
              indicator: result.no,
              clause: clause.id,
              kind: 'part-exceeds-whole' as const,
              severity: 'contradiction' as const,
              subject: `${estate?.id ?? ''}.${field.id}/${shown}`,
              message: `${estate === null ? '' : `${estate.name}：`}“${field.label}”填 ${shown}，大于 100%，不能据此判定`,
            },
          ];
        });
      }),
    ),
  );
};

/** Results decided where the standard says nothing (exactly 2000 人). */
export const standardGaps: Check = ({ indicators }) =>
  indicators.flatMap(({ result, clauses }) =>
    clauses.flatMap(({ result: clause }) =>
      nodesOf(clause.data).flatMap((node) =>
        node.kind !== 'case' || node.note === null
          ? []
          : [
              {
                indicator: result.no,
                clause: clause.id,
                kind: 'standard-gap' as const,
                severity: 'notice' as const,
                subject: node.note,
                message: node.note,
              },
            ],
      ),
    ),
  );

/** 完成情况 edited by hand on facts that have changed since. */
export const staleNarratives: Check = ({ facts, indicators, compiled }) =>
  indicators
    .filter(({ result }) => result.narrativeSource === 'stale')
    .map((indicator) => ({
      indicator: indicator.result.no,
      clause: firstClause(indicator),
      kind: 'narrative-stale' as const,
      severity: 'notice' as const,
      subject: checksum(narrativeBasis(facts, indicator.entry.indicator, compiled.catalogue)),
      message: '完成情况是手工修改的，此后填报值有变化，请重新核对文字',
    }));
