import { assess } from '#shared/assessment/assess.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Draft } from '#shared/log/events.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import type { Acceptance } from '#shared/log/readiness.ts';

/** Everything that makes an inspection ready for 定稿: a reply to each contradiction, an acceptance of each 待核. */
export function settlement(
  { facts }: Pick<FoldedInspection, 'facts'>,
  catalogue: Catalogue,
): { readonly replies: Draft[]; readonly accepted: Acceptance[] } {
  const { indicators, findings } = assess(catalogue, facts);
  return {
    replies: findings
      .filter(({ severity }) => severity === 'contradiction')
      .map(({ key }) => ({ type: 'finding.replied', payload: { key, reason: '以公示原文为准', by: '张三' } })),
    accepted: indicators
      .filter(({ result }) => result === '待核')
      .map(({ no }) => ({ indicator: no, reason: '现场无法核实' })),
  };
}
