import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { endOf } from '#shared/host/job-records.ts';
import type { Job, JobKind, JobProduct, Started } from '#shared/host/job-records.ts';
import type { Result } from '#shared/result.ts';
import { expect } from 'vitest';

/** A job that has ended. */
export async function endedJob(api: HostApi, id: string, patience = 20_000): Promise<Job> {
  let job: Job | null = null;
  await expect
    .poll(
      async () => {
        const found = await api.call('job:get', { job: id });
        job = found.ok ? found.value : null;
        return job?.state.is;
      },
      { interval: 5, timeout: patience },
    )
    .not.toBe('running');
  if (job === null) throw new Error(`no job ${id}`);
  return job;
}

/** What a job leads to that a call has started: what it leaves behind, or the code it failed with. */
export async function productOf<K extends JobKind>(
  api: HostApi,
  started: Result<Started<K>, ErrorCode>,
  patience?: number,
): Promise<Result<JobProduct<K>, ErrorCode>> {
  if (!started.ok) return started;
  const end = endOf(await endedJob(api, started.value.job, patience), started.value.kind);
  if (end === null) throw new Error('the job has not ended');
  return end;
}

/** The jobs of backup and restore, each waited for. */
export function backupJobs(api: HostApi) {
  return {
    run: async () => productOf(api, await api.call('backup:run', {})),
    check: async (generation: string) => productOf(api, await api.call('backup:check', { generation })),
    preview: async (generation: string) => productOf(api, await api.call('backup:preview-restore', { generation })),
    restore: async (generation: string) => productOf(api, await api.call('backup:restore', { generation })),
  };
}
