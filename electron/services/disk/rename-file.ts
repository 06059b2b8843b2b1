import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from './system-error.ts';

/** A virus scanner or an indexer holds a file that was just written for moments; the system then says one of these. */
const HELD: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Pauses in milliseconds: about a second together. */
const PAUSES: readonly number[] = [10, 20, 40, 80, 150, 300, 400];

/** Gives a file or folder another name, trying for about a second while somebody holds it. Throws the system's error. */
export async function renameFile(from: string, to: string): Promise<void> {
  for (const pause of PAUSES) {
    try {
      await rename(from, to);
      return;
    } catch (fault) {
      if (!HELD.has(reasonOf(fault))) throw fault;
      await wait(pause);
    }
  }
  await rename(from, to);
}
