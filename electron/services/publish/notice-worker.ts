import { parentPort, workerData } from 'node:worker_threads';
import { makeNotice } from './make-notice.ts';
import type { NoticeInput, WorkerMessage } from './notice-input.ts';

/** Body of the worker thread: makes one notice and ends. Its input comes from our own code and needs no schema. */
async function run(input: NoticeInput): Promise<void> {
  const say = (message: WorkerMessage): void => parentPort?.postMessage(message);
  const result = await makeNotice(input, (phase, done) => say({ is: 'phase', phase, done }));
  say({ is: 'end', result });
}

await run(workerData);
