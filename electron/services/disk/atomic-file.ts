import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import { renameFile } from './rename-file.ts';
import { syncFolder } from './folders.ts';
import { refuseOther } from './regular-file.ts';
import { DiskFault } from './system-error.ts';

/**
 * Replaces a file as a whole: after a crash it holds the old content or the new. `mode`: who may read it,
 * usually nobody else. Throws the system's error.
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await refuseOther(temporary);
    await writeSynced(temporary, content, 'w', mode);
    await renameFile(temporary, path);
    await syncFolder(dirname(path));
  } catch (fault) {
    await rm(temporary, { force: true }).catch(() => undefined);
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

/**
 * Writes what comes piece by piece to a new file, and answers its hash when all of it is on the disk. `flag`: `w` for a
 * file of our own that is there already. Throws the system's error.
 */
export async function writePoured(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  flag: 'w' | 'wx' = 'wx',
): Promise<Sha256> {
  const hash = createHash('sha256');
  const handle = await open(path, flag, 0o600);
  try {
    for await (const piece of content) {
      for (let done = 0; done < piece.length;) {
        const { bytesWritten } = await handle.write(piece, done, piece.length - done);
        if (bytesWritten === 0) throw new DiskFault('SHORT');
        done += bytesWritten;
      }
      hash.update(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return v.parse(Sha256, hash.digest('hex'));
}

/** Makes a file that was written otherwise durable. Throws the system's error. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
