import { deferred } from '#renderer/ui/deferred.tsx';

/** The drawer of a new inspection, which the first paint of the list does without. */
export const NewInspection = deferred(async () => (await import('./new-inspection.tsx')).NewInspection);
