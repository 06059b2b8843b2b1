import { execFileSync } from 'node:child_process';

/** A disk in memory of the given size (`size=4m`) on a folder; false where mounting is not allowed. */
export function mountDisk(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Gives a mounted disk another size or other rights. */
export const remountDisk = (path: string, options: string): void =>
  void execFileSync('mount', ['-o', `remount,${options}`, path], { stdio: 'ignore' });

export const unmountDisk = (path: string): void => void execFileSync('umount', [path], { stdio: 'ignore' });
