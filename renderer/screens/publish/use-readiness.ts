import { useMemo } from 'react';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { type Readiness, readinessOf } from '#shared/publication/readiness.ts';

/** The readiness list of the open inspection, with the acceptances noted so far. */
export function useReadiness(): Readiness {
  const inspection = useInspection((open) => open);
  const noted = useSession((state) => state.accepted);
  return useMemo(() => {
    const { folded, facts, catalogue, assessment } = inspection;
    const accepted = folded.finalised?.accepted ?? noted;
    return readinessOf({ folded, facts, catalogue, assessment, accepted });
  }, [inspection, noted]);
}
