import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { endOf, type Job, type JobKind, type JobProduct, type Started } from '#shared/host/job-records.ts';
import type { Result } from '#shared/result.ts';
import { paced } from './paced.ts';

export interface JobProgress {
  readonly job: string;
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** Called again and again until the returned function is; a timer, or a hand in tests. */
export type Every = (task: () => void) => () => void;

const ASK_MS = 3000;

/** How often a job is asked for in a window. */
export const every: Every = (task) => {
  const timer = setInterval(task, ASK_MS);
  return () => clearInterval(timer);
};

/**
 * Starts a job of the host and follows it to its end. Its events may
 * outrun the answer that names it, and some may be lost while the connection is down: so the job is also asked for at
 * the start and now and then. Progress is told at a bounded rate, the end as soon as it is known and after it nothing.
 */
export async function followJob<K extends JobKind>(
  host: HostApi,
  every: Every,
  start: () => Promise<Result<Started<K>, ErrorCode>>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<JobProduct<K>, ErrorCode>> {
  const early: Job[] = [];
  const progress = paced(onProgress);
  const stopEarly = host.on((event) => void (event.type === 'job' && early.push(event.job)));
  try {
    const started = await start();
    if (!started.ok) return started;
    onProgress({ job: started.value.job, phase: '', done: 0, total: 0 });
    return await follow(host, every, { started: started.value, early }, progress.tell);
  } finally {
    progress.end();
    stopEarly();
  }
}

interface Followed<K extends JobKind> {
  readonly started: Started<K>;
  readonly early: readonly Job[];
}

function follow<K extends JobKind>(
  host: HostApi,
  every: Every,
  { started: { job: id, kind }, early }: Followed<K>,
  onProgress: (progress: JobProgress) => void,
): Promise<Result<JobProduct<K>, ErrorCode>> {
  const stops: (() => void)[] = [];
  let isOver = false;
  const ended = new Promise<Result<JobProduct<K>, ErrorCode>>((resolve) => {
    const take = (job: Job) => {
      // An answer may be overtaken by the end: what it tells is no longer so.
      if (job.id !== id || isOver) return;
      const end = endOf(job, kind);
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
