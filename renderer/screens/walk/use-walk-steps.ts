import { useMemo } from 'react';
import { App } from 'antd';
import type { IndicatorResult } from '#shared/assess/types.ts';
import { useInspection, useNavigation, useStores } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { goOnWithin, goToMissing } from '#renderer/parts/fields/missing.ts';

export interface WalkSteps {
  readonly previous: IndicatorResult | undefined;
  readonly next: IndicatorResult | undefined;
  readonly goPrevious: () => void;
  readonly goNext: () => void;
  /** To the next place, field by field, that keeps an indicator 待核, or to the one before. */
  readonly goUndetermined: (way: 1 | -1) => void;
}

/** Where one can go from the current indicator. */
export function useWalkSteps(): WalkSteps {
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const current = useNavigation((state) => state.indicator);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const stores = useStores();
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
      goUndetermined: (way) => {
        if (goOnWithin(stores, way)) return;
        const found = nextUndetermined(results, at, way);
        if (found === undefined) void message.info(walkText.noneUndetermined);
        else goToMissing(stores, found.no, way);
      },
    };
  }, [results, current, showIndicator, stores, message]);
}

/** The next 待核 on the way from a place, starting over at the end; the place itself only when it is the last one left. */
export function nextUndetermined(
  results: readonly IndicatorResult[],
  at: number,
  way: 1 | -1 = 1,
): IndicatorResult | undefined {
  const ahead =
    way > 0
      ? [...results.slice(at + 1), ...results.slice(0, at + 1)]
      : [...results.slice(at), ...results.slice(0, Math.max(0, at))].toReversed();
  return ahead.find((result) => result.result === '待核');
}
