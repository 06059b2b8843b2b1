import type { ErrorCode } from '#shared/errors.ts';
import { describe, expect, it } from 'vitest';
import { backupConcern } from '#renderer/app/backup-concern.ts';
import type { BackupState } from '#shared/host/backup-records.ts';

const NOW = Date.UTC(2024, 7, 20);
const DAY = 24 * 3_600_000;
const stateOf = (patch: Partial<BackupState>): BackupState => ({
  folder: '/stick',
  chosen: true,
  sameDisk: false,
  dialog: false,
  last: { at: new Date(NOW - DAY).toISOString(), folder: '/stick' },
  failure: null,
  ...patch,
});

describe('what is said of the backups above every screen', () => {
  it('is nothing before they are known, and while all is well', () => {
    expect(backupConcern(null, NOW)).toBeNull();
    expect(backupConcern(stateOf({}), NOW)).toBeNull();
  });

  it('is nothing where there never was one: the first comes by itself', () => {
    expect(backupConcern(stateOf({ last: null }), NOW)).toBeNull();
  });

  it('is that the last is more than seven days ago', () => {
    const at = (days: number) => stateOf({ last: { at: new Date(NOW - days * DAY).toISOString(), folder: '/stick' } });
    expect(backupConcern(at(7), NOW)).toBeNull();
    expect(backupConcern(at(7.01), NOW)).toBe('old');
  });

  it('is a failure before anything else, told apart by its code', () => {
    const failed = (code: ErrorCode) => backupConcern(stateOf({ last: null, failure: { code } }), NOW);
    expect(failed('backup.folder-gone')).not.toBe(failed('backup.no-space'));
  });
});
