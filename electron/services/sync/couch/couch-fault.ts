import type { ErrorCode } from '#shared/errors.ts';
import type { Answer, Failure } from '#shared/result.ts';

/** A server that cannot be worked with, by the code that is told: thrown within this folder and answered at its edge. */
export class CouchFault extends Error {
  readonly failure: Failure<ErrorCode>;
  constructor(code: ErrorCode, detail: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.failure = { code, detail };
  }
}

/** A connection that broke, or on which nothing came: whether the other side had the request is unknown. */
export class Cut extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** An answer that is larger than was bargained for: less may be asked for at once. */
export class TooLarge extends Error {}

/** How the ways to check a certificate say no. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT|CERT_|UNABLE_TO_(?:VERIFY|GET|DECRYPT|DECODE)|SELF_SIGNED|DEPTH_ZERO|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH)/;

/** What a connection that cannot be had is said to be. */
export function faultOfCut(reason: string): CouchFault {
  return new CouchFault(CERTIFICATE.test(reason) ? 'sync.certificate' : 'sync.unreachable', { reason });
}

/** Whether a second try of the same may end otherwise. */
export const isPassing = ({ reason }: Cut): boolean => !CERTIFICATE.test(reason);

/** Runs a task of a server; what it throws of ours is an expected failure. Anything else passes: a bug, or what called it off. */
export async function attemptCouch<T>(task: () => Promise<T>): Answer<T> {
  try {
    return { ok: true, value: await task() };
  } catch (fault) {
    if (fault instanceof CouchFault) return { ok: false, error: fault.failure };
    if (fault instanceof Cut) return { ok: false, error: faultOfCut(fault.reason).failure };
    if (fault instanceof TooLarge)
      return { ok: false, error: { code: 'sync.foreign-answer', detail: { reason: 'TOO-LARGE' } } };
    throw fault;
  }
}
