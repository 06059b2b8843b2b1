import * as v from 'valibot';
import { parseJson } from '#electron/services/disk/read.ts';
import { encodeBatch, scanStream } from '#electron/services/journal/line.ts';
import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { Sha256 } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { Seq } from '#shared/log/heads.ts';
import { SignedHead } from '#shared/log/voucher.ts';
import type { PartName } from './part-name.ts';

const HeadThere = v.strictObject({ seq: Seq, hash: Sha256 });

/** The first line of a part: which event it continues, where it ends, and what its device signed of that. */
const PartHeader = v.strictObject({
  format: v.literal(1),
  after: v.nullable(HeadThere),
  head: HeadThere,
  voucher: v.nullable(SignedHead),
});

/** A part as it lies in a file. */
export interface FiledPart {
  readonly part: StreamPart;
  readonly voucher: SignedHead | null;
}

const NEWLINE = 0x0a;

/**
 * The bytes of a part: a line that says what it is, and behind it one batch of a journal, each line with its CRC, of which
 * nothing counts without the last.
 */
export function encodePart({ after, head, events }: StreamPart, voucher: SignedHead | null): Uint8Array {
  const header = canonicalText({ format: 1, after, head, voucher }) ?? '';
  const texts = events.flatMap((event) => canonicalText(event) ?? []);
  return Buffer.concat([Buffer.from(`${header}\n`, 'utf8'), encodeBatch(texts)]);
}

/** The part in a file of this name; null: it is not whole, is another's, or does not hold what its name says. */
export function decodePart(bytes: Uint8Array, stream: StreamId, name: PartName, hash: HashText): FiledPart | null {
  const end = bytes.indexOf(NEWLINE);
  const text = Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('utf8');
  const read = v.safeParse(PartHeader, parseJson(text));
  if (!read.success || !isOfName(read.output, name)) return null;
  const { after, voucher } = read.output;
  const { inspection, device } = stream;
  const scan = scanStream(bytes.subarray(end + 1), { inspection, device }, hash, after);
  const isWhole = scan.end.is === 'clean' && scan.head?.hash === name.head.hash && scan.head.seq === name.head.seq;
  if (!isWhole) return null;
  const part: StreamPart = { inspection, device, after, events: scan.events, head: name.head };
  // A signature over another event than the last one is one that was kept beside a longer stream.
  const isInIt = voucher !== null && hashIn(part, voucher.seq) === voucher.hash;
  return { part, voucher: isInIt ? voucher : null };
}

function isOfName({ after, head }: v.InferOutput<typeof PartHeader>, name: PartName): boolean {
  return (after?.seq ?? 0) + 1 === name.from && head.seq === name.head.seq && head.hash === name.head.hash;
}
