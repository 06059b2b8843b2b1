import { ERROR_CODES, type ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Job } from '#shared/host/records.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';
import { paced } from './paced.ts';

export interface JobProgress {
  readonly job: string;
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** What a job that was done left behind. */
export type JobEnd = Extract<Job['state'], { readonly is: 'done' }>;

/** Called again and again until the returned function is; a timer, or a hand in tests. */
export type Every = (task: () => void) => () => void;

const ASK_MS = 3000;

/** How often a job is asked for in a window. */
export const every: Every = (task) => {
  const timer = setInterval(task, ASK_MS);
  return () => clearInterval(timer);
};

/**
 * Starts a job of the host and follows it to its end; `cancelled` is the code of one that was called off. Its events may
 * outrun the answer that names it, and some may be lost while the connection is down: so the job is also asked for at
 * the start and now and then. Progress is told at a bounded rate, the end as soon as it is known and after it nothing.
 */
export async function followJob(
  host: HostApi,
  every: Every,
  cancelled: ErrorCode,
  start: () => Promise<Result<{ readonly job: string }, ErrorCode>>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<JobEnd, ErrorCode>> {
  const early: Job[] = [];
  const progress = paced(onProgress);
  const stopEarly = host.on((event) => void (event.type === 'job' && early.push(event.job)));
  try {
    const started = await start();
    if (!started.ok) return started;
    const { job } = started.value;
    onProgress({ job, phase: '', done: 0, total: 0 });
    return await follow(host, every, { job, cancelled, early }, progress.tell);
  } finally {
    progress.end();
    stopEarly();
  }
}

interface Followed {
  readonly job: string;
  readonly cancelled: ErrorCode;
  readonly early: readonly Job[];
}

function follow(
  host: HostApi,
  every: Every,
  { job: id, cancelled, early }: Followed,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<JobEnd, ErrorCode>> {
  const stops: (() => void)[] = [];
  let isOver = false;
  const ended = new Promise<Result<JobEnd, ErrorCode>>((resolve) => {
    const take = (job: Job) => {
      // An answer may be overtaken by the end: what it tells is no longer so.
      if (job.id !== id || isOver) return;
      const end = outcomeOf(job, cancelled);
      isOver = end !== null;
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

function outcomeOf({ state }: Job, cancelled: ErrorCode): Result<JobEnd, ErrorCode> | null {
  switch (state.is) {
    case 'running':
      return null;
    case 'done':
      return ok(state);
    case 'cancelled':
      return err(cancelled);
    case 'failed':
      return { ok: false, error: knownFailure(state.code, state.detail) };
  }
}

/** A record carries its code as text; one we have no wording for is an internal fault. */
export function knownFailure(code: string, detail: Failure['detail']): Failure<ErrorCode> {
  const known = ERROR_CODES.find((candidate) => candidate === code);
  if (known === undefined) return { code: 'app.internal' };
  return detail === undefined ? { code: known } : { code: known, detail };
}
