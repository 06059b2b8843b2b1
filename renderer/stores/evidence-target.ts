import type { Stores } from './context.ts';

/**
 * The clause that new evidence goes to: the one whose card lies at `at`, else the one chosen, else the shown indicator's
 * first. Null where none is on screen, or the inspection is final.
 */
export function clauseForEvidence({ session, navigation }: Stores, at: Element | null): string | null {
  const { screen, indicator, clause } = navigation.getState();
  const { inspection } = session.getState();
  if (screen !== 'walk' || inspection === null || inspection.finalised) return null;
  const indicators = inspection.catalogue.categories.flatMap((category) => category.indicators);
  const clauses = (indicators.find(({ no }) => no === indicator)?.clauses ?? []).map(({ id }) => id);
  const under = at?.closest<HTMLElement>('[data-clause]')?.dataset['clause'];
  return [under ?? '', clause ?? ''].find((id) => clauses.includes(id)) ?? clauses[0] ?? null;
}
