import { statfs } from 'node:fs/promises';
import { isSystemError } from '#electron/services/disk/system-error.ts';

/** The largest file the disk of a folder can hold, in bytes; null where it holds any, or the system does not tell. */
export type FileLimit = (folder: string) => Promise<number | null>;

/** `MSDOS_SUPER_MAGIC` of statfs(2): FAT keeps a file's length in 32 bits. */
const FAT = 0x4d44;
const FAT_LIMIT = 2 ** 32 - 1;

export const fileLimitOnDisk: FileLimit = async (folder) => {
  try {
    return (await statfs(folder)).type === FAT ? FAT_LIMIT : null;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
};
