import { partsOf } from '#shared/assess/explanation.ts';
import type { Explanation } from '#shared/assess/types.ts';

/**
 * Whether both counts of the ratio with this label are known, so that a declared rate is not needed. Ratios of
 * conditions don't count: another may go by the same label, or by none.
 */
export function isRatioCounted(data: Explanation, label: string | null): boolean {
  if (data.kind === 'ratio') {
    return data.label === label && data.part.value !== null && data.whole.value !== null;
  }
  return partsOf(data).some((part) => part.as !== 'condition' && isRatioCounted(part.node, label));
}
