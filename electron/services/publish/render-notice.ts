import { Worker } from 'node:worker_threads';
import { NOTICE_PHASES } from '#shared/publication/notice-phases.ts';
import { err } from '#shared/result.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { RenderResult, WorkerMessage } from './rendered-notice.ts';

/** How long work tells where it is, and learns that it is no longer wanted; a host job's context fits. */
export interface NoticeControl {
  readonly progress: (phase: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Makes notices, one thread per notice under way; the last thread is kept warm for the next one. */
export interface NoticeRenderer {
  /**
   * Makes a notice in a worker thread, so that neither window nor host stalls. Nothing is written: a cancelled
   * (`publication.cancelled`) or failed run leaves nothing behind but the ended thread.
   */
  render(input: NoticeInput, control: NoticeControl): Promise<RenderResult>;
  /** Ends the thread that waits for a next notice. */
  close(): Promise<void>;
}

/** A thread that has made a notice has code and fonts at hand: the next one takes a third of the time. */
const KEPT_MS = 60_000;

/** The worker's file beside this one: source as it stands, or the bundle's second entry. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './notice-worker.ts' : './notice-worker.js', import.meta.url);

/** A renderer without a thread yet; an idle thread never keeps the program from ending. */
export function createNoticeRenderer(): NoticeRenderer {
  const threads = new WarmThread();
  return {
    render: async (input, control) => {
      if (control.signal.aborted) return err('publication.cancelled');
      const worker = threads.take();
      const { result, healthy } = await renderIn(worker, input, control);
      await (healthy ? threads.keep(worker) : worker.terminate());
      return result;
    },
    close: () => threads.close(),
  };
}

/** At most one idle thread, ended after a minute without work. */
class WarmThread {
  #idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | null = null;

  take(): Worker {
    const idle = this.#forget();
    if (idle === null) return this.#start();
    idle.ref();
    return idle;
  }

  async keep(worker: Worker): Promise<void> {
    await this.close();
    worker.unref();
    this.#idle = { worker, timer: setTimeout(() => void this.close(), KEPT_MS).unref() };
  }

  async close(): Promise<void> {
    await this.#forget()?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerUrl());
    // A thread that dies while it waits concerns nobody: the next notice starts another.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#idle?.worker === worker) this.#forget();
    });
    return worker;
  }

  #forget(): Worker | null {
    const idle = this.#idle;
    this.#idle = null;
    clearTimeout(idle?.timer);
    return idle?.worker ?? null;
  }
}

/** One run in a thread. A thread that was cancelled or broke is not `healthy`: it is to be ended. */
function renderIn(
  worker: Worker,
  input: NoticeInput,
  { progress, signal }: NoticeControl,
): Promise<{ readonly result: RenderResult; readonly healthy: boolean }> {
  return new Promise((resolve) => {
    const finish = (result: RenderResult, healthy: boolean): void => {
      signal.removeEventListener('abort', cancel);
      // One by one: `removeAllListeners` would also remove those by which node keeps the thread's port going.
      worker.off('message', hear).off('error', fail).off('exit', exit);
      resolve({ result, healthy });
    };
    const cancel = (): void => finish(err('publication.cancelled'), false);
    const broke = (reason: string): void => finish(err('publication.failed', { reason }), false);
    const hear = (message: WorkerMessage): void => {
      if (message.is === 'end') finish(message.result, true);
      else progress(message.phase, message.done, NOTICE_PHASES.length);
    };
    const fail = (fault: Error): void => broke(fault.message);
    const exit = (code: number): void => broke(`worker ended with ${code}`);
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', hear).on('error', fail).on('exit', exit);
    worker.postMessage(input);
  });
}
