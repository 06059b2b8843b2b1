import type { ErrorCode } from '#shared/errors.ts';
import { err } from '#shared/result.ts';
import type { Answer, Result } from '#shared/result.ts';
import { isSystemError } from './system-error.ts';

/** What a refusal of the system is said to be: a code, to which its reason is added, or whatever its reason makes of it. */
export type Refusal = ErrorCode | ((reason: string) => Result<never, ErrorCode>);

/** Runs a task of the disk; what the system refuses is an expected failure. Anything else is a bug and stays an exception. */
export async function attempt<T>(refusal: Refusal, task: () => Answer<T>): Answer<T> {
  try {
    return await task();
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return typeof refusal === 'string' ? err(refusal, { reason: fault.code }) : refusal(fault.code);
  }
}
