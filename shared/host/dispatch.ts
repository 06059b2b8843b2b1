import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { err } from '../result.ts';
import { unwritableIn } from '../reading/unfit.ts';
import type { Result } from '../result.ts';
import { HOST } from './contract.ts';
import type { HostName, HostOutput, HostParsedInput } from './contract.ts';
import { limitText, MAX_UPLOAD_BYTES } from './limits.ts';

/** What answers a call: parsed input in, a result out. `bytes` is empty for calls that carry none. */
export type Handler<N extends HostName> = (
  input: HostParsedInput<N>,
  bytes: Uint8Array,
) => Promise<Result<HostOutput<N>, ErrorCode>>;

/** A handler for every call of the contract: forgetting one does not compile. */
export type HostCalls = { readonly [N in HostName]: Handler<N> };

/** Runs a call named and filled by someone who is not trusted. Never throws; every failure is a code. */
export type Dispatcher = (name: unknown, payload: unknown, bytes?: Uint8Array) => Promise<Result<unknown, ErrorCode>>;

/** Told of what must not reach the caller: an exception of a handler, an output that breaks the contract. */
export type ReportFault = (call: HostName, fault: unknown) => void;

/**
 * The one gate to the services: unknown names (`app.unknown-call`), input that breaks the contract (`app.bad-request`
 * with the path; so are half a surrogate pair and a name that no record keeps), bytes missing, unexpected or too many, and exceptions (`app.internal`, reported, never leaked).
 */
export function createDispatcher(services: HostCalls, report: ReportFault): Dispatcher {
  return async (name, payload, bytes) => {
    if (!isHostName(name)) return err('app.unknown-call');
    return runCall(services, name, payload, bytes, report);
  };
}

/** Whether a string names a call of the contract. */
export function isHostName(name: unknown): name is HostName {
  return typeof name === 'string' && Object.hasOwn(HOST, name);
}

async function runCall<N extends HostName>(
  services: HostCalls,
  name: N,
  payload: unknown,
  bytes: Uint8Array | undefined,
  report: ReportFault,
): Promise<Result<unknown, ErrorCode>> {
  const call: (typeof HOST)[N] = HOST[name];
  if (call.bytes !== (bytes !== undefined)) return err('app.bad-request', { path: 'bytes' });
  if (bytes !== undefined && bytes.byteLength > MAX_UPLOAD_BYTES) {
    return err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) });
  }
  const unfit = unwritableIn(payload);
  if (unfit !== null) return err('app.bad-request', { path: unfit.place.join('.') || 'input' });
  const input = parse(call.input, payload);
  if (!input.success) return err('app.bad-request', { path: pathOf(input.issues) });
  try {
    const handler: Handler<N> = services[name];
    // The contract's own schema made this value; the compiler cannot follow a schema chosen by a type parameter.
    const result = await handler(input.output as HostParsedInput<N>, bytes ?? new Uint8Array());
    return result.ok && !call.isParsed ? checkedOutput(call.output, name, result.value, report) : result;
  } catch (fault) {
    report(name, fault);
    return err('app.internal');
  }
}

function checkedOutput(
  schema: v.GenericSchema,
  name: HostName,
  value: unknown,
  report: ReportFault,
): Result<unknown, ErrorCode> {
  const output = parse(schema, value);
  if (output.success) return { ok: true, value: output.output };
  report(name, new Error(`output breaks the contract at ${pathOf(output.issues)}`));
  return err('app.internal');
}

const parse = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value);

/** Where the first fault is: `drafts.0.payload.field`; `input` for the whole. */
function pathOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const first = issues[0];
  return (first === undefined ? null : v.getDotPath(first)) ?? 'input';
}
