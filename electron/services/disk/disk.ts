import { mkdir, open, stat } from 'node:fs/promises';
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

/**
 * What a system answers where a folder cannot be synced at all (network and FUSE disks, some drivers): the entry is as
 * safe there as it can be made. A disk that fails says `EIO`, which is none of these.
 */
const NO_SYNC: ReadonlySet<string> = new Set([
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EPERM',
  'EACCES',
  'EISDIR',
  'EBADF',
]);

/** Makes a directory's entries durable, where the system can (Windows cannot: its journal does). Throws the system's error. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (fault) {
    if (!NO_SYNC.has(reasonOf(fault))) throw fault;
  }
}

/** Makes a folder for its owner alone where there is none; its name is on the disk when this answers. */
export async function makeDurableFolder(path: string): Promise<void> {
  // One that is there may be what a crash left, its name not on the disk yet.
  if (!(await makeFolders(path))) await syncFolder(dirname(path));
}

/** Makes a folder for its owner alone, and nothing above it: below a drive that is gone it would hide what comes back. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((fault: unknown) => {
    if (reasonOf(fault) !== 'EEXIST') throw fault;
  });
}

/**
 * Makes a folder and what is missing above it, each name on the disk before there is one below it; false: it was
 * there. Asks once for each level: Node's own way asks for ever where a system (`/proc`) will not have a folder and says
 * that it is not there. Throws the system's error.
 */
export async function makeFolders(path: string, mode = 0o700): Promise<boolean> {
  if (await isMade(path)) return false;
  const parent = dirname(path);
  if (parent !== path && !(await isMade(parent))) await makeFolders(parent, mode);
  await mkdir(path, { mode }).catch(async (fault: unknown) => {
    if (await isMade(path)) return;
    throw reasonOf(fault) === 'EEXIST' ? new DiskFault('ENOTDIR') : fault;
  });
  await syncFolder(parent);
  return true;
}

const isMade = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true;

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
