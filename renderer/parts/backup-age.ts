import type { BackupState } from '#shared/host/backup-records.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Whether the last backup is so long ago that somebody should be told. */
export function isOld(last: NonNullable<BackupState['last']>, now: number): boolean {
  return now - Date.parse(last.at) > WEEK_MS;
}
