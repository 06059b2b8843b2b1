import { reasonOf } from './system-error.ts';

/** Whether a process of this machine has this number now, ours or not. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return reasonOf(fault) === 'EPERM';
  }
}
