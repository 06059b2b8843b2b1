import type { Device } from '#electron/services/journal/device.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import { headText } from '#shared/log/voucher.ts';
import type { Voucher } from '#shared/log/voucher.ts';
import type { KnownDevice } from '#shared/package/vouching.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { DeviceKey } from './device-key.ts';
import type { Trust } from './trust.ts';
import type { Vouchers } from './vouchers.ts';

export interface WitnessPorts {
  readonly device: Pick<Device, 'current' | 'owns'>;
  readonly key: DeviceKey;
  readonly trust: Trust;
  readonly vouchers: Vouchers;
}

/**
 * The signature of its own device over a stream that is about to leave, up to `head`; null: there is none. A stream of
 * this data folder is signed now: its key is here and nowhere else, and signing every saved event would make saving wait
 * for a signature that nobody looks at before the stream leaves. One of a former id is signed only with a key that it had
 * already: the folder may be a copy of the one that is still to make it.
 */
export async function vouch(
  inspection: InspectionId,
  device: DeviceId,
  head: Head,
  ports: WitnessPorts,
): Answer<Voucher | null> {
  const own = await ownKey(device, ports);
  if (!own.ok) return own;
  if (own.value !== null || device === ports.device.current()) {
    return ports.key.sign(headText({ inspection, device }, head), device);
  }
  const kept = await ports.vouchers.find(inspection, device, head);
  if (!kept.ok || kept.value === null) return kept;
  const { key, signature } = kept.value;
  return ok({ key, signature });
}

/** What this data folder knows of a device. */
export async function knownDevice(device: DeviceId, ports: WitnessPorts): Answer<KnownDevice> {
  const own = await ownKey(device, ports);
  if (!own.ok) return own;
  if (own.value !== null || device === ports.device.current()) {
    return ok({ isOwn: true, key: own.value, confirmed: false });
  }
  const [key, confirmed] = [await ports.trust.keyOf(device), await ports.trust.isConfirmed(device)];
  if (!key.ok) return key;
  return confirmed.ok ? ok({ isOwn: false, key: key.value, confirmed: confirmed.value }) : confirmed;
}

const ownKey = (device: DeviceId, ports: WitnessPorts): Answer<string | null> =>
  ports.device.owns(device) ? ports.key.publicKey(device) : Promise.resolve(ok(null));
