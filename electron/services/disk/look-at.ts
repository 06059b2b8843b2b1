import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isSystemError, reasonOf } from './system-error.ts';

/**
 * What stands at a path; null: nothing. A disk that does not answer has not said that the name is free, and what may be
 * there is not to be written over: throws the system's error then. `look`: `lstat`, or `stat` to follow links.
 */
export async function lookAt(path: string, look: (path: string) => Promise<Stats> = lstat): Promise<Stats | null> {
  try {
    return await look(path);
  } catch (fault) {
    if (!isSystemError(fault) || !['ENOENT', 'ENOTDIR'].includes(reasonOf(fault))) throw fault;
    return null;
  }
}
