import type { ErrorCode } from '../errors.ts';
import type { Result } from '../result.ts';
import type { HostInput, HostName, HostOutput, UploadName } from './contract.ts';
import type { HostEvent } from './records.ts';

/** The host as the window sees it: the same over Electron IPC, loopback HTTP and direct calls. */
export interface HostApi {
  /** Runs a call. Never throws for an expected failure: the code says what happened. */
  call<N extends Exclude<HostName, UploadName>>(
    name: N,
    input: HostInput<N>,
  ): Promise<Result<HostOutput<N>, ErrorCode>>;
  /** Runs a call that carries bytes. */
  upload<N extends UploadName>(
    name: N,
    input: HostInput<N>,
    bytes: Uint8Array,
  ): Promise<Result<HostOutput<N>, ErrorCode>>;
  /** Listens to host events; the returned function stops. */
  on(listener: (event: HostEvent) => void): () => void;
}
