import { signatureHolds } from '#electron/services/trust/device-key.ts';
import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { knownDevice, vouch } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { StreamComparison, Head } from '#shared/log/heads.ts';
import { headText } from '#shared/log/voucher.ts';
import type { SignedHead } from '#shared/log/voucher.ts';

/**
 * What goes into a generation with a stream (SPEC BK7): the signature over its end, made now where it is this data
 * folder's, or else the greatest head in it that is kept of its device. Null where there is none or none can be had: a
 * backup does not wait for a key.
 */
export async function signedHeadOf(copy: StreamPart, witness: WitnessPorts): Promise<SignedHead | null> {
  const { inspection, device, head } = copy;
  const voucher = await vouch(inspection, device, head, witness);
  if (voucher.ok && voucher.value !== null) return { seq: head.seq, hash: head.hash, ...voucher.value };
  const kept = await witness.vouchers.last(inspection, device, (one) => isIn(copy, one));
  return kept.ok ? kept.value : null;
}

/**
 * Keeps what a generation's stream was signed with, once the stream is here: a signature of its device over an event that
 * is in it, by the key the device is known by, or which it is known by from now on. What is none of that vouches for
 * nothing and stops nothing (SPEC BK7, LG25); a disk that takes no signature has all the events, and restoring again
 * brings it.
 */
export async function keepSignedHead(
  copy: StreamPart,
  voucher: SignedHead | null,
  is: StreamComparison['is'],
  witness: WitnessPorts,
  at: string,
): Promise<void> {
  const { inspection, device } = copy;
  if (voucher === null || !BROUGHT.has(is) || !isIn(copy, voucher)) return;
  if (!signatureHolds(voucher, headText({ inspection, device }, voucher))) return;
  const known = await knownDevice(device, witness);
  if (!known.ok || known.value.isOwn) return;
  if (known.value.key !== null && known.value.key !== voucher.key) return;
  await witness.trust.remember(new Map([[device, voucher.key]]), at);
  const kept = await witness.vouchers.last(inspection, device, (head) => isIn(copy, head));
  if (!kept.ok || (kept.value !== null && kept.value.seq >= voucher.seq)) return;
  await witness.vouchers.keep(inspection, new Map([[device, voucher]]));
}

/** A stream that is here now as the copy has it, or goes on from there behind damage. */
const BROUGHT: ReadonlySet<StreamComparison['is']> = new Set(['new', 'longer', 'same', 'repair']);

const isIn = (copy: StreamPart, { seq, hash }: Head): boolean => hashIn(copy, seq) === hash;
