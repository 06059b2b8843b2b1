import { fingerprintOf, signatureHolds } from '#electron/services/trust/device-key.ts';
import { knownDevice } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { headText } from '#shared/log/voucher.ts';
import { err } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { readSigned } from './open-package.ts';
import { openZip } from './read-zip.ts';

export interface SettlePorts extends WitnessPorts {
  readonly hash: HashText;
  readonly now: () => number;
}

/**
 * Takes a device for the one with the key of that fingerprint, which signed this package or vouches in it for the
 * device's stream (`package.key-changed` where none does, or where the device is this data folder's own).
 */
export async function settleKey(path: string, device: DeviceId, print: Sha256, ports: SettlePorts): Answer<null> {
  const zip = await openZip(path);
  if (!zip.ok) return zip;
  try {
    const signed = await readSigned(zip.value, ports.hash);
    if (!signed.ok) return signed;
    const { manifest, signature } = signed.value;
    const head = manifest.heads[device];
    const voucher = head?.voucher ?? null;
    const keys = [
      ...(manifest.device === device ? [signature.key] : []),
      ...(head !== undefined && voucher !== null && signatureHolds(voucher, headText({ ...manifest, device }, head))
        ? [voucher.key]
        : []),
    ];
    const known = await knownDevice(device, ports);
    if (!known.ok) return known;
    const key = known.value.isOwn ? undefined : keys.find((one) => fingerprintOf(one) === print);
    if (key === undefined) return err('package.key-changed', { device });
    return await ports.trust.settle(device, key, new Date(ports.now()).toISOString());
  } finally {
    await zip.value.handle.close().catch(() => undefined);
  }
}
