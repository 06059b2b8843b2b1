import { randomFillSync } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import type { StorageInfo } from '#shared/host/records.ts';
import { createSerial } from '#shared/serial.ts';
import { refuseOther } from '#electron/services/disk/regular-file.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';

type State = StorageInfo['reserve'];

/** A file that only takes up space, given back when a full disk would otherwise keep the current record from it. */
export interface Reserve {
  state(): State;
  /** Finds the file, or makes it where `mayFill`; a disk that refuses leaves the state as it was. */
  prepare(mayFill: boolean): Promise<void>;
  /** Gives the space back; false when there was none to give. */
  release(): Promise<boolean>;
}

const CHUNK = 1024 * 1024;

/** The reserve at `path`, of `size` bytes; 0: none is kept. */
export function createReserve(path: string, size: number): Reserve {
  const serial = createSerial();
  let state: State = 'none';
  const run = <T>(task: () => Promise<T>): Promise<T> => serial.run('reserve', task);
  return {
    state: () => state,
    prepare: (mayFill) =>
      run(async () => {
        if (size === 0 || state === 'ready') return;
        if ((await isThere(path, size)) || (mayFill && (await isFilled(path, size)))) state = 'ready';
      }),
    release: () =>
      run(async () => {
        if (state !== 'ready' || !(await isRemoved(path))) return false;
        state = 'released';
        return true;
      }),
  };
}

async function isThere(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === size;
}

async function isFilled(path: string, size: number): Promise<boolean> {
  try {
    await fill(path, size);
    return true;
  } catch {
    // A disk that has no room for the reserve must not lose what room there is to half of one.
    await isRemoved(path);
    return false;
  }
}

async function isRemoved(path: string): Promise<boolean> {
  try {
    await rm(path);
    return true;
  } catch (fault) {
    // Somebody made room with it already: a retry is worth it.
    return reasonOf(fault) === 'ENOENT';
  }
}

/** Writes bytes that no file system can store in less space than they are long. */
async function fill(path: string, size: number): Promise<void> {
  const chunk = randomFillSync(new Uint8Array(Math.min(CHUNK, size)));
  await refuseOther(path);
  const handle = await open(path, 'w', 0o600);
  try {
    for (let at = 0; at < size; at += chunk.length) await handle.write(chunk, 0, Math.min(chunk.length, size - at), at);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
