import { ERROR_CODES, type ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Job, Notice } from '#shared/host/records.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';

export interface JobProgress {
  readonly job: string;
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** Called again and again until the returned function is; a timer, or a hand in tests. */
export type Every = (task: () => void) => () => void;

/**
 * Starts a job of the host and follows it to its end. Its events may outrun the answer that names it, and some may be
 * lost while the connection is down: so the job is also asked for at the start and now and then.
 */
export async function runJob(
  host: HostApi,
  every: Every,
  start: () => Promise<Result<{ readonly job: string }, ErrorCode>>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<Notice, ErrorCode>> {
  const early: Job[] = [];
  const stopEarly = host.on((event) => void (event.type === 'job' && early.push(event.job)));
  try {
    const started = await start();
    if (!started.ok) return started;
    onProgress({ job: started.value.job, phase: '', done: 0, total: 0 });
    return await follow(host, every, started.value.job, early, onProgress);
  } finally {
    stopEarly();
  }
}

function follow(
  host: HostApi,
  every: Every,
  id: string,
  early: readonly Job[],
  onProgress: (progress: JobProgress) => void,
): Promise<Result<Notice, ErrorCode>> {
  const stops: (() => void)[] = [];
  const ended = new Promise<Result<Notice, ErrorCode>>((resolve) => {
    const take = (job: Job) => {
      if (job.id !== id) return;
      const end = outcomeOf(job);
      if (end !== null) resolve(end);
      else if (job.phase !== '') onProgress({ job: id, phase: job.phase, done: job.done, total: job.total });
    };
    const ask = async () => {
      const job = await host.call('job:get', { job: id });
      if (job.ok) take(job.value);
      // Out of reach is no end, the next question may be answered; a host that does not know the job will never tell.
      else if (job.error.code !== 'app.host-unreachable') resolve(job);
    };
    early.forEach(take);
    stops.push(
      host.on((event) => void (event.type === 'job' && take(event.job))),
      every(() => void ask()),
    );
    void ask();
  });
  return ended.finally(() => stops.forEach((stop) => stop()));
}

function outcomeOf({ state }: Job): Result<Notice, ErrorCode> | null {
  switch (state.is) {
    case 'running':
      return null;
    case 'done':
      return state.notice === null ? err('publication.not-found') : ok(state.notice);
    case 'cancelled':
      return err('publication.cancelled');
    case 'failed':
      return { ok: false, error: failureOf(state.code, state.detail) };
  }
}

/** A job carries its code as text; one we have no wording for is an internal fault. */
function failureOf(code: string, detail: Failure['detail']): Failure<ErrorCode> {
  const known = ERROR_CODES.find((candidate) => candidate === code);
  if (known === undefined) return { code: 'app.internal' };
  return detail === undefined ? { code: known } : { code: known, detail };
}
