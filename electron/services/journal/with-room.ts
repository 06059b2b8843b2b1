import { attempt } from '#electron/services/disk/attempt.ts';
import type { Answer } from '#shared/result.ts';
import { isFull } from './refusal.ts';

/** Runs a write; one that finds the disk full is tried once more when room could be made. Throws the system's error then. */
export async function withRoom<T>(write: () => Answer<T>, makeRoom: (() => Promise<boolean>) | undefined): Answer<T> {
  const first = await attempt('journal.write-failed', write);
  if (first.ok || !isFull(first.error)) return first;
  return (await makeRoom?.()) === true ? write() : first;
}
