import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';

/** Why the index was not written, from what IndexedDB or Dexie around it has thrown. */
export function indexFailure(thrown: unknown): Failure<ErrorCode> {
  return { code: isFull(thrown) ? 'index.full' : 'index.write-failed' };
}

/** Dexie wraps: a transaction that ran out of space is an AbortError with the true reason inside. */
export function isFull(thrown: unknown): boolean {
  for (let at = thrown, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    if (Reflect.get(at, 'name') === 'QuotaExceededError') return true;
    at = Reflect.get(at, 'inner');
  }
  return false;
}
