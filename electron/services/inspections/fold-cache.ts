import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { EMPTY_FOLD, foldInto } from '#shared/log/fold.ts';
import type { Fold } from '#shared/log/fold.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** Inspections whose events are kept in memory; a window has one open, a batch goes through them one by one. */
const KEPT = 4;

/** Folds of the inspections used last, read through `read` when first asked for. */
export interface FoldCache {
  get(inspection: InspectionId): Promise<Result<Fold, ErrorCode>>;
  /** Adds events that were just written. */
  extend(inspection: InspectionId, events: readonly Event[]): void;
  /** Drops what is in memory, so that the next `get` reads the disk. */
  forget(inspection: InspectionId): void;
}

export function createFoldCache(
  read: (inspection: InspectionId) => Promise<Result<readonly Event[], ErrorCode>>,
): FoldCache {
  const folds = new Map<InspectionId, Fold>();
  const keep = (inspection: InspectionId, fold: Fold) => {
    folds.delete(inspection);
    folds.set(inspection, fold);
    const oldest = folds.keys().next();
    if (folds.size > KEPT && oldest.done !== true) folds.delete(oldest.value);
    return ok(fold);
  };
  return {
    get: async (inspection) => {
      const known = folds.get(inspection);
      if (known !== undefined) return keep(inspection, known);
      const events = await read(inspection);
      return events.ok ? keep(inspection, foldInto(EMPTY_FOLD, events.value)) : events;
    },
    extend: (inspection, events) => {
      const known = folds.get(inspection);
      if (known !== undefined) keep(inspection, foldInto(known, events));
    },
    forget: (inspection) => {
      folds.delete(inspection);
    },
  };
}
