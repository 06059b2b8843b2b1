import { statfs } from 'node:fs/promises';
import { isSystemError } from '#electron/services/disk/system-error.ts';

/** Bytes this user may still write where a folder lies; null where the system does not tell. */
export type FreeBytes = (folder: string) => Promise<number | null>;

export const freeBytesOnDisk: FreeBytes = async (folder) => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
};

const MB = 1024 * 1024;
const GB = 1024 * MB;

/** An amount of space as the user reads it: `812 MB`, `1.4 GB`; rounded down, so that it never promises too much. */
export function spaceText(bytes: number): string {
  return bytes < GB ? `${Math.floor(bytes / MB)} MB` : `${Math.floor(bytes / (GB / 10)) / 10} GB`;
}
