import type { Event } from '#shared/log/event.ts';
import { EMPTY_FOLD, foldInto, type Fold } from '#shared/log/fold.ts';

/** Folds a whole inspection from its events. */
export function foldAll(events: readonly Event[]): Fold {
  return foldInto(EMPTY_FOLD, events);
}
