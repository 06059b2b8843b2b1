import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import { createHost, type Host } from '#electron/services/host/host.ts';
import { createPublisher } from '#electron/services/publish/host-publisher.ts';

/** Opens the host as both shells use it: with the true clock, true randomness and the true publisher. Failures as `createHost` names them. */
export function openHost(
  options: Pick<
    HostOptions,
    | 'dataDir'
    | 'resourcesDir'
    | 'windowFolder'
    | 'edition'
    | 'version'
    | 'keyStore'
    | 'openInstaller'
    | 'onWindowState'
    | 'askForBackupFolder'
    | 'askForSharedFolder'
  >,
): Promise<Result<Host, ErrorCode>> {
  return createHost({
    ...options,
    now: Date.now,
    // Counts on while the machine sleeps, unlike the process's own clock: a closed lid must not look like a set clock.
    steady: () => uptime() * 1000,
    random: (bytes) => randomBytes(bytes).toString('hex'),
    backUpEveryMs: 15 * 60_000,
    syncBeatMs: 15_000,
    askForUpdates: true,
    publish: createPublisher,
  });
}
