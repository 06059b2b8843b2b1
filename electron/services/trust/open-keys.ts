import type { Device } from '#electron/services/journal/device.ts';
import { openDeviceKey } from './device-key.ts';
import { openTrust } from './trust.ts';
import { openVouchers } from './vouchers.ts';
import type { WitnessPorts } from './witness.ts';

/**
 * The keys that a data folder signs with and others are known by, in `keysRoot`, and what others signed, in `root`. Opened
 * once for all who use them: two who made a device's key at the same moment would make two.
 */
export function openKeys(keysRoot: string, root: string, device: Device): WitnessPorts {
  const trust = openTrust(keysRoot);
  const key = openDeviceKey(keysRoot, (of) => trust.keyOf(of));
  return { device, key, trust, vouchers: openVouchers(root) };
}
