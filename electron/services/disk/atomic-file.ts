import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameFile } from './rename-file.ts';
import { syncFolder } from './folders.ts';
import { refuseOther } from './regular-file.ts';

/**
 * Replaces a file as a whole: after a crash it holds the old content or the new. `mode`: who may read it,
 * usually nobody else. Throws the system's error.
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const draft = `${path}.tmp`;
  try {
    await refuseOther(draft);
    await writeSynced(draft, content, 'w', mode);
    await renameFile(draft, path);
    await syncFolder(dirname(path));
  } catch (fault) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw fault;
  }
}

/** Writes a file; its bytes are on the disk when this answers, its name not yet. Throws the system's error. */
export async function writeSynced(
  path: string,
  content: string | Uint8Array,
  flag: 'w' | 'wx',
  mode: number,
): Promise<void> {
  const handle = await open(path, flag, mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
