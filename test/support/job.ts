import type { ErrorCode } from '#shared/errors.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { BackupOutcome, Generation, GenerationCheck, RestorePlan } from '#shared/host/backup-records.ts';
import type { Job } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { expect } from 'vitest';

type Started = Result<{ readonly job: string }, ErrorCode>;

/** A job that has ended. */
export async function endOf(api: HostApi, id: string): Promise<Job> {
  let job: Job | null = null;
  await expect
    .poll(
      async () => {
        const found = await api.call('job:get', { job: id });
        job = found.ok ? found.value : null;
        return job?.state.is;
      },
      { interval: 5, timeout: 20_000 },
    )
    .not.toBe('running');
  if (job === null) throw new Error(`no job ${id}`);
  return job;
}

/** What a job of backup or restore led to: its outcome, or the code it failed with. */
async function backupOutcome(api: HostApi, started: Started): Promise<Result<BackupOutcome, ErrorCode>> {
  if (!started.ok) return started;
  const { state } = await endOf(api, started.value.job);
  if (state.is === 'done' && state.backup !== undefined) return ok(state.backup);
  if (state.is === 'cancelled') return err('backup.cancelled');
  if (state.is !== 'failed') throw new Error(`not a job of backup: ${JSON.stringify(state)}`);
  const code = ERROR_CODES.find((known) => known === state.code) ?? 'app.internal';
  return state.detail === undefined ? err(code) : err(code, state.detail);
}

const picked = async <T>(
  outcome: Promise<Result<BackupOutcome, ErrorCode>>,
  pick: (outcome: BackupOutcome) => T | null,
): Promise<Result<T, ErrorCode>> => {
  const ended = await outcome;
  if (!ended.ok) return ended;
  const value = pick(ended.value);
  if (value === null) throw new Error(`another outcome: ${ended.value.of}`);
  return ok(value);
};

/** The jobs of backup and restore, each waited for. */
export function backupJobs(api: HostApi) {
  const planOf = (outcome: BackupOutcome): RestorePlan | null => ('plan' in outcome ? outcome.plan : null);
  return {
    run: async (): Promise<Result<Generation, ErrorCode>> =>
      picked(backupOutcome(api, await api.call('backup:run', {})), (made) =>
        made.of === 'backup' ? made.generation : null,
      ),
    check: async (generation: string): Promise<Result<GenerationCheck, ErrorCode>> =>
      picked(backupOutcome(api, await api.call('backup:check', { generation })), (made) =>
        made.of === 'check' ? made.check : null,
      ),
    preview: async (generation: string) =>
      picked(backupOutcome(api, await api.call('backup:preview-restore', { generation })), planOf),
    restore: async (generation: string) =>
      picked(backupOutcome(api, await api.call('backup:restore', { generation })), planOf),
  };
}
