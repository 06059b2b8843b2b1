import { join } from 'node:path';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { AppInfo, HostEvent } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';
import { createUpdates, type Updates } from './updates.ts';

type UpdateCalls = Pick<HostCalls, Extract<keyof HostCalls, `update:${string}`>>;

export interface UpdateNeeds {
  /** The data folder: it remembers what was last seen, and holds what was fetched. */
  readonly root: string;
  readonly edition: AppInfo['edition'];
  readonly version: string;
  readonly now: () => number;
  readonly jobs: Jobs;
  /** Hands an installer to the system; absent: it can only be shown where it lies. */
  readonly openInstaller: ((path: string) => Promise<boolean>) | undefined;
}

/** The updates for the program as it is installed here, and the calls about them. */
export function openUpdateArea({ root, edition, version, now, jobs, openInstaller }: UpdateNeeds) {
  const updates = createUpdates({
    folder: join(root, 'updates'),
    memory: join(root, 'updates.json'),
    here: { version, platform: process.platform, arch: process.arch, format: installedAs(edition) },
    now,
    ...(openInstaller === undefined ? {} : { openInstaller }),
  });
  return { updates, calls: updateCalls({ updates, jobs }) };
}

/** An AppImage names itself in its environment; the other ways to be installed are one for each system. */
function installedAs(edition: AppInfo['edition']): ReleaseFile['format'] {
  if (edition !== 'electron') return 'archive';
  if (process.platform === 'win32') return 'nsis';
  return process.env['APPIMAGE'] === undefined ? 'deb' : 'appimage';
}

/** Calls about newer versions of the program. An installer is only ever opened by its own call, never during work. */
export function updateCalls({ updates, jobs }: { readonly updates: Updates; readonly jobs: Jobs }): UpdateCalls {
  return {
    'update:get': () => updates.state(),
    'update:configure': (settings) => updates.configure(settings),
    'update:check': () => updates.check(),
    'update:download': async () => ok(jobs.start('update', (job) => updates.download(job))),
    'update:open': async () => {
      if (jobs.busy()) return err('update.busy');
      const opened = await updates.open();
      return opened.ok ? ok({}) : opened;
    },
    'update:begin-file': (_input, bytes) => updates.beginFile(bytes),
    'update:add-part': ({ offset }, bytes) => updates.addPart(offset, bytes),
  };
}

/** Asks the server once at the start, if that is switched on and due; the window is told of something newer alone. */
export async function askForUpdates(
  updates: Pick<Updates, 'checkIfDue'>,
  emit: (event: HostEvent) => void,
  log: Pick<Log, 'info'>,
): Promise<void> {
  const asked = await updates.checkIfDue();
  if (asked === null) return;
  log.info('update-checked', asked.ok ? {} : { code: asked.error.code });
  if (asked.ok && asked.value.offer !== null) emit({ type: 'update', version: asked.value.offer.version });
}
