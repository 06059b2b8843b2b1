import type { Explanation } from '#shared/assess/types.ts';
import { VERDICTS, type Verdict } from '#shared/facts/schema.ts';
import { walkText } from '#renderer/text/walk-text.ts';

type EstatesNode = Extract<Explanation, { kind: 'estates' }>;

/** How a clause stands towards one 小区: judged, not concerned, or not known before its condition is answered. */
export type EstateStanding =
  { readonly is: 'judged'; readonly part: Explanation } | { readonly is: 'outside' } | { readonly is: 'unsure' };

/** Where the explanation goes through the 小区; null where it does not get that far (the clause does not apply). */
export function estatesNodeOf(data: Explanation): EstatesNode | null {
  if (data.kind === 'estates') return data;
  return data.kind === 'when' && data.then !== null ? estatesNodeOf(data.then) : null;
}

export function standingOf(node: EstatesNode | null, estate: string): EstateStanding {
  const judged = node?.parts.find((part) => part.estate === estate);
  if (judged !== undefined) return { is: 'judged', part: judged.part };
  const isOutside = node === null || node.outside.some((other) => other.estate === estate);
  return { is: isOutside ? 'outside' : 'unsure' };
}

/** `3 个小区：符合 2、待核 1`: for a clause whose 小区 each carry their own arithmetic; null for any other. */
export function estateSummary(data: Explanation): string | null {
  const node = estatesNodeOf(data);
  if (node === null || node.noneListed) return null;
  const verdicts: readonly Verdict[] = [
    ...node.parts.map(({ part }) => part.verdict),
    ...node.unsure.map(() => '待核' as const),
    ...node.outside.map(() => '不适用' as const),
  ];
  const said = VERDICTS.map((verdict) => ({ verdict, count: verdicts.filter((other) => other === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${verdict} ${count}`);
  return walkText.estateSummary(verdicts.length, said.join('、'));
}
