import { copyFile, constants, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { Sha256 } from '#shared/ids.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { makeBelow } from '#electron/services/disk/folders.ts';

/** Where an original lies below a folder of originals. */
export const originalIn = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);

/**
 * Copies an original into the folder and reads the copy again before it takes its name; false where it does not hold what
 * its name says, and then nothing is kept. Never a second name of the same file: what damages one in place would damage
 * both. Where the file system can, a copy shares its blocks until one of the two is written to (reflink): that keeps what
 * somebody writes over, but not what the disk itself forgets. Throws the system's error.
 */
export async function keepOriginal(source: string, folder: string, sha256: Sha256, draft: string): Promise<boolean> {
  try {
    await rm(draft, { force: true });
    await copyFile(source, draft, constants.COPYFILE_FICLONE);
    const handle = await open(draft, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await hashFile(draft)) !== sha256) return false;
    await makeBelow(folder, sha256.slice(0, 2));
    await renameFile(draft, originalIn(folder, sha256));
    return true;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
