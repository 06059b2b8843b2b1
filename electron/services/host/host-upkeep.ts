import { join } from 'node:path';
import type { Log } from '#electron/services/log/log.ts';
import { createUpdates } from '#electron/services/updates/updates.ts';
import type { Updates } from '#electron/services/updates/updates.ts';
import { type KeyStore, NO_KEY_STORE } from '#electron/services/vault/key-store.ts';
import { openVault } from '#electron/services/vault/vault.ts';
import type { AppInfo, HostEvent } from '#shared/host/records.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';

interface Options {
  readonly edition: AppInfo['edition'];
  readonly version: string;
  readonly now: () => number;
  readonly keyStore?: KeyStore;
  readonly openInstaller?: (path: string) => Promise<boolean>;
}

/** The secrets of a data folder, and the updates for the program as it is installed here. */
export function createUpkeepParts(root: string, { edition, version, now, keyStore, openInstaller }: Options) {
  const updates = createUpdates({
    folder: join(root, 'updates'),
    memory: join(root, 'updates.json'),
    here: { version, platform: process.platform, arch: process.arch, format: installedAs(edition) },
    now,
    ...(openInstaller === undefined ? {} : { openInstaller }),
  });
  return { updates, vault: openVault(join(root, 'secrets'), keyStore ?? NO_KEY_STORE, now) };
}

/** An AppImage names itself in its environment; the other ways to be installed are one for each system. */
function installedAs(edition: AppInfo['edition']): ReleaseFile['format'] {
  if (edition !== 'electron') return 'archive';
  if (process.platform === 'win32') return 'nsis';
  return process.env['APPIMAGE'] === undefined ? 'deb' : 'appimage';
}

/** Asks the server once at the start, if that is switched on and due; the window is told of something newer alone. */
export async function askForUpdates(updates: Updates, emit: (event: HostEvent) => void, log: Log): Promise<void> {
  const asked = await updates.checkIfDue();
  if (asked === null) return;
  log.info('update-checked', asked.ok ? {} : { code: asked.error.code });
  if (asked.ok && asked.value.offer !== null) emit({ type: 'update', version: asked.value.offer.version });
}
