import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { makeFolders, syncFolder } from '#electron/services/disk/disk.ts';

/**
 * Writes several files into a folder (made where it is missing): all of them are complete on disk under temporary names
 * before the first takes its own, so a full disk leaves the folder as it was. Throws the system's error.
 */
export async function writeTogether(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  // What is published is for others to read.
  await makeFolders(folder, 0o777);
  const drafts = files.map(({ name, bytes }) => ({
    bytes,
    path: join(folder, name),
    draft: join(folder, `.${name}.tmp`),
  }));
  try {
    for (const { draft, bytes } of drafts) await writeSynced(draft, bytes);
    for (const { draft, path } of drafts) await renameFile(draft, path);
    await syncFolder(folder);
  } catch (fault) {
    for (const { draft } of drafts) await rm(draft, { force: true }).catch(() => undefined);
    throw fault;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
