import { constants, open, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lookAt } from './look-at.ts';
import { DiskFault } from './system-error.ts';

/** What is there and is neither a file nor a folder: a pipe, a socket, a device. */
const NO_FILE = 'ENOTFILE';

/** Whether reading failed, for this reason, because what is there is a folder, a pipe, a socket or a device. */
export const isNoFile = (reason: string): boolean => reason === NO_FILE || reason === 'EISDIR';

/** To open a pipe waits for whoever writes into it; with this it does not. Windows has no such pipes among its files. */
const READ = process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Opens a file for reading, and nothing but a file: of a pipe or a device a reading may never end, and opening some devices
 * does something by itself, so it is looked at before, and again once it is open. Whatever path comes from outside is read
 * through here. Throws the system's error: `EISDIR` for a folder, `ENOTFILE` for what is no file either.
 */
export async function openRegular(path: string): Promise<FileHandle> {
  refuseNoFile(await stat(path));
  const handle = await open(path, READ);
  try {
    refuseNoFile(await handle.stat());
    return handle;
  } catch (fault) {
    await handle.close();
    throw fault;
  }
}

function refuseNoFile(found: Stats): void {
  if (!found.isFile()) throw new DiskFault(found.isDirectory() ? 'EISDIR' : NO_FILE);
}

/** Whatever stands at the place of a file that is to be written and is none is refused: a pipe waits for its reader. */
export async function refuseOther(path: string): Promise<void> {
  const found = await lookAt(path, stat);
  if (found !== null) refuseNoFile(found);
}

/** All bytes of a file (`openRegular`). */
export async function readRegular(path: string): Promise<Buffer> {
  const handle = await openRegular(path);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The text of a file (`openRegular`). */
export const readRegularText = async (path: string): Promise<string> => (await readRegular(path)).toString('utf8');
