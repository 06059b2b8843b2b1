/** The page (from 1) that a third of the way down the view belongs to; `tops` are the pages' offsets in scroll order. */
export function pageInSight(tops: readonly number[], scrollTop: number, viewHeight: number): number {
  const line = scrollTop + viewHeight / 3;
  const index = tops.findLastIndex((top) => top <= line);
  return Math.max(1, index + 1);
}
