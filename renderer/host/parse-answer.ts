import * as v from 'valibot';
import { ERROR_CODES, type ErrorCode } from '#shared/errors.ts';
import { HOST, type HostName, type HostOutput } from '#shared/host/contract.ts';
import { err, ok, type Result } from '#shared/result.ts';

const Failed = v.object({
  ok: v.literal(false),
  error: v.object({
    code: v.picklist(ERROR_CODES),
    detail: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
});
const Answer = v.variant('ok', [v.object({ ok: v.literal(true), value: v.unknown() }), Failed]);

/** A call's answer from outside the window, checked against the contract; one that does not fit is `app.internal`. */
export function parseAnswer<N extends HostName>(name: N, raw: unknown): Result<HostOutput<N>, ErrorCode> {
  const answer = v.safeParse(Answer, raw);
  if (!answer.success) return err('app.internal', { call: name });
  if (!answer.output.ok) return err(answer.output.error.code, answer.output.error.detail);
  const value = v.safeParse(HOST[name].output, answer.output.value);
  if (!value.success) return err('app.internal', { call: name });
  // The schema is the one of this very name, which the compiler cannot follow through the table.
  return ok(value.output as HostOutput<N>);
}
