import { open } from 'node:fs/promises';

/** The few file operations of a stream, so that tests can make each of them fail. */
export interface StreamFile {
  size(): Promise<number>;
  /** Writes some of `bytes` at a position; answers how many. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a stream file for writing: `create` demands that it is not there yet, otherwise it must be. */
export type OpenStreamFile = (path: string, create: boolean) => Promise<StreamFile>;

export const openOnDisk: OpenStreamFile = async (path, create) => {
  const handle = await open(path, create ? 'wx' : 'r+', 0o600);
  return {
    size: async () => (await handle.stat()).size,
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    truncate: (length) => handle.truncate(length),
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
};
