import { copyFile, link, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { syncFolder } from '#electron/services/disk/disk.ts';
import type { Sha256 } from '#shared/ids.ts';
import { hashFile } from '#electron/services/disk/hash-file.ts';
import { makeBelow } from './steps.ts';

/** Where an original lies below a folder of originals. */
export const originalIn = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);

/** Whether an original of this size is kept already; its bytes were checked when it came. */
export async function isKept(folder: string, sha256: Sha256, size: number): Promise<boolean> {
  return (await stat(originalIn(folder, sha256)).catch(() => null))?.size === size;
}

/**
 * Adds an original to the folder, linked where both are on one disk, copied otherwise; false where its bytes are not
 * what its name says, and then nothing is kept. Throws the system's error.
 */
export async function keepOriginal(source: string, folder: string, sha256: Sha256, draft: string): Promise<boolean> {
  const path = originalIn(folder, sha256);
  try {
    await rm(draft, { force: true });
    await linkOrCopy(source, draft);
    if ((await hashFile(draft)) !== sha256) return false;
    await makeBelow(folder, sha256.slice(0, 2));
    await renameFile(draft, path);
    await syncFolder(dirname(path));
    return true;
  } finally {
    // Renaming one link onto another of the same file leaves both.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function linkOrCopy(source: string, draft: string): Promise<void> {
  try {
    await link(source, draft);
  } catch {
    // Another disk, or one without links.
    await copyFile(source, draft);
    const handle = await open(draft, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
