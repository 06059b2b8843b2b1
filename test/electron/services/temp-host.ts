import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost } from '#electron/services/host/host.ts';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';

export const RESOURCES = join(import.meta.dirname, '..', '..', '..', 'resources');

/** An empty folder that goes away with `drop`. */
export async function tempFolder(): Promise<{ readonly path: string; drop(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'workbench-'));
  return { path, drop: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) };
}

/** An empty folder in memory where the system has such a disk: for thousands of small runs whose fsync proves nothing. */
export async function memoryFolder(): ReturnType<typeof tempFolder> {
  if (!existsSync('/dev/shm')) return tempFolder();
  const path = await mkdtemp('/dev/shm/workbench-');
  return { path, drop: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) };
}

/** Options for a host on `dataDir`, with a clock that starts at a fixed time and moves on at every look. */
export function hostOptions(dataDir: string): HostOptions {
  let now = Date.UTC(2024, 7, 1);
  return {
    dataDir,
    resourcesDir: RESOURCES,
    edition: 'browser',
    version: '0.0.0',
    now: () => (now += 1000),
    random: (bytes) => randomBytes(bytes).toString('hex'),
    // Hundreds of hosts are opened: only the tests of the reserve pay for one.
    disk: { reserveBytes: 0, freeBytes: async () => null },
  };
}

/** Opens a host and fails the test where it does not open. */
export async function openHost(dataDir: string, options: Partial<HostOptions> = {}): Promise<Host> {
  const host = await createHost({ ...hostOptions(dataDir), ...options });
  if (!host.ok) throw new Error(`host does not open: ${JSON.stringify(host.error)}`);
  return host.value;
}
