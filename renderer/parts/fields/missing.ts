import { useCallback } from 'react';
import { waitedFor } from '#shared/assess/waiting.ts';
import { useStores, type Stores } from '#renderer/stores/context.ts';
import type { Inspection } from '#renderer/stores/session-types.ts';
import { landOn, landWhenShown } from './land.ts';

type Way = 1 | -1;

/** The places of the shown indicator that keep it 待核, as they stand: fields that are waited for, else the clause itself. */
function stopsIn(root: ParentNode, inspection: Inspection, no: number): readonly HTMLElement[] {
  const result = inspection.assessment.indicators.find((indicator) => indicator.no === no);
  const invalid = inspection.invalid.flatMap(({ place }) => (place.of === 'answer' ? [place] : []));
  const open = result?.result === '待核' ? result.clauses.filter((clause) => clause.result === '待核') : [];
  return open.flatMap(({ id }) => {
    const card = root.querySelector<HTMLElement>(`[data-clause="${CSS.escape(id)}"]`);
    if (card === null) return [];
    const waiting = waitedFor(inspection.catalogue, inspection.facts, id, invalid);
    const fields = [...card.querySelectorAll<HTMLElement>('[data-asked]')]
      .filter(({ dataset }) => waiting.has(dataset['asked'] ?? ''))
      .flatMap((field) => controlIn(field) ?? []);
    return fields.length > 0 ? fields : [card];
  });
}

/** What of a field takes the answer, the first that suits; a control that is no field at all last. */
const CONTROLS = [
  '[data-land]',
  '[aria-checked="mixed"]:not(:disabled)',
  '[role="radio"][tabindex="0"]:not(:disabled)',
  'input:not(:disabled), textarea:not(:disabled)',
  'button:not(:disabled)',
];

function controlIn(field: HTMLElement): HTMLElement | null {
  for (const control of CONTROLS) {
    const found = field.querySelector<HTMLElement>(control);
    if (found !== null) return found;
  }
  return null;
}

/** The stop that lies next in a direction from where the focus is; undefined: none lies there. */
function stopFrom(stops: readonly HTMLElement[], from: Element | null, way: Way): HTMLElement | undefined {
  const { DOCUMENT_POSITION_FOLLOWING, DOCUMENT_POSITION_PRECEDING, DOCUMENT_POSITION_CONTAINS } = Node;
  if (from === null) return way > 0 ? stops[0] : undefined;
  return way > 0
    ? stops.find((stop) => (from.compareDocumentPosition(stop) & DOCUMENT_POSITION_FOLLOWING) !== 0)
    : stops.findLast((stop) => {
        const lies = from.compareDocumentPosition(stop);
        return (lies & DOCUMENT_POSITION_PRECEDING) !== 0 && (lies & DOCUMENT_POSITION_CONTAINS) === 0;
      });
}

const shownIndicator = (no: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`main[data-indicator="${no}"]`);

/** Puts the focus on the next place in the shown indicator that keeps it 待核; answers whether there is one. */
export function goOnWithin({ session, navigation }: Stores, way: Way): boolean {
  const { inspection } = session.getState();
  const root = shownIndicator(navigation.getState().indicator);
  if (inspection === null || root === null) return false;
  const at = document.activeElement;
  const stops = stopsIn(root, inspection, navigation.getState().indicator);
  const stop = stopFrom(stops, at !== null && root.contains(at) ? at : null, way);
  if (stop !== undefined) landOn(stop);
  return stop !== undefined;
}

/** Shows an indicator, with the focus on the first place that keeps it 待核, or backwards on the last. */
export function goToMissing({ session, navigation }: Stores, no: number, way: Way = 1): void {
  const clauses = session.getState().inspection?.assessment.indicators.find((one) => one.no === no)?.clauses ?? [];
  const clause = clauses.find(({ result }) => result === '待核')?.id;
  navigation.getState().showIndicator(no, clause);
  landWhenShown(() => {
    const { inspection } = session.getState();
    const root = shownIndicator(no);
    if (inspection === null || root === null) return null;
    return stopsIn(root, inspection, no).at(way > 0 ? 0 : -1) ?? root.querySelector<HTMLElement>('h1');
  });
}

/** For links to what is missing. */
export function useGoToMissing(): (no: number) => void {
  const stores = useStores();
  return useCallback((no: number) => goToMissing(stores, no), [stores]);
}

/**
 * Goes on from a figure that was entered: to the next place of its indicator that is missing, else out of the field, so
 * that keys are commands again. Outside 逐项 the focus stays.
 */
export function useGoOn(): (field: HTMLElement) => void {
  const stores = useStores();
  return useCallback(
    (field: HTMLElement) => {
      // What was entered decides which fields are asked for; they are there with the next frame.
      requestAnimationFrame(() => {
        const card = field.closest<HTMLElement>('main [data-clause]');
        if (card !== null && document.activeElement === field && !goOnWithin(stores, 1)) landOn(card);
      });
    },
    [stores],
  );
}
