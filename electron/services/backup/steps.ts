import { join } from 'node:path';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { makeFolder } from '#electron/services/disk/disk.ts';
import type { BackupPhase } from '#shared/host/backup-records.ts';

/** Work that nobody watches and nobody calls off. */
export const UNATTENDED: JobContext = { progress: () => undefined, signal: new AbortController().signal };

/** Says how far a phase is, a hundred times at most; throws the signal's reason where the work is no longer wanted. */
export function step({ progress, signal }: JobContext, phase: BackupPhase, done: number, total: number): void {
  if (done === total || done % Math.ceil(total / 100) === 0) progress(phase, done, total);
  signal.throwIfAborted();
}

/**
 * Makes folders one below the other under `root`, and never `root` itself: a drive that is pulled out must not become a
 * folder of that name. Answers the innermost. Throws the system's error.
 */
export async function makeBelow(root: string, ...names: readonly string[]): Promise<string> {
  let path = root;
  for (const name of names) {
    path = join(path, name);
    await makeFolder(path);
  }
  return path;
}
