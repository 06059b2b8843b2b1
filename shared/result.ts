import type { ErrorCode } from './errors.ts';

/** The outcome of anything that can fail for a reason a user must be told. Exceptions mean bugs. */
export type Result<T, C extends string = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure<C> };

/** The outcome of something that takes its time: what can fail has a code of the catalogue. */
export type Answer<T> = Promise<Result<T, ErrorCode>>;

/** A coded failure. `detail` holds plain values for the wording (a path, a number), never a sentence. */
export interface Failure<C extends string = string> {
  readonly code: C;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Wraps a value as success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a code (and what the wording needs to know) as failure. */
export function err<C extends string>(
  code: C,
  detail?: Readonly<Record<string, string | number>>,
): { readonly ok: false; readonly error: Failure<C> } {
  return { ok: false, error: detail === undefined ? { code } : { code, detail } };
}

/** Closes a switch over a union: a new member fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
