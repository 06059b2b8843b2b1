import { type Every, followJob, type JobProgress } from '#renderer/host/follow-job.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Started } from '#shared/host/job-records.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { Result } from '#shared/result.ts';

/** Starts a job that makes a notice and follows it to its end (`publication.cancelled` where it is called off). */
export async function runJob(
  host: HostApi,
  every: Every,
  start: () => Promise<Result<Started<'notice'>, ErrorCode>>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<Notice, ErrorCode>> {
  return followJob(host, every, start, onProgress);
}
