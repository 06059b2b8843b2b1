import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '#electron/services/disk/system-error.ts';

const PROTECTED: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM']);

/**
 * Where a shell keeps what is its own (the browser's profile, crash dumps): the data folder, or, where nothing can be written
 * in that, a folder for this run alone that goes with the process.
 */
export function shellFolder(dataFolder: string): string {
  try {
    accessSync(dataFolder, constants.W_OK);
    return dataFolder;
  } catch (fault) {
    if (!PROTECTED.has(reasonOf(fault))) return dataFolder;
  }
  const folder = mkdtempSync(join(tmpdir(), 'workbench-shell-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
