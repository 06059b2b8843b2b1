import { rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { Settings } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { backupPaths, GENERATIONS_FOLDER } from './manifest.ts';
import type { BackupPaths } from './manifest.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeBelow, isFolder } from '#electron/services/disk/folders.ts';
import { overlap } from '#electron/services/disk/overlap.ts';

/** Below a chosen folder everything is kept in one of its own; its absence says that the drive is another or away. */
const OWN_FOLDER = 'workbench-backups';

/** Where the backups of a data folder go; `backup.folder-gone` while a chosen folder is not there. */
export async function backupPathsOf(data: DataPaths, { backupFolder }: Settings): Answer<BackupPaths> {
  if (backupFolder === undefined) {
    const own = await makeBelow(data.root, 'backups').catch((fault: unknown) => {
      // Nothing to be written: what is there can be listed all the same.
      if (reasonOf(fault) !== 'EROFS') throw fault;
      return join(data.root, 'backups');
    });
    return ok(backupPaths(own));
  }
  const root = await rootIn(backupFolder);
  return (await isFolder(root)) ? ok(backupPaths(root)) : err('backup.folder-gone', { folder: backupFolder });
}

/** The folder as it is shown: where generations go, or would go. */
export async function shownPlace(data: DataPaths, { backupFolder }: Settings): Promise<string> {
  return backupFolder === undefined ? join(data.root, 'backups') : rootIn(backupFolder);
}

/** Whether a place lies on the disk of the data; null: it is not there. */
export async function isOnSameDisk(data: DataPaths, place: string): Promise<boolean | null> {
  const disks = await Promise.all([data.root, place].map((path) => stat(path).catch(() => null)));
  const [own, other] = disks.map((found) => found?.dev ?? null);
  return own === null || other === null ? null : own === other;
}

/**
 * Checks a folder that is to hold backups and makes its own folder in it: it is there (`backup.folder-missing`), apart
 * from the data folder (`backup.folder-within-data`) and can be written to (`backup.folder-unwritable`), or has backups.
 */
export async function admitFolder(data: DataPaths, folder: string): Answer<null> {
  if (!isAbsolute(folder) || !(await isFolder(folder))) return err('backup.folder-missing', { folder });
  try {
    if (await overlap(data.root, folder)) return err('backup.folder-within-data', { folder });
    const root = await rootIn(folder);
    // What holds backups can be restored from, also where nothing can be written any more.
    if (await isFolder(join(root, GENERATIONS_FOLDER))) return ok(null);
    if (root !== folder) await makeBelow(folder, OWN_FOLDER);
    const probe = join(root, `.probe-${process.pid}`);
    await writeFile(probe, 'writable?', { flush: true });
    await rm(probe);
    return ok(null);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('backup.folder-unwritable', { folder, reason: reasonOf(fault) });
  }
}

/** A folder that holds generations itself, because it was moved here or opened one too deep, is taken as it is. */
const rootIn = async (folder: string): Promise<string> =>
  (await isFolder(join(folder, GENERATIONS_FOLDER))) ? folder : join(folder, OWN_FOLDER);
