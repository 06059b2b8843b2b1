import { useMemo } from 'react';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { type Readiness, readinessOf } from '#shared/publication/readiness.ts';
import { acceptancesIn } from './acceptances.ts';

/** The readiness list of the open inspection, with the acceptances noted so far. */
export function useReadiness(): Readiness {
  const inspection = useInspection((open) => open);
  const typed = useSession((state) => state.typed);
  return useMemo(() => {
    const { folded, facts, catalogue, assessment } = inspection;
    const accepted = folded.finalised?.accepted ?? acceptancesIn(typed);
    return readinessOf({ folded, facts, catalogue, assessment, accepted });
  }, [inspection, typed]);
}
