import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import {
  endOf,
  type Job,
  type JobKind,
  type JobProduct,
  type JobProgress,
  type Started,
} from '#shared/host/job-records.ts';
import { ok, type Answer, type Result } from '#shared/result.ts';
import type { Every } from '../host/every.ts';
import { paced } from '../host/paced.ts';
import type { WorkContext } from '../host/work-context.ts';

/** Names work in this window, from the moment it is asked for. */
export type WorkId = string;

/** Work under way, as it is drawn. */
export interface Work {
  readonly id: WorkId;
  /** What kind of job does it in the host; null: not known yet, or the window does it by itself. */
  readonly kind: JobKind | null;
  readonly progress: JobProgress;
}

/** Work that was begun here, and what comes of it. */
export interface Following<T> {
  readonly work: WorkId;
  readonly end: Answer<T>;
}

export interface JobsState {
  /** All that is under way, whoever began it, the earliest first. Told at a bounded rate, however fast it goes on. */
  readonly works: readonly Work[];
  /** Starts a job of the host and follows it to its end. */
  readonly follow: <K extends JobKind>(start: () => Answer<Started<K>>) => Following<JobProduct<K>>;
  /** Follows what the window does by itself, with one step of this name. */
  readonly run: <T>(phase: string, task: (context: WorkContext) => Answer<T>) => Following<T>;
  /** Calls work off, also what has no name in the host yet; what has ended stays as it is. */
  readonly cancel: (work: WorkId) => void;
  /** Asks the host what is under way: begun before this window was, or by another one. */
  readonly load: () => Promise<void>;
}

/** The first work of a kind, whoever began it. */
export const workOf =
  (kind: JobKind) =>
  ({ works }: Pick<JobsState, 'works'>): Work | undefined =>
    works.find((work) => work.kind === kind);

/** Where work is before anything is known of it. */
const BEGINNING: JobProgress = { phase: '', done: 0, total: 0 };

interface Entry {
  work: Work;
  /** Its name in the host; null: none yet, or the window does it by itself. */
  job: string | null;
  readonly stop: AbortController;
  /** Hears of its end, or that the host does not know it (any more). */
  hear: (told: Result<Job, ErrorCode>) => void;
}

/** What is under way in the host and in this window. */
class Works {
  readonly #host: HostApi;
  readonly #every: Every;
  readonly #entries = new Map<WorkId, Entry>();
  readonly #show: () => void;
  readonly #showSoon: () => void;
  #stopAsking: (() => void) | null = null;
  #begun = 0;

  constructor(host: HostApi, every: Every, show: (works: readonly Work[]) => void) {
    this.#host = host;
    this.#every = every;
    this.#show = () => show([...this.#entries.values()].map(({ work }) => work));
    this.#showSoon = paced(this.#show);
    host.on((event) => {
      if (event.type === 'job') this.#take(event.job);
      // What was said while nothing could be heard is asked for.
      if (event.type === 'connection' && event.state === 'back') void this.load();
    });
  }

  follow<K extends JobKind>(start: () => Answer<Started<K>>): Following<JobProduct<K>> {
    const entry = this.#begin('');
    const end = this.#toEnd(entry, start).finally(() => this.#drop(entry));
    return { work: entry.work.id, end };
  }

  run<T>(phase: string, task: (context: WorkContext) => Answer<T>): Following<T> {
    const entry = this.#begin(phase);
    const tell: WorkContext['tell'] = (done, total) => this.#goOn(entry, { phase, done, total });
    const end = task({ signal: entry.stop.signal, tell }).finally(() => this.#drop(entry));
    return { work: entry.work.id, end };
  }

  cancel(work: WorkId): void {
    const entry = this.#entries.get(work);
    entry?.stop.abort();
    if (entry !== undefined) this.#callOff(entry);
  }

  async load(): Promise<void> {
    this.#askAll();
    const listed = await this.#host.call('job:list', {});
    if (listed.ok) for (const job of listed.value) this.#take(job);
  }

  async #toEnd<K extends JobKind>(entry: Entry, start: () => Answer<Started<K>>): Answer<JobProduct<K>> {
    const started = await start();
    if (!started.ok) return started;
    const { job, kind } = started.value;
    const ended = new Promise<Result<JobProduct<K>, ErrorCode>>((resolve) => {
      entry.hear = (told) => {
        const end = told.ok ? endOf(told.value, kind) : told;
        if (end !== null) resolve(end);
      };
    });
    this.#name(entry, job, kind);
    return ended;
  }

  /** Its events may have outrun the answer that names it, its end among them: so it is asked for at once. */
  #name(entry: Entry, job: string, kind: JobKind): void {
    const early = this.#entries.get(job);
    this.#entries.delete(job);
    entry.job = job;
    entry.work = { ...entry.work, kind, progress: early?.work.progress ?? entry.work.progress };
    this.#show();
    if (entry.stop.signal.aborted) this.#callOff(entry);
    void this.#ask(entry, job);
  }

  #take(job: Job): void {
    const entry = [...this.#entries.values()].find((one) => one.job === job.id);
    const isRunning = job.state.is === 'running';
    const { id, kind } = job;
    if (isRunning) this.#goOn(entry ?? this.#add({ id, kind, progress: BEGINNING }, id), progressOf(job));
    else if (entry !== undefined) this.#end(entry, ok(job));
  }

  #begin(phase: string): Entry {
    this.#begun += 1;
    const entry = this.#add({ id: `w${this.#begun}`, kind: null, progress: { ...BEGINNING, phase } }, null);
    this.#show();
    return entry;
  }

  #add(work: Work, job: string | null): Entry {
    const entry: Entry = { work, job, stop: new AbortController(), hear: () => undefined };
    this.#entries.set(work.id, entry);
    this.#stopAsking ??= this.#every(() => this.#askAll());
    return entry;
  }

  #goOn(entry: Entry, progress: JobProgress): void {
    entry.work = { ...entry.work, progress };
    this.#showSoon();
  }

  #end(entry: Entry, told: Result<Job, ErrorCode>): void {
    this.#drop(entry);
    entry.hear(told);
  }

  /** What was begun here is gone from the screen at once: whoever began it shows what came of it. */
  #drop(entry: Entry): void {
    if (!this.#entries.delete(entry.work.id)) return;
    if (entry.work.id === entry.job) this.#showSoon();
    else this.#show();
    if (this.#entries.size > 0) return;
    this.#stopAsking?.();
    this.#stopAsking = null;
  }

  #askAll(): void {
    for (const entry of this.#entries.values()) if (entry.job !== null) void this.#ask(entry, entry.job);
  }

  async #ask(entry: Entry, job: string): Promise<void> {
    const told = await this.#host.call('job:get', { job });
    // An answer may be overtaken by the end: what it tells is no longer so.
    if (!this.#entries.has(entry.work.id)) return;
    if (told.ok) this.#take(told.value);
    // Out of reach is no end, the next question may be answered; a host that does not know the job will never tell.
    else if (told.error.code !== 'app.host-unreachable') this.#end(entry, told);
  }

  #callOff({ job }: Entry): void {
    if (job !== null) void this.#host.call('job:cancel', { job });
  }
}

const progressOf = ({ phase, done, total }: Job): JobProgress => ({ phase, done, total });

/**
 * What is under way, for all screens of a window: one follows the host's jobs for all of them, and what is drawn of their
 * progress is drawn at a bounded rate, however fast it comes.
 */
export function createJobs(host: HostApi, every: Every): StoreApi<JobsState> {
  return createStore<JobsState>()((set) => {
    const all = new Works(host, every, (works) => set({ works }));
    return {
      works: [],
      follow: (start) => all.follow(start),
      run: (phase, task) => all.run(phase, task),
      cancel: (work) => all.cancel(work),
      load: () => all.load(),
    };
  });
}
