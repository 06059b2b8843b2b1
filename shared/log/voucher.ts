import * as v from 'valibot';
import type { DeviceId, InspectionId } from '../ids.ts';
import { Sha256 } from '../ids.ts';
import { canonicalText } from './canonical.ts';
import { Seq } from './heads.ts';
import type { Head } from './heads.ts';

/** A raw Ed25519 public key (32 bytes) and signature (64 bytes), as base64url without padding. */
export const DeviceKeyText = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
export const SignatureText = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/));

/** A signature over a stream's head, and the key it was made with. */
export const Voucher = v.strictObject({ key: DeviceKeyText, signature: SignatureText });
export type Voucher = v.InferOutput<typeof Voucher>;

/** Where a stream ends, as the device that wrote it signed it: the hash chain ties every event before to it. */
export const SignedHead = v.strictObject({ seq: Seq, hash: Sha256, ...Voucher.entries });
export type SignedHead = v.InferOutput<typeof SignedHead>;

/**
 * What a device signs of its stream, behind a line that no other use of its key begins with: which inspection, which
 * device, how far, and the hash of the last event. It holds for this stream alone, whoever carries it and by which way
 * (SPEC LG24).
 */
export function headText(stream: { readonly inspection: InspectionId; readonly device: DeviceId }, head: Head): string {
  const { inspection, device } = stream;
  const { seq, hash } = head;
  return `smart-community-acceptance stream 1\n${canonicalText({ inspection, device, seq, hash }) ?? ''}`;
}
