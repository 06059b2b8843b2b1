import type { Explanation } from '#shared/assess/types.ts';
import { VERDICTS } from '#shared/facts/schema.ts';
import { walkText } from '#renderer/text/walk-text.ts';

type EstatePart = Extract<Explanation, { kind: 'estates' }>['parts'][number];

/** The results per 小区, wherever in the explanation they stand. */
export function estatePartsOf(data: Explanation): readonly EstatePart[] {
  if (data.kind === 'estates') return data.parts;
  if (data.kind === 'when' && data.then !== null) return estatePartsOf(data.then);
  return [];
}

/** `3 个小区：符合 2、待核 1`: for a clause whose 小区 each carry their own arithmetic; null for any other. */
export function estateSummary(data: Explanation): string | null {
  const parts = estatePartsOf(data);
  if (parts.length === 0) return null;
  const counts = VERDICTS.map((verdict) => ({
    verdict,
    count: parts.filter(({ part }) => part.verdict === verdict).length,
  }));
  const said = counts.filter(({ count }) => count > 0).map(({ verdict, count }) => `${verdict} ${count}`);
  return walkText.estateSummary(parts.length, said.join('、'));
}
