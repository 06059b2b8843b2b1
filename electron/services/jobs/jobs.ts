import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { Job } from '#shared/host/job-records.ts';
import type { JobKind, JobOf, JobProduct, JobState, Started } from '#shared/host/job-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer, Result } from '#shared/result.ts';

/** How work tells where it is, and learns that it is no longer wanted. */
export interface JobContext {
  readonly progress: (phase: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Work that leaves something behind. */
export type JobWork<T> = (context: JobContext) => Answer<T>;

/** How many finished jobs can still be asked for. */
const KEPT = 50;

export interface Jobs {
  /** Starts work of a kind and names it at once; every change of it goes to the listener. */
  start<K extends JobKind>(kind: K, work: JobWork<JobProduct<K>>): Started<K>;
  get(id: string): Result<Job, ErrorCode>;
  /** What is under way, the earliest first. */
  running(): Job[];
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

/**
 * Long work of the host. `report` is told of exceptions and of a product that breaks the contract, which reach the window
 * as `app.internal` alone.
 */
export function createJobs(newId: () => string, onChange: (job: Job) => void, report: (fault: unknown) => void): Jobs {
  const entries = new Map<string, Entry>();
  const running = new Set<Promise<void>>();
  let isClosed = false;
  const change = (entry: Entry, job: Job): void => {
    entry.job = job;
    onChange(job);
  };
  const run = async <T>(entry: Entry, work: JobWork<T>): Promise<void> => {
    const progress = (phase: string, done: number, total: number) => {
      if (entry.job.state.is === 'running') change(entry, { ...entry.job, phase, done, total });
    };
    const state = await outcome(work, { progress, signal: entry.abort.signal }, report);
    change(entry, ended(entry.job, state, report));
  };
  return {
    start: (kind, work) => {
      const id = newId();
      const entry: Entry = { job: begun(id, kind), abort: new AbortController() };
      // Nothing begins after the end; what was on its way hears at its first step that it is no longer wanted.
      if (isClosed) entry.abort.abort();
      entries.set(id, entry);
      dropOldest(entries);
      const task = run(entry, work).finally(() => running.delete(task));
      running.add(task);
      return { job: id, kind };
    },
    get: (id) => {
      const entry = entries.get(id);
      return entry === undefined ? err('app.bad-request', { path: 'job' }) : ok(entry.job);
    },
    running: () => [...entries.values()].flatMap(({ job }) => (job.state.is === 'running' ? [job] : [])),
    busy: () => running.size > 0,
    cancel: (id) => entries.get(id)?.abort.abort(),
    close: async () => {
      isClosed = true;
      for (const { abort } of entries.values()) abort.abort();
      await Promise.all(running);
    },
  };
}

function begun<K extends JobKind>(id: string, kind: K): Job {
  const job: JobOf<K> = { id, kind, phase: '', done: 0, total: 0, state: { is: 'running' } };
  return v.parse(Job, job);
}

/** The schema that the window reads it by decides whether what was left behind is what this kind of job leaves. */
function ended(job: Job, state: JobState<unknown>, report: (fault: unknown) => void): Job {
  const told = v.safeParse(Job, { ...job, state });
  if (told.success) return told.output;
  report(new Error(`the product of a job breaks the contract at ${v.getDotPath(told.issues[0]) ?? job.kind}`));
  return { ...job, state: { is: 'failed', failure: { code: 'app.internal' } } };
}

async function outcome<T>(
  work: JobWork<T>,
  context: JobContext,
  report: (fault: unknown) => void,
): Promise<JobState<T>> {
  try {
    const result = await work(context);
    if (result.ok) return { is: 'done', product: result.value };
    return context.signal.aborted ? { is: 'cancelled' } : { is: 'failed', failure: result.error };
  } catch (fault) {
    if (context.signal.aborted) return { is: 'cancelled' };
    report(fault);
    return { is: 'failed', failure: { code: 'app.internal' } };
  }
}

function dropOldest(entries: Map<string, Entry>): void {
  for (const [id, { job }] of entries) {
    if (entries.size <= KEPT) return;
    if (job.state.is !== 'running') entries.delete(id);
  }
}
