import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameFile } from './rename-file.ts';
import { syncFolder } from './disk.ts';

/**
 * Replaces a file as a whole: after a crash it holds the old content or the new. `mode`: who may read it,
 * usually nobody else. Throws the system's error.
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const draft = `${path}.tmp`;
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameFile(draft, path);
    await syncFolder(dirname(path));
  } catch (fault) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw fault;
  }
}
