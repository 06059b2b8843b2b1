import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { Result } from '#shared/result.ts';

/** A stored file that a page may fetch, by the name that the page gives it. */
export type FetchedFile = Omit<ServedFile, 'name'>;

/** What a shell (Electron, or the loopback server) needs of the host. Inputs of `call` are raw: the host checks them. */
export interface ShellHost {
  readonly call: Dispatcher;
  on(listener: (event: HostEvent) => void): () => void;
  /** An original or a notice by its hash. */
  findFile(sha256: string): Promise<Result<FetchedFile, ErrorCode>>;
}
