import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart, StreamPlan } from '#electron/services/journal/stream-part.ts';
import { signatureHolds } from '#electron/services/trust/device-key.ts';
import type { Vouchers } from '#electron/services/trust/vouchers.ts';
import type { Head } from '#shared/log/heads.ts';
import { headText } from '#shared/log/voucher.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import type { KnownDevice } from '#shared/package/vouching.ts';
import type { Answer } from '#shared/result.ts';

/** A whole stream as it comes from a place, and how far its device is said there to have signed it. */
export interface CarriedStream {
  readonly part: StreamPart;
  readonly voucher: SignedHead | null;
}

/** What speaks for a stream, or against it. */
export interface Evidence {
  /** What is known of its device; null: the record of keys cannot be read. */
  readonly known: KnownDevice | null;
  /** The signature that came with it, where it holds over an event of it. */
  readonly signed: SignedHead | null;
  readonly familiar: number;
  readonly hereKey: string | null;
  /** Up to which event a signature by the known key is kept here. */
  readonly keptTo: number;
}

/**
 * Gathers what is known here of a stream that was held against the one here. A device whose key is in no record is known
 * by the signature that is kept with this stream. A record of signatures that cannot be read says nothing.
 */
export async function evidenceFor(
  { part, voucher }: CarriedStream,
  { comparison, here, familiar }: StreamPlan,
  device: KnownDevice | null,
  vouchers: Vouchers,
): Promise<Evidence> {
  const ids = [part.inspection, part.device] as const;
  const isIn = ({ seq, hash }: Head): boolean => hashIn(part, seq) === hash;
  const signed = voucher !== null && vouches(voucher, part) ? voucher : null;
  const latest = await orNull(vouchers.last(...ids, () => true));
  const known = device?.isOwn === false && device.key === null ? { ...device, key: latest?.key ?? null } : device;
  const kept = await orNull(vouchers.last(...ids, (head) => isIn(head) && head.key === known?.key));
  const marked = await orNull(vouchers.unsignedHead(...ids));
  const forked = comparison.is === 'fork' && here !== null ? await orNull(vouchers.find(...ids, here)) : null;
  const keptTo = kept?.seq ?? 0;
  return {
    known,
    signed,
    familiar: Math.max(familiar, keptTo, marked !== null && isIn(marked) ? marked.seq : 0),
    hereKey: forked?.key ?? null,
    keptTo,
  };
}

/** Whether a signature holds and is over an event of this stream; whose it is, is another question. */
export const vouches = (voucher: SignedHead, part: StreamPart): boolean =>
  hashIn(part, voucher.seq) === voucher.hash && signatureHolds(voucher, headText(part, voucher));

async function orNull<T>(asked: Answer<T | null>): Promise<T | null> {
  const answer = await asked;
  return answer.ok ? answer.value : null;
}
