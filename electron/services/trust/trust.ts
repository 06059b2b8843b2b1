import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { DeviceId } from '#shared/ids.ts';
import { DeviceKeyText } from '#shared/log/voucher.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

const Known = v.strictObject({
  key: DeviceKeyText,
  since: v.string(),
  /** When somebody compared the key with the device's owner and settled on it, against another. */
  confirmed: v.optional(v.string()),
  /** Keys it was taken for before. */
  former: v.optional(v.array(DeviceKeyText)),
});

type Known = v.InferOutput<typeof Known>;

const TrustFile = v.strictObject({ format: v.literal(1), devices: v.record(DeviceId, Known) });
type TrustFile = v.InferOutput<typeof TrustFile>;

/** The keys that devices first came with. A file that cannot be read is `package.key-unreadable`, never a fresh start. */
export interface Trust {
  /** The key a device is known by; null: it never came. */
  keyOf(device: DeviceId): Answer<string | null>;
  /** Whether somebody settled on that key (`settle`). */
  isConfirmed(device: DeviceId): Answer<boolean>;
  /** Remembers the keys of devices that are not known yet (`package.write-failed`); a known one keeps its own. */
  remember(keys: ReadonlyMap<DeviceId, string>, at: string): Answer<null>;
  /** Takes a device for the one with this key from now on, as somebody decided who compared it with the device's owner. */
  settle(device: DeviceId, key: string, at: string): Answer<null>;
}

export function openTrust(root: string): Trust {
  const path = join(root, 'known-devices.json');
  const serial = createSerial();
  const run = <T>(task: (file: TrustFile) => Answer<T>): Answer<T> =>
    serial.run('trust', async () => {
      return attempt('package.key-unreadable', async () => {
        const text = await readOrNull(path);
        const file = v.safeParse(TrustFile, text === null ? { format: 1, devices: {} } : parseJson(text));
        return file.success ? await task(file.output) : err('package.key-unreadable', { reason: 'known-devices.json' });
      });
    });
  // A disk that takes no key has not lost one.
  const write = async (file: TrustFile): Answer<null> => {
    return attempt('package.write-failed', async () => {
      await writeFileAtomic(path, `${JSON.stringify(file)}\n`);
      return ok(null);
    });
  };
  return {
    keyOf: (device) => run(async ({ devices }) => ok(devices[device]?.key ?? null)),
    isConfirmed: (device) => run(async ({ devices }) => ok(devices[device]?.confirmed !== undefined)),
    remember: (keys, since) =>
      run(async (file) => {
        const fresh = [...keys].filter(([device]) => file.devices[device] === undefined);
        const known = Object.fromEntries(fresh.map(([device, key]) => [device, { key, since }]));
        return fresh.length === 0 ? ok(null) : write({ ...file, devices: { ...file.devices, ...known } });
      }),
    settle: (device, key, at) =>
      run((file) => write({ ...file, devices: { ...file.devices, [device]: settled(file.devices[device], key, at) } })),
  };
}

/** A device known by another key than before; those it was taken for are remembered. */
function settled(before: Known | undefined, key: string, at: string): Known {
  const others = [...(before?.former ?? []), ...(before === undefined ? [] : [before.key])];
  const former = [...new Set(others)].filter((other) => other !== key);
  return { key, since: before?.since ?? at, confirmed: at, former };
}
