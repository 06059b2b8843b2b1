import type { ErrorCode } from '#shared/errors.ts';
import type { Job } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** How work tells where it is, and learns that it is no longer wanted. */
export interface JobContext {
  readonly progress: (phase: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** What finished work leaves behind. */
export type JobProduct = Omit<Extract<Job['state'], { is: 'done' }>, 'is'>;

export type JobWork = (context: JobContext) => Promise<Result<JobProduct, ErrorCode>>;

/** How many finished jobs can still be asked for. */
const KEPT = 50;

export interface Jobs {
  /** Starts work and answers its id at once; every change of it goes to the listener. */
  start(kind: Job['kind'], work: JobWork): string;
  get(id: string): Result<Job, ErrorCode>;
  /** Asks a job to stop; a finished one stays as it is. */
  cancel(id: string): void;
  /** Whether any work is running. */
  busy(): boolean;
  /** Cancels everything and waits until it has stopped. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  readonly abort: AbortController;
}

/** Long work of the host. `report` is told of exceptions, which reach the window as `app.internal` alone. */
export function createJobs(newId: () => string, onChange: (job: Job) => void, report: (fault: unknown) => void): Jobs {
  const entries = new Map<string, Entry>();
  const running = new Set<Promise<void>>();
  let isClosed = false;
  const change = (entry: Entry, patch: Partial<Job>) => {
    entry.job = { ...entry.job, ...patch };
    onChange(entry.job);
  };
  const run = async (entry: Entry, work: JobWork) => {
    const progress = (phase: string, done: number, total: number) => {
      if (entry.job.state.is === 'running') change(entry, { phase, done, total });
    };
    change(entry, { state: await outcome(work, { progress, signal: entry.abort.signal }, report) });
  };
  return {
    start: (kind, work) => {
      const id = newId();
      const job: Job = { id, kind, phase: '', done: 0, total: 0, state: { is: 'running' } };
      const entry: Entry = { job, abort: new AbortController() };
      // Nothing begins after the end; what was on its way hears at its first step that it is no longer wanted.
      if (isClosed) entry.abort.abort();
      entries.set(id, entry);
      dropOldest(entries);
      const task = run(entry, work).finally(() => running.delete(task));
      running.add(task);
      return id;
    },
    get: (id) => {
      const entry = entries.get(id);
      return entry === undefined ? err('app.bad-request', { path: 'job' }) : ok(entry.job);
    },
    busy: () => running.size > 0,
    cancel: (id) => entries.get(id)?.abort.abort(),
    close: async () => {
      isClosed = true;
      for (const { abort } of entries.values()) abort.abort();
      await Promise.all(running);
    },
  };
}

async function outcome(work: JobWork, context: JobContext, report: (fault: unknown) => void): Promise<Job['state']> {
  try {
    const result = await work(context);
    if (result.ok) return { is: 'done', ...result.value };
    if (context.signal.aborted) return { is: 'cancelled' };
    return { is: 'failed', ...result.error };
  } catch (fault) {
    if (context.signal.aborted) return { is: 'cancelled' };
    report(fault);
    return { is: 'failed', code: 'app.internal' };
  }
}

function dropOldest(entries: Map<string, Entry>): void {
  for (const [id, { job }] of entries) {
    if (entries.size <= KEPT) return;
    if (job.state.is !== 'running') entries.delete(id);
  }
}
