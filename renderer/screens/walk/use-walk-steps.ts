import { useMemo } from 'react';
import { App } from 'antd';
import type { IndicatorResult } from '#shared/assess/types.ts';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';

export interface WalkSteps {
  readonly previous: IndicatorResult | undefined;
  readonly next: IndicatorResult | undefined;
  readonly goPrevious: () => void;
  readonly goNext: () => void;
  readonly goUndetermined: () => void;
}

/** Where one can go from the current indicator. */
export function useWalkSteps(): WalkSteps {
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const current = useNavigation((state) => state.indicator);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const { message } = App.useApp();
  return useMemo(() => {
    const at = results.findIndex((result) => result.no === current);
    const previous = results[at - 1];
    const next = results[at + 1];
    const go = (result: IndicatorResult | undefined) => {
      if (result !== undefined) showIndicator(result.no);
    };
    return {
      previous,
      next,
      goPrevious: () => go(previous),
      goNext: () => go(next),
      goUndetermined: () => {
        const found = nextUndetermined(results, at);
        if (found === undefined) void message.info(walkText.noneUndetermined);
        else showIndicator(found.no, found.clauses.find((clause) => clause.result === '待核')?.id);
      },
    };
  }, [results, current, showIndicator, message]);
}

/** The next 待核 after a place, starting over at the end; the place itself only when it is the last one left. */
export function nextUndetermined(results: readonly IndicatorResult[], at: number): IndicatorResult | undefined {
  return [...results.slice(at + 1), ...results.slice(0, at + 1)].find((result) => result.result === '待核');
}
