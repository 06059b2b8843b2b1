import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';

/** What the name of a part says of it: the first event that it holds, and the last one with its hash. */
export interface PartName {
  readonly from: number;
  readonly head: Head;
}

const NAME = /^(\d{10})-(\d{10})-([0-9a-f]{64})-(?:[0-9a-f]{16}|unsigned)\.part$/;

/**
 * The name under which a part lies: the same events under the same signature have one name, others never take its place.
 * Names sort as their events do.
 */
export const partFileName = ({ from, head: { seq, hash } }: PartName, voucher: SignedHead | null): string =>
  `${tenDigits(from)}-${tenDigits(seq)}-${hash}-${markOf(voucher)}.part`;

/** What a file's name says of the part in it; null: it is not the name of one. */
export function partNameOf(name: string): PartName | null {
  const [, first = '', last = '', hash = ''] = NAME.exec(name) ?? [];
  const [from, seq] = [Number(first), Number(last)];
  return from >= 1 && seq >= from ? { from, head: { seq, hash: v.parse(Sha256, hash) } } : null;
}

const tenDigits = (number: number): string => String(number).padStart(10, '0');

function markOf(voucher: SignedHead | null): string {
  if (voucher === null) return 'unsigned';
  return createHash('sha256').update(`${voucher.seq} ${voucher.key} ${voucher.signature}`).digest('hex').slice(0, 16);
}
