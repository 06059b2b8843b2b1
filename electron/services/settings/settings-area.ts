import type { HostCalls } from '#shared/host/dispatch.ts';
import type { Settings } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { SettingsStore } from './settings.ts';

type SettingsCalls = Pick<HostCalls, Extract<keyof HostCalls, `settings:${string}`>>;

export interface SettingsParts {
  readonly settings: SettingsStore;
  /** Whether a folder may hold backups. */
  readonly admitFolder: (folder: string) => Answer<null>;
}

/** Calls about the settings. */
export function settingsCalls(parts: SettingsParts): SettingsCalls {
  return {
    'settings:get': () => parts.settings.get(),
    'settings:set': (settings) => setSettings(parts, settings),
  };
}

/** A folder for backups is checked wherever it comes from. */
async function setSettings({ settings, admitFolder }: SettingsParts, next: Settings) {
  const { backupFolder } = next;
  const former = await settings.get();
  const isNew = backupFolder !== undefined && !(former.ok && former.value.backupFolder === backupFolder);
  const admitted = isNew ? await admitFolder(backupFolder) : ok(null);
  return admitted.ok ? settings.set(next) : admitted;
}
