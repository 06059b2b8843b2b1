import type { JobContext } from './jobs.ts';

/** Work that nobody watches and nobody calls off. */
export const UNATTENDED: JobContext = { progress: () => undefined, signal: new AbortController().signal };

/** Says how far a phase is, a hundred times at most; throws the signal's reason where the work is no longer wanted. */
export function step({ progress, signal }: JobContext, phase: string, done: number, total: number): void {
  if (done === total || done % Math.ceil(total / 100) === 0) progress(phase, done, total);
  signal.throwIfAborted();
}
