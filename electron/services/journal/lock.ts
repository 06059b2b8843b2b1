import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { parseJson } from './data-folder.ts';
import { reasonOf } from '#electron/services/disk/disk.ts';
import { isSameStart, processStart } from './process-start.ts';

const LockFile = v.object({ pid: v.number(), started: v.string(), machine: v.string() });
type LockFile = v.InferOutput<typeof LockFile>;

const HEARTBEAT_MS = 15_000;
/** A lock of another machine is believed for this long after its last heartbeat. */
const FOREIGN_STALE_MS = 120_000;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process alone: `journal.locked` (with the holder's pid) while another one lives. A
 * lock whose process is gone is taken over; a pid that was given to a new process is told apart by its start time.
 */
export async function takeLock(root: string, now: () => number): Promise<Result<Lock, ErrorCode>> {
  const path = join(root, 'lock');
  const own: LockFile = { pid: process.pid, started: await ownStart(), machine: hostname() };
  const text = JSON.stringify(own);
  const draft = `${path}.${process.pid}-${now()}`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    try {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (await linked(draft, path)) return ok(hold(path, text, now));
        const holder = await liveHolder(path, now);
        if (holder !== null) return err('journal.locked', { pid: holder });
      }
    } finally {
      await rm(draft, { force: true });
    }
    return err('journal.locked', { pid: 0 });
  } catch (fault) {
    return err('journal.write-failed', { reason: reasonOf(fault) });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (fault) {
    if (reasonOf(fault) === 'EEXIST') return false;
    // A disk without hard links (FAT on a USB stick): an exclusive create does the same in two steps.
    return createdExclusively(path, await readFile(draft, 'utf8'));
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

/** The pid that holds the lock; null when the lock was stale and is now out of the way. */
async function liveHolder(path: string, now: () => number): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = v.safeParse(LockFile, parseJson(text));
  if (parsed.success && (await isAlive(parsed.output, path, now))) return parsed.output.pid;
  // Moved, not deleted: if someone else has just taken the lock over, theirs is put back.
  const aside = `${path}.stale-${process.pid}`;
  await renameFile(path, aside).catch(() => undefined);
  if ((await readFile(aside, 'utf8').catch(() => text)) !== text) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  return null;
}

async function isAlive(lock: LockFile, path: string, now: () => number): Promise<boolean> {
  if (lock.machine !== hostname()) return now() - (await stat(path)).mtimeMs < FOREIGN_STALE_MS;
  if (!processExists(lock.pid)) return false;
  const started = await processStart(lock.pid);
  return started === null || isSameStart(started, lock.started);
}

/** The start of this process; asking the system for it would take Windows half a second at every start. */
async function ownStart(): Promise<string> {
  const told = process.platform === 'linux' ? await processStart(process.pid) : null;
  return told ?? String(Math.round(Date.now() - process.uptime() * 1000));
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return reasonOf(fault) === 'EPERM';
  }
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
      const current = await readFile(path, 'utf8').catch(() => null);
      if (current === text) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
