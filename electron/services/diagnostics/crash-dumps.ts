import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A crash dump: a copy of a process's memory at its end. */
export interface CrashDump {
  readonly path: string;
  /** Wall milliseconds. */
  readonly at: number;
  readonly bytes: number;
}

const KEPT = 10;
const KEPT_MS = 90 * 24 * 3600 * 1000;

/** All dumps below a folder, latest first; none where there is no such folder. */
export async function listDumps(folder: string): Promise<readonly CrashDump[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const dumps: CrashDump[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.dmp')) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => null);
    if (found !== null) dumps.push({ path, at: found.mtimeMs, bytes: found.size });
  }
  return dumps.toSorted((one, other) => other.at - one.at);
}

/** Removes dumps beyond the ten latest and those older than 90 days; answers how many went. */
export async function pruneDumps(folder: string, now: number): Promise<number> {
  const dumps = await listDumps(folder);
  const old = dumps.filter(({ at }, index) => index >= KEPT || now - at > KEPT_MS);
  for (const { path } of old) await rm(path, { force: true }).catch(() => undefined);
  return old.length;
}
