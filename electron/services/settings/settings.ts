import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { parseJson, readOrNull } from '#electron/services/journal/data-folder.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/disk.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Settings } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';

const SETTINGS_VERSION = 1;
const SettingsFile = v.object({ version: v.literal(SETTINGS_VERSION), settings: Settings });

type Answer = Promise<Result<Settings, ErrorCode>>;

export interface SettingsStore {
  /** Defaults before the first `set`. `settings.unreadable`: there is a file, and it is left as it is. */
  get(): Answer;
  /** Replaces the file as a whole (`settings.write-failed`); never one that cannot be read. */
  set(settings: Settings): Answer;
}

/** The settings file of a data folder, read once: only this program writes it. */
export function openSettings(path: string): SettingsStore {
  const serial = createSerial();
  let known: Settings | null = null;
  const get = async (): Answer => {
    if (known !== null) return ok(known);
    try {
      const text = await readOrNull(path);
      if (text === null) return ok((known = v.parse(Settings, {})));
      const parsed = v.safeParse(SettingsFile, parseJson(text));
      if (parsed.success) known = parsed.output.settings;
      return parsed.success ? ok(parsed.output.settings) : err('settings.unreadable', { reason: 'settings.json' });
    } catch (fault) {
      if (!isSystemError(fault)) throw fault;
      return err('settings.unreadable', { reason: reasonOf(fault) });
    }
  };
  const set = async (settings: Settings): Answer => {
    const before = await get();
    if (!before.ok) return before;
    try {
      await writeFileAtomic(path, `${JSON.stringify({ version: SETTINGS_VERSION, settings }, null, 2)}\n`);
      known = settings;
      return ok(settings);
    } catch (fault) {
      if (!isSystemError(fault)) throw fault;
      return err('settings.write-failed', { reason: reasonOf(fault) });
    }
  };
  return { get: () => serial.run('settings', get), set: (settings) => serial.run('settings', () => set(settings)) };
}
