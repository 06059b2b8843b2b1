import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER } from './data-folder.ts';

/** How many folders and files others could have read. */
export interface Narrowed {
  readonly folders: number;
  readonly files: number;
}

const WIDER = 0o077;

/** Large, written private from the start, and out of reach below a private folder: looked at only where that was not. */
const LARGE: ReadonlySet<string> = new Set(['photos', 'backups']);

/**
 * Takes from others the right to read a data folder (0700, files 0600); answers how many had it. Never fails: a file
 * system without modes, or a file of somebody else, stays as it is.
 */
export async function narrowModes(root: string): Promise<Narrowed> {
  if (process.platform === 'win32') return { folders: 0, files: 0 };
  const wasWide = await narrowed(root, PRIVATE_FOLDER);
  const below = await narrowBelow(root, wasWide ? new Set() : LARGE);
  return { folders: below.folders + (wasWide ? 1 : 0), files: below.files };
}

async function narrowBelow(folder: string, except: ReadonlySet<string>): Promise<Narrowed> {
  const sum = { folders: 0, files: 0 };
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (await narrowed(path, PRIVATE_FOLDER)) sum.folders += 1;
      const below = except.has(entry.name) ? sum : await narrowBelow(path, new Set());
      if (below === sum) continue;
      sum.folders += below.folders;
      sum.files += below.files;
    } else if (entry.isFile() && (await narrowed(path, PRIVATE_FILE))) sum.files += 1;
  }
  return sum;
}

/** Whether others had rights to it, and no longer have. */
async function narrowed(path: string, mode: number): Promise<boolean> {
  try {
    if (((await lstat(path)).mode & WIDER) === 0) return false;
    await chmod(path, mode);
    return ((await lstat(path)).mode & WIDER) === 0;
  } catch {
    return false;
  }
}
