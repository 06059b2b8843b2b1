import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Answer, type Failure } from '#shared/result.ts';
import { readBytes } from './read-bytes.ts';
import type { WorkContext } from './work-context.ts';

/** Bytes of one piece: a file may be larger than what a window can hold, or a call may carry. */
const PIECE = 8 * 1024 * 1024;

export interface Receiver<T> {
  /** Takes the piece that begins at byte `at`. */
  readonly take: (at: number, piece: Uint8Array) => Answer<T>;
  readonly cancelled: ErrorCode;
  /** A file on a drive that is pulled out cannot be read any more: the browser throws. */
  readonly unreadable: Failure<ErrorCode>;
}

/** Sends a file piece by piece, in order, and answers what the last one was answered with; null: it is empty. */
export async function sendPieces<T>(
  file: Blob,
  { take, cancelled, unreadable }: Receiver<T>,
  { signal, tell }: WorkContext,
): Answer<T | null> {
  let last: T | null = null;
  for (let at = 0; at < file.size; at += PIECE) {
    if (signal.aborted) return err(cancelled);
    const slice = file.slice(at, at + PIECE);
    const piece = await readBytes(slice);
    if (piece === null) return { ok: false, error: unreadable };
    const taken = await take(at, piece);
    if (!taken.ok) return taken;
    last = taken.value;
    tell(at + slice.size, file.size);
  }
  return ok(last);
}
