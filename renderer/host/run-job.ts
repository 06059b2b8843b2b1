import { type Every, followJob, type JobProgress } from '#renderer/host/follow-job.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** Starts a job that makes a notice and follows it to its end (`publication.cancelled` where it is called off). */
export async function runJob(
  host: HostApi,
  every: Every,
  start: () => Promise<Result<{ readonly job: string }, ErrorCode>>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<Notice, ErrorCode>> {
  const ended = await followJob(host, every, 'publication.cancelled', start, onProgress);
  if (!ended.ok) return ended;
  return ended.value.notice === null ? err('publication.not-found') : ok(ended.value.notice);
}
