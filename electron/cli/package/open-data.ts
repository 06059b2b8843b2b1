import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { uptime } from 'node:os';
import { attempt } from '#electron/services/disk/attempt.ts';
import { createHost } from '#electron/services/host/host.ts';
import type { Host } from '#electron/services/host/host.ts';
import { readVersion } from './version.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', '..', 'resources');

/** A command has nobody to tell how far it is, and Ctrl+C ends the process: what is half-done is removed at the next start. */
export const ALONE: JobContext = { progress: () => undefined, signal: new AbortController().signal };

/**
 * Opens a data folder for one command and lets go of it again (`journal.locked` while a window has it). `create` allows a
 * folder that is not there yet; otherwise that is `cli.file-unreadable`.
 */
export async function withData<T>(folder: string, create: boolean, work: (host: Host) => Answer<T>): Answer<T> {
  const there = create ? ok(null) : await folderAt(folder);
  if (!there.ok) return there;
  const host = await createHost({
    dataDir: folder,
    resourcesDir: RESOURCES,
    edition: 'command',
    version: await readVersion(),
    now: Date.now,
    steady: () => uptime() * 1000,
    random: (bytes) => randomBytes(bytes).toString('hex'),
  });
  if (!host.ok) return host;
  try {
    return await work(host.value);
  } finally {
    await host.value.close();
  }
}

async function folderAt(path: string): Answer<null> {
  return attempt(
    (reason) => err('cli.file-unreadable', { path, reason }),
    async () => {
      const found = await stat(join(path, 'inspections'));
      return found.isDirectory() ? ok(null) : err('cli.file-unreadable', { path, reason: 'ENOTDIR' });
    },
  );
}
