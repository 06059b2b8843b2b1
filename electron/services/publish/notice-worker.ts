import { parentPort } from 'node:worker_threads';
import { makeNotice } from './make-notice.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { WorkerMessage } from './rendered-notice.ts';

/** Body of the worker thread: makes the notices it is sent. Its input comes from our own code and needs no schema. */
async function run(input: NoticeInput): Promise<void> {
  const say = (message: WorkerMessage): void => parentPort?.postMessage(message);
  const result = await makeNotice(input, (phase, done) => say({ is: 'phase', phase, done }));
  say({ is: 'end', result });
}

// A rejection is a bug and ends the thread, which its owner reports.
parentPort?.on('message', (input: NoticeInput) => void run(input));
