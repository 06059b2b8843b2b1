import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { ZipFile } from 'yazl';
import { openRegular } from '#electron/services/disk/regular-file.ts';
import { Sha256 } from '#shared/ids.ts';

/** A file for a zip: in memory, or on disk to be read in pieces. `bytes` is what it must hold when it is read. */
export interface ZipSource {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly from: Uint8Array | { readonly file: string };
}

/** A source that no longer holds what was said of it. */
export class SourceChanged extends Error {
  readonly path: string;
  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

/** One time for all entries, the earliest that a zip can say: the package tells in its manifest when it was made. */
const ENTRY_TIME = new Date(1980, 0, 1);
const ENTRY = { mtime: ENTRY_TIME, mode: 0o100644, compress: false, forceDosTimestamp: true } as const;

export interface ZipControl {
  readonly signal: AbortSignal;
  /** Told again and again how many bytes of content are written. */
  readonly onBytes: (written: number) => void;
}

/**
 * Writes sources to the empty file at `path` as they come, uncompressed, and fsyncs; answers the zip's own size and hash. Throws the
 * system's error, `SourceChanged`, or the signal's abort; whatever was written is then the caller's to remove.
 */
export async function writeZip(
  path: string,
  sources: readonly ZipSource[],
  { signal, onBytes }: ZipControl,
): Promise<{ size: number; sha256: Sha256 }> {
  const handle = await open(path, 'r+');
  try {
    const written = await pour(handle, sources, signal, onBytes);
    await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

async function pour(
  handle: FileHandle,
  sources: readonly ZipSource[],
  signal: AbortSignal,
  onBytes: (written: number) => void,
): Promise<{ size: number; sha256: Sha256 }> {
  const stop = new AbortController();
  let failure: unknown = null;
  const fail = (fault: unknown): void => {
    failure ??= fault;
    stop.abort();
  };
  const zip = new ZipFile();
  zip.on('error', fail);
  let content = 0;
  const onRead = (bytes: number): void => onBytes((content += bytes));
  for (const source of sources) addSource(zip, source, { fail, onRead, signal: stop.signal });
  zip.end();
  const hash = createHash('sha256');
  let size = 0;
  const toDisk = async (source: AsyncIterable<string | Buffer>): Promise<void> => {
    for await (const piece of source) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(chunk);
      await writeAll(handle, chunk);
      size += chunk.length;
    }
  };
  try {
    await pipeline(Readable.from(zip.outputStream), toDisk, { signal: AbortSignal.any([signal, stop.signal]) });
  } catch (fault) {
    throw failure ?? fault;
  } finally {
    // What was still being read is let go of.
    stop.abort();
  }
  return { size, sha256: v.parse(Sha256, hash.digest('hex')) };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) done += (await handle.write(chunk, done)).bytesWritten;
}

interface Pouring {
  readonly fail: (fault: unknown) => void;
  readonly onRead: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Entries are opened one after the other. yazl does not pass on the errors of what it reads, so they are told here. */
function addSource(zip: ZipFile, { path, bytes, sha256, from }: ZipSource, { fail, onRead, signal }: Pouring): void {
  if (from instanceof Uint8Array) {
    zip.addBuffer(Buffer.from(from.buffer, from.byteOffset, from.byteLength), path, ENTRY);
    return;
  }
  zip.addReadStreamLazy(path, { ...ENTRY, size: bytes }, (give) => {
    const [hash, count] = [createHash('sha256'), { bytes: 0 }];
    const checked = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        count.bytes += chunk.length;
        onRead(chunk.length);
        done(null, chunk);
      },
      flush(done) {
        const isSame = count.bytes === bytes && hash.digest('hex') === sha256;
        done(isSame ? null : new SourceChanged(path));
      },
    });
    openRegular(from.file)
      .then((handle) => pipeline(handle.createReadStream(), checked, { signal }))
      .catch(fail);
    give(null, checked);
  });
}
