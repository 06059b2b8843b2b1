import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { backUpAutomatically } from '#electron/services/backup/automatic.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

const MINUTE = 60_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('what a killed run left behind is backed up a minute after the start, later changes at their time', async () => {
  const run = vi.fn<() => Promise<Result<null, ErrorCode>>>(async () => ok(null));
  const backups = backUpAutomatically(run, async () => 15 * MINUTE);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  expect(run, 'nothing changed').toHaveBeenCalledTimes(1);
  backups.changed();
  await vi.advanceTimersByTimeAsync(14 * MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(run).toHaveBeenCalledTimes(2);
  expect(backups.stop()).toBe(false);
});

it('what failed is tried again at the next time, and is owed at the end', async () => {
  const run = vi.fn<() => Promise<Result<null, ErrorCode>>>(async () => err('backup.folder-gone'));
  const backups = backUpAutomatically(run, async () => 5 * MINUTE);
  await vi.advanceTimersByTimeAsync(6 * MINUTE);
  expect(run).toHaveBeenCalledTimes(2);
  expect(backups.stop()).toBe(true);
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(run).toHaveBeenCalledTimes(2);
});
