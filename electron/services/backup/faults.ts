import type { BackupFault } from '#shared/host/backup-records.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';

/** What a run met that it could not use as it is, in the order it met it. */
export type Faults = BackupFault[];

/** What a task answers; null where the system refuses, which is noted under the place. Throws everything else. */
export async function orFault<T>(faults: Faults, place: string, task: () => Promise<T>): Promise<T | null> {
  try {
    return await task();
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    faults.push({ side: 'here', place, reason: reasonOf(fault), healed: false });
    return null;
  }
}
