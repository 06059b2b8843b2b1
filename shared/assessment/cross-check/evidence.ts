import type { EvidenceWanted } from '#shared/catalogue/schema.ts';
import type { Evidence, Facts } from '#shared/facts/schema.ts';
import { readTarget } from '#shared/facts/target.ts';
import type * as v from 'valibot';
import type { Check } from './context.ts';

type Wanted = v.InferOutput<typeof EvidenceWanted>;

/** Clauses that are 符合 without the evidence that their catalogue entry asks for. */
export const evidenceMissing: Check = ({ facts, indicators }) =>
  indicators.flatMap(({ result, clauses }) =>
    clauses
      .filter((clause) => clause.result.result === '符合' && result.waiver === null)
      .flatMap(({ compiled: { clause } }) => {
        const lacking = lackingOf(clause.evidence, attachedTo(facts, clause.id, result.no));
        if (lacking.length === 0) return [];
        const names = lacking.map(({ label }) => label).join('、');
        return [
          {
            indicator: result.no,
            clause: clause.id,
            kind: 'evidence-missing' as const,
            severity: 'notice' as const,
            subject: names,
            message: `判为符合，但缺佐证：${names}`,
          },
        ];
      }),
  );

/** Evidence filed under the indicator serves each of its clauses. */
function attachedTo(facts: Facts, clause: string, indicator: number): readonly Evidence[] {
  return facts.evidence.filter((evidence) => {
    const about = readTarget(evidence.clause);
    return about !== null && (about.clause === null ? about.indicator === indicator : about.clause === clause);
  });
}

/** Each piece serves one wish: photos first those for photos; a photographed document is a document. */
function lackingOf(wanted: readonly Wanted[], attached: readonly Evidence[]): readonly Wanted[] {
  const photos = attached.filter(isPhoto).length;
  const photoWishes = wanted.filter(({ kind }) => kind === 'photo');
  const otherWishes = wanted.filter(({ kind }) => kind !== 'photo');
  const left = attached.length - Math.min(photos, photoWishes.length);
  return [...photoWishes.slice(photos), ...otherWishes.slice(left)];
}

export function isPhoto(evidence: Evidence): boolean {
  return evidence.mime.startsWith('image/');
}
