import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { signatureHolds } from '#electron/services/trust/device-key.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { headText } from '#shared/log/voucher.ts';
import type { Answer } from '#shared/result.ts';
import { readSigned } from './open-package.ts';
import { openZip } from './read-zip.ts';

export interface SettlePorts {
  readonly holdings: Pick<Holdings, 'intake'>;
  readonly hash: HashText;
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
    const keys = manifest.device === device ? [signature.key] : [];
    const head = manifest.heads[device];
    const voucher = head?.voucher ?? null;
    if (head !== undefined && voucher !== null && signatureHolds(voucher, headText({ ...manifest, device }, head))) {
      keys.push(voucher.key);
    }
    return await ports.holdings.intake().settle(device, print, keys);
  } finally {
    await zip.value.handle.close().catch(() => undefined);
  }
}
