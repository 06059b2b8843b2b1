import * as v from 'valibot';

/**
 * A place in the window's bundle, at most with the name of a function. It has no room for a message: what an exception
 * says may quote what somebody typed.
 */
const Place = v.pipe(v.string(), v.regex(/^(?:[\w$.<>]{1,60} )?(?:assets\/[\w.-]{1,80}:\d{1,7}:\d{1,7}|elsewhere)$/));

/** A fault of the window, for the log. */
export const FaultReport = v.strictObject({
  /** Uncaught exception, promise that nobody handled, broken screen, refusal by the content policy. */
  kind: v.picklist(['error', 'rejection', 'screen', 'policy']),
  /** The exception's class, or the policy's directive. */
  name: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z-]{0,39}$/)),
  places: v.pipe(v.array(Place), v.maxLength(12)),
});
export type FaultReport = v.InferOutput<typeof FaultReport>;
