import { Worker } from 'node:worker_threads';
import { NOTICE_PHASES } from '#shared/publication/notice-phases.ts';
import { err } from '#shared/result.ts';
import type { NoticeInput, RenderResult, WorkerMessage } from './notice-input.ts';

/** How long work tells where it is, and learns that it is no longer wanted; a host job's context fits. */
export interface NoticeControl {
  readonly progress: (phase: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** The worker's file beside this one: source as it stands, or the bundle's second entry. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './notice-worker.ts' : './notice-worker.js', import.meta.url);

/**
 * Makes a notice in a worker thread of its own, so that neither window nor host stalls. Nothing is written: a cancelled
 * (`publication.cancelled`) or failed run leaves nothing behind but the ended thread.
 */
export function renderNotice(input: NoticeInput, { progress, signal }: NoticeControl): Promise<RenderResult> {
  if (signal.aborted) return Promise.resolve(err('publication.cancelled'));
  const worker = new Worker(workerUrl(), { workerData: input });
  return new Promise<RenderResult>((resolve) => {
    let ended = false;
    const finish = (result: RenderResult): void => {
      // The thread's own end comes last and says nothing new.
      if (ended) return;
      ended = true;
      signal.removeEventListener('abort', cancel);
      void worker.terminate().then(() => resolve(result));
    };
    const cancel = (): void => finish(err('publication.cancelled'));
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.is === 'end') finish(message.result);
      else progress(message.phase, message.done, NOTICE_PHASES.length);
    });
    worker.on('error', (fault) => finish(err('publication.failed', { reason: fault.message })));
    worker.on('exit', (code) => finish(err('publication.failed', { reason: `worker ended with ${code}` })));
  });
}
