import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { HOST, type HostName, type HostOutput } from '#shared/host/contract.ts';
import { FailureRecord } from '#shared/host/failure-record.ts';
import { err, ok, type Result } from '#shared/result.ts';

const Failed = v.object({ ok: v.literal(false), error: FailureRecord });
const Answer = v.variant('ok', [v.object({ ok: v.literal(true), value: v.unknown() }), Failed]);

/** A call's answer from outside the window, checked against the contract; one that does not fit is `app.internal`. */
export function parseAnswer<N extends HostName>(name: N, raw: unknown): Result<HostOutput<N>, ErrorCode> {
  const answer = v.safeParse(Answer, raw);
  if (!answer.success) return err('app.internal', { call: name });
  if (!answer.output.ok) return answer.output;
  const value = v.safeParse(HOST[name].output, answer.output.value);
  if (!value.success) return err('app.internal', { call: name });
  // The schema is the one of this very name, which the compiler cannot follow through the table.
  return ok(value.output as HostOutput<N>);
}
