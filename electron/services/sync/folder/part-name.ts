import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';

/** What the name of a part says of it: the first event that it holds, and the last one with its hash. */
export interface PartName {
  readonly from: number;
  readonly head: Head;
}

const NAME = /^(\d{10})-(\d{10})-([0-9a-f]{64})\.part$/;

/** The name under which a part lies: equal parts have one name, and names sort as their events do. */
export const partFileName = ({ from, head: { seq, hash } }: PartName): string =>
  `${tenDigits(from)}-${tenDigits(seq)}-${hash}.part`;

/** What a file's name says of the part in it; null: it is not the name of one. */
export function partNameOf(name: string): PartName | null {
  const [, first = '', last = '', hash = ''] = NAME.exec(name) ?? [];
  const [from, seq] = [Number(first), Number(last)];
  return from >= 1 && seq >= from ? { from, head: { seq, hash: v.parse(Sha256, hash) } } : null;
}

const tenDigits = (number: number): string => String(number).padStart(10, '0');
