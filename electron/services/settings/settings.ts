import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { Settings } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

const SETTINGS_VERSION = 1;
const SettingsFile = v.object({ version: v.literal(SETTINGS_VERSION), settings: Settings });

export interface SettingsStore {
  /** Defaults before the first `set`. `settings.unreadable`: there is a file, and it is left as it is. */
  get(): Answer<Settings>;
  /** Replaces the file as a whole (`settings.write-failed`); never one that cannot be read. */
  set(settings: Settings): Answer<Settings>;
}

/** The settings file of a data folder, read once: only this program writes it. */
export function openSettings(path: string): SettingsStore {
  const serial = createSerial();
  let known: Settings | null = null;
  const get = async (): Answer<Settings> => {
    if (known !== null) return ok(known);
    return attempt('settings.unreadable', async () => {
      const text = await readOrNull(path);
      if (text === null) return ok((known = v.parse(Settings, {})));
      const parsed = v.safeParse(SettingsFile, parseJson(text));
      if (parsed.success) known = parsed.output.settings;
      return parsed.success ? ok(parsed.output.settings) : err('settings.unreadable', { reason: 'settings.json' });
    });
  };
  const set = async (settings: Settings): Answer<Settings> => {
    const before = await get();
    if (!before.ok) return before;
    return attempt('settings.write-failed', async () => {
      await writeFileAtomic(path, `${JSON.stringify({ version: SETTINGS_VERSION, settings }, null, 2)}\n`);
      known = settings;
      return ok(settings);
    });
  };
  return { get: () => serial.run('settings', get), set: (settings) => serial.run('settings', () => set(settings)) };
}
