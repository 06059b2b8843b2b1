import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { parseJson, readOrNull } from '#electron/services/journal/data-folder.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/disk.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { DeviceId } from '#shared/ids.ts';
import { DeviceKeyText } from '#shared/package/signature.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

const TrustFile = v.strictObject({
  format: v.literal(1),
  devices: v.record(DeviceId, v.strictObject({ key: DeviceKeyText, since: v.string() })),
});
type TrustFile = v.InferOutput<typeof TrustFile>;

/** The keys that devices first came with. A file that cannot be read is `package.key-unreadable`, never a fresh start. */
export interface Trust {
  /** The key a device is known by; null: it never came. */
  keyOf(device: DeviceId): Answer<string | null>;
  /** Remembers the key of a device that is not known yet (`package.write-failed`); a known one keeps its own. */
  remember(device: DeviceId, key: string, at: string): Answer<null>;
}

export function openTrust(root: string): Trust {
  const path = join(root, 'known-devices.json');
  const serial = createSerial();
  const run = <T>(task: (file: TrustFile) => Answer<T>): Answer<T> =>
    serial.run('trust', async () => {
      try {
        const text = await readOrNull(path);
        const file = v.safeParse(TrustFile, text === null ? { format: 1, devices: {} } : parseJson(text));
        return file.success ? await task(file.output) : err('package.key-unreadable', { reason: 'known-devices.json' });
      } catch (fault) {
        if (!isSystemError(fault)) throw fault;
        return err('package.key-unreadable', { reason: reasonOf(fault) });
      }
    });
  // A disk that takes no key has not lost one.
  const write = async (file: TrustFile): Answer<null> => {
    try {
      await writeFileAtomic(path, `${JSON.stringify(file)}\n`);
      return ok(null);
    } catch (fault) {
      if (!isSystemError(fault)) throw fault;
      return err('package.write-failed', { reason: reasonOf(fault) });
    }
  };
  return {
    keyOf: (device) => run(async ({ devices }) => ok(devices[device]?.key ?? null)),
    remember: (device, key, since) =>
      run(async (file) => {
        if (file.devices[device] !== undefined) return ok(null);
        const devices = { ...file.devices, [device]: { key, since } };
        return write({ ...file, devices });
      }),
  };
}
