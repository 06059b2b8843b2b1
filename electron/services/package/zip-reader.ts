import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * A file as yauzl reads it. Offsets come from the file itself: one that lies outside is an error of the file here, where
 * node would throw from within a callback and end the process.
 */
export class ZipReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#handle.createReadStream({ start, end: end - 1, autoClose: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (err: Error | null) => void,
  ): void {
    const isInside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size;
    if (!isInside) {
      setImmediate(() => callback(new RangeError('offset outside the file')));
      return;
    }
    const answer = (fault: Error | null): void => void setImmediate(() => callback(fault));
    this.#handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => answer(bytesRead < length ? new RangeError('the file became shorter') : null),
      (fault: unknown) => answer(fault instanceof Error ? fault : new Error(String(fault))),
    );
  }

  /** The handle belongs to whoever opened it. */
  override close(callback: (err: Error | null) => void): void {
    setImmediate(() => callback(null));
  }
}

/** Fills a buffer from a place of a file; answers how many bytes there were. Throws the system's error. */
export async function readAt(handle: FileHandle, into: Uint8Array, position: number): Promise<number> {
  let at = 0;
  while (at < into.length) {
    const { bytesRead } = await handle.read(into, at, into.length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}
