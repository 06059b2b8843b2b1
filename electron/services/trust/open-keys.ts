import { openDeviceKey } from './device-key.ts';
import { openTrust } from './trust.ts';
import { openVouchers } from './vouchers.ts';
import type { WitnessPorts } from './witness.ts';

export type Keys = Omit<WitnessPorts, 'device'>;

/**
 * The keys that a data folder signs with and others are known by, in `keysRoot`, and what others signed, in `root`. Opened
 * once for all who use them: two who made a device's key at the same moment would make two.
 */
export function openKeys(keysRoot: string, root: string): Keys {
  const trust = openTrust(keysRoot);
  const key = openDeviceKey(keysRoot, (device) => trust.keyOf(device));
  return { key, trust, vouchers: openVouchers(root) };
}
