const SPAN_MS = 60_000;

/** Answers, each time the window's page has died, what to do about it. */
export type CrashRule = () => 'reload' | 'ask';

/** A page that died is loaded again once; one that dies again within a minute would go on dying, so the user is asked. */
export function createCrashRule(now: () => number): CrashRule {
  let last = -Infinity;
  return () => {
    const again = now() - last < SPAN_MS;
    last = now();
    return again ? 'ask' : 'reload';
  };
}
