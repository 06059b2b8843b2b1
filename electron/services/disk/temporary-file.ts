import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isSystemError } from './system-error.ts';
import { processExists } from './process-exists.ts';

/** A temporary file says which process of which machine writes it; those of earlier versions say neither. */
const TEMPORARY = /^\.workbench-(?:([0-9a-f]{8})-(\d+)-)?[0-9a-f]{12}\.part$/;

/** Whoever writes touches the file all the time; the longest pause is the disk's own, at the end. */
const STALE_MS = 3600_000;

/**
 * Makes an empty file of our own in a folder that is not ours, to be written and then given its name: what somebody keeps
 * there is never touched. Temporary files that killed runs left are removed with it. `mode`: who may read it, before the user's mask.
 * Answers its path. Throws the system's error.
 */
export async function beginTemporary(folder: string, mode = 0o666): Promise<string> {
  const path = join(folder, `.workbench-${machineMark()}-${process.pid}-${randomBytes(6).toString('hex')}.part`);
  await writeFile(path, '', { flag: 'wx', mode });
  // By the clock of that disk, which may be another machine's.
  const { mtimeMs: now } = await stat(path);
  for (const name of await readdir(folder).catch(noneFrom)) {
    const left = join(folder, name);
    if (left !== path && (await isLeft(left, name, now))) await rm(left, { force: true }).catch(leaveIt);
  }
  return path;
}

/** Runs a task that writes a temporary file or folder, which is gone when it ends, however that is; what cannot be removed stays. */
export async function withTemporary<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } finally {
    await rm(path, { recursive: true, force: true }).catch(leaveIt);
  }
}

const machineMark = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

async function isLeft(path: string, name: string, now: number): Promise<boolean> {
  const named = TEMPORARY.exec(name);
  if (named === null) return false;
  if (named[1] === machineMark() && !processExists(Number(named[2]))) return true;
  const found = await stat(path).catch(leaveIt);
  return found !== undefined && found.isFile() && now - found.mtimeMs > STALE_MS;
}

/** What cannot be looked at or removed stays: it is in nobody's way. */
function leaveIt(fault: unknown): undefined {
  if (!isSystemError(fault)) throw fault;
}

function noneFrom(fault: unknown): string[] {
  leaveIt(fault);
  return [];
}
