import { useCallback } from 'react';
import { useNavigation } from '../stores/context.ts';
import { landWhenShown } from './fields/land.ts';

/** A part of an indicator's page: where evidence goes in, the published text, or one of its clauses. */
export type IndicatorPart = 'evidence' | 'narrative' | { readonly clause: string };

const partIn = (page: ParentNode, part: IndicatorPart): HTMLElement | null => {
  if (part === 'evidence') return page.querySelector<HTMLElement>('.side .drop') ?? page.querySelector('.side section');
  if (part === 'narrative') return page.querySelector<HTMLElement>('.narr');
  return page.querySelector<HTMLElement>(`[data-clause="${CSS.escape(part.clause)}"]`);
};

/** Shows an indicator, with the focus on a part of its page. */
export function useGoToPart(): (no: number, part: IndicatorPart) => void {
  const showIndicator = useNavigation((state) => state.showIndicator);
  return useCallback(
    (no, part) => {
      showIndicator(no, typeof part === 'string' ? undefined : part.clause);
      landWhenShown(() => {
        const page = document.querySelector(`main[data-indicator="${no}"]`)?.parentElement ?? null;
        return page === null ? null : partIn(page, part);
      });
    },
    [showIndicator],
  );
}
