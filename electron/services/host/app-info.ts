import type { AppInfo } from '#shared/host/records.ts';
import type { DeviceId } from '#shared/ids.ts';

type About = Pick<AppInfo, 'version' | 'edition'> & { readonly dataDir: string };

/** What this program is and runs on: its own versions and those of its engines. */
export function appInfo(
  { version, edition, dataDir }: About,
  device: DeviceId,
  readOnly = false,
): Omit<AppInfo, 'storage'> {
  const { electron, chrome, node } = process.versions as Readonly<Record<string, string | undefined>>; // Electron adds two
  const engines = { ...named('Electron', electron), ...named('Chromium', chrome), ...named('Node.js', node) };
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}`;
  return { version, edition, device, dataFolder: dataDir, runtime, engines, readOnly };
}

const named = (name: string, version: string | undefined): Readonly<Record<string, string>> =>
  version === undefined ? {} : { [name]: version };
