/**
 * `next` with every part that equals its counterpart in `previous` replaced by that very object, so that selectors and
 * memoised components see only real changes. Both must be plain JSON values.
 */
export function reuse<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next) || !isContainer(previous) || !isContainer(next)) return next;
  if (Array.isArray(previous) !== Array.isArray(next)) return next;
  const before = new Map(Object.entries(previous));
  const merged = Object.entries(next).map(([key, value]) => [key, reuse(before.get(key), value)] as const);
  const same =
    merged.length === before.size && merged.every(([key, value]) => before.has(key) && before.get(key) === value);
  // Rebuilding from entries of a T gives a T again: the same keys, values equal as JSON.
  if (same) return previous as T;
  return (Array.isArray(next) ? merged.map(([, value]) => value) : Object.fromEntries(merged)) as T;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
