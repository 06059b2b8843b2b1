import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { vouch } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';

/**
 * What leaves with a stream (SPEC LG24, BK7): the signature over its end, made now where it is this data
 * folder's, or else the greatest head in it that is kept of its device. Null where there is none or none can be had: what
 * keeps it safe elsewhere does not wait for a key.
 */
export async function signedHeadOf(copy: StreamPart, witness: WitnessPorts): Promise<SignedHead | null> {
  const { inspection, device, head } = copy;
  const voucher = await vouch(inspection, device, head, witness);
  if (voucher.ok && voucher.value !== null) return { seq: head.seq, hash: head.hash, ...voucher.value };
  const kept = await witness.vouchers.last(inspection, device, (one) => isIn(copy, one));
  return kept.ok ? kept.value : null;
}

const isIn = (copy: StreamPart, { seq, hash }: Head): boolean => hashIn(copy, seq) === hash;
