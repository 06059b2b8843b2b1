import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DiskFault, reasonOf } from './system-error.ts';

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

/** Makes a folder, usually for its owner alone, and nothing above it: below a drive that is gone it would hide what comes back. */
export async function makeFolder(path: string, mode = 0o700): Promise<void> {
  await mkdir(path, { mode }).catch((fault: unknown) => {
    if (reasonOf(fault) !== 'EEXIST') throw fault;
  });
}

/**
 * Makes a folder and what is missing above it, each name on the disk before there is one below it; false: it was
 * there. Asks once for each level: Node's own way asks for ever where a system (`/proc`) will not have a folder and says
 * that it is not there. Throws the system's error.
 */
export async function makeFolders(path: string, mode = 0o700): Promise<boolean> {
  if (await isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path && !(await isFolder(parent))) await makeFolders(parent, mode);
  await mkdir(path, { mode }).catch(async (fault: unknown) => {
    if (await isFolder(path)) return;
    throw reasonOf(fault) === 'EEXIST' ? new DiskFault('ENOTDIR') : fault;
  });
  await syncFolder(parent);
  return true;
}

/** Whether there is a folder; links are followed. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() === true;

/**
 * Makes folders one below the other under `root`, and never `root` itself: a drive that is pulled out must not become a
 * folder of that name. Answers the innermost. Throws the system's error.
 */
export async function makeBelow(root: string, ...names: readonly string[]): Promise<string> {
  let path = root;
  for (const name of names) {
    path = join(path, name);
    await makeFolder(path);
  }
  return path;
}
