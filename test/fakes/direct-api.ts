import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { HostName, HostOutput } from '#shared/host/contract.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { Result } from '#shared/result.ts';

/** The window's view of a dispatcher without anything in between. */
export function directApi(dispatch: Dispatcher, on: (listener: (event: HostEvent) => void) => () => void): HostApi {
  // The dispatcher has parsed every value with the contract's output schema.
  const typed = <N extends HostName>(result: Result<unknown, ErrorCode>) => result as Result<HostOutput<N>, ErrorCode>;
  return {
    call: async <N extends HostName>(name: N, input: unknown) => typed<N>(await dispatch(name, input)),
    upload: async <N extends HostName>(name: N, input: unknown, bytes: Uint8Array) =>
      typed<N>(await dispatch(name, input, bytes)),
    on,
  };
}
