import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

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

/** Makes a directory's entries durable; where the system cannot (Windows), its journal does. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder for its owner alone where there is none; its name is on the disk when this answers. */
export async function makeDurableFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(path));
}

/** A failure of the disk that the system does not throw by itself. */
export class DiskFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Whether an exception is the system refusing a file operation, not a bug. */
export function isSystemError(fault: unknown): fault is Error & { readonly code: string } {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string';
}

/** The system's short reason for a failed file operation (`ENOSPC`), for an error's detail. */
export function reasonOf(fault: unknown): string {
  if (isSystemError(fault)) return fault.code;
  return fault instanceof Error ? fault.name : 'unknown';
}
