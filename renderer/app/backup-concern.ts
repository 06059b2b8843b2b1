import type { BackupState } from '#shared/host/backup-records.ts';
import { isOld } from '../parts/backup-age.ts';

/**
 * What is to be said of the backups above every screen, as a word that changes when it does; null: all is well. A failed
 * attempt is told apart by its code, so that what was put aside comes back when something else fails.
 */
export function backupConcern(backup: BackupState | null, now: number): string | null {
  if (backup === null) return null;
  if (backup.failure !== null) return `failed ${backup.failure.code}`;
  return backup.last !== null && isOld(backup.last, now) ? 'old' : null;
}
