import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';

/** What a command may touch of the process: the real one in main.ts, captured text in tests. */
export interface Io {
  /** Bytes of a file; `-` is standard input. Rejects as node:fs does. */
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** A subcommand: done, or a coded failure of the input. A fault of ours is an exception. */
export interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[], io: Io) => Promise<Result<null, ErrorCode>>;
}
