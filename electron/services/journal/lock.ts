import { link, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readRegularText } from '#electron/services/disk/regular-file.ts';
import { processExists } from '#electron/services/disk/process-exists.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { HEARTBEAT_MS, isBeating, WATCH } from './foreign-lock.ts';
import type { Watch } from './foreign-lock.ts';
import { isSameStart, processStart } from './process-start.ts';
import { parseJson } from '#electron/services/disk/read.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';

const LockFile = v.object({
  pid: v.number(),
  started: v.string(),
  machine: v.string(),
  /** When it was taken, by the clock of its machine; only to be told. */
  since: v.optional(v.string()),
});
type LockFile = v.InferOutput<typeof LockFile>;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process alone: `journal.locked` (with the holder's pid, its machine, and since when) while
 * another one lives. A lock whose process is gone is taken over; a pid that was given to a new process is told apart by
 * its start time; of another machine's lock it is watched whether it is kept up.
 */
export async function takeLock(root: string, now: () => number, watch = WATCH): Promise<Result<Lock, ErrorCode>> {
  const path = join(root, 'lock');
  const since = new Date(now()).toISOString();
  const own: LockFile = { pid: process.pid, started: await ownStart(), machine: hostname(), since };
  const text = JSON.stringify(own);
  const temporary = `${path}.${process.pid}-${now()}`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    try {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (await linked(temporary, path)) return ok(hold(path, text, now));
        const holder = await liveHolder(path, watch);
        if (holder !== null) return locked(holder);
      }
    } finally {
      await rm(temporary, { force: true });
    }
    return err('journal.locked', { pid: 0, machine: '', since: '' });
  } catch (fault) {
    return err('journal.write-failed', { reason: reasonOf(fault) });
  }
}

function locked({ pid, machine, since }: LockFile): Result<never, ErrorCode> {
  return err('journal.locked', { pid, machine, since: since === undefined ? '' : minuteText(new Date(since)) });
}

/** `2026-11-27 21:05`, by the clock on the wall here. */
function minuteText(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

async function linked(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (fault) {
    if (reasonOf(fault) === 'EEXIST') return false;
    // A disk without hard links (FAT on a USB stick): an exclusive create does the same in two steps.
    return createdExclusively(path, await readRegularText(temporary));
  }
}

async function createdExclusively(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (fault) {
    if (reasonOf(fault) === 'EEXIST') return false;
    throw fault;
  }
}

/** Who holds the lock; null when the lock was stale and is now out of the way. */
async function liveHolder(path: string, watch: Watch): Promise<LockFile | null> {
  const text = await readRegularText(path).catch(() => null);
  if (text === null) return null;
  const parsed = v.safeParse(LockFile, parseJson(text));
  if (parsed.success && (await isAlive(parsed.output, path, watch))) return parsed.output;
  // Moved, not deleted: if someone else has just taken the lock over, theirs is put back.
  const aside = `${path}.stale-${process.pid}`;
  await renameFile(path, aside).catch(() => undefined);
  if ((await readRegularText(aside).catch(() => text)) !== text) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  return null;
}

async function isAlive(lock: LockFile, path: string, watch: Watch): Promise<boolean> {
  if (lock.machine !== hostname()) return isBeating(path, watch);
  if (!processExists(lock.pid)) return false;
  const started = await processStart(lock.pid);
  return started === null || isSameStart(started, lock.started);
}

/** The start of this process; asking the system for it would take Windows half a second at every start. */
async function ownStart(): Promise<string> {
  const told = process.platform === 'linux' ? await processStart(process.pid) : null;
  return told ?? String(Math.round(Date.now() - process.uptime() * 1000));
}

function hold(path: string, text: string, now: () => number): Lock {
  const beat = setInterval(() => {
    const at = now() / 1000;
    utimes(path, at, at).catch(() => undefined);
  }, HEARTBEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      const current = await readRegularText(path).catch(() => null);
      if (current === text) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
