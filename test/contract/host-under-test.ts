import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Result } from '#shared/result.ts';

/** A host under test: its typed face, and the same way in for what a page could send in its place. */
export interface HostUnderTest {
  readonly api: HostApi;
  /** Sends anything, as a forged page would. */
  raw(name: unknown, payload: unknown, bytes?: Uint8Array): Promise<Result<unknown, ErrorCode>>;
  close(): Promise<void>;
}

export function valueOf<T>(result: Result<T, ErrorCode>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
