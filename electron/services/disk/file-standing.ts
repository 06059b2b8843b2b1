import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Sha256 } from '#shared/ids.ts';
import { hashFile } from './hash.ts';
import { isSystemError, reasonOf } from './system-error.ts';

/** How a file that is named by its hash stands. */
export type FileStanding = { readonly is: 'sound'; readonly size: number } | { readonly is: 'damaged' | 'missing' };

/** Reads the whole file and holds it against its name; one that is there and cannot be read is damaged. */
export async function fileStanding(path: string, sha256: Sha256): Promise<FileStanding> {
  try {
    const { size } = await stat(path);
    return (await hashFile(path)) === sha256 ? { is: 'sound', size } : { is: 'damaged' };
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return { is: ['ENOENT', 'ENOTDIR'].includes(reasonOf(fault)) ? 'missing' : 'damaged' };
  }
}

/** What a file looks like to the system: whoever writes to it changes that. */
export const fileState = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [ino, size, mtimeNs, ctimeNs].join('/');
