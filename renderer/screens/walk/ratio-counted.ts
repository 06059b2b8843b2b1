import type { Explanation } from '#shared/assess/types.ts';

/** Whether both counts of the ratio with this label are known, so that a declared rate is not needed. */
export function isRatioCounted(data: Explanation, label: string | null): boolean {
  return ratiosIn(data).some(
    (ratio) => ratio.label === label && ratio.part.value !== null && ratio.whole.value !== null,
  );
}

function ratiosIn(data: Explanation): readonly Extract<Explanation, { kind: 'ratio' }>[] {
  switch (data.kind) {
    case 'ratio':
      return [data];
    case 'all':
    case 'any':
    case 'atLeast':
      return data.parts.flatMap(ratiosIn);
    case 'not':
      return ratiosIn(data.part);
    case 'when':
    case 'case':
      return data.then === null ? [] : ratiosIn(data.then);
    case 'estates':
      return data.parts.flatMap(({ part }) => ratiosIn(part));
    default:
      return [];
  }
}
