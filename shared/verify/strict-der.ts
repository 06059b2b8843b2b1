/**
 * The shape of DER, checked strictly: asn1js repairs wrong lengths in silence, and every such tolerance is a bit that could be
 * changed in a signature without anybody noticing.
 */

const MAX_DEPTH = 64;
const TAG = { boolean: 1, null: 5, sequence: 16, set: 17 } as const;

interface Header {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The element at `offset`, if its length is definite, minimal and within `limit`. */
function readHeader(bytes: Uint8Array, offset: number, limit: number): Header | null {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  // Tag 0 is BER's end mark; a tag of 31 announces a longer tag, which none of our structures has.
  if (tag === undefined || first === undefined || tag === 0 || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80) return within({ tag, start: offset + 2, end: offset + 2 + first }, limit);
  const count = first & 0x7f;
  if (count < 1 || count > 4 || offset + 2 + count > limit) return null;
  const length = bytes.subarray(offset + 2, offset + 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const minimal = length >= 0x80 && length >= 256 ** (count - 1);
  const start = offset + 2 + count;
  return minimal ? within({ tag, start, end: start + length }, limit) : null;
}

const within = (header: Header, limit: number): Header | null => (header.end <= limit ? header : null);

function primitiveFits(bytes: Uint8Array, { tag, start, end }: Header): boolean {
  if (tag === TAG.null) return start === end;
  if (tag === TAG.boolean) return end - start === 1 && (bytes[start] === 0 || bytes[start] === 0xff);
  return tag !== TAG.sequence && tag !== TAG.set;
}

/** The offset behind the element at `offset`, or null when it or anything inside it is not DER. */
function skipElement(bytes: Uint8Array, offset: number, limit: number, depth: number): number | null {
  const header = readHeader(bytes, offset, limit);
  if (header === null || depth > MAX_DEPTH) return null;
  if ((header.tag & 0x20) === 0) return primitiveFits(bytes, header) ? header.end : null;
  const universal = header.tag & 0x1f;
  if (header.tag < 0x40 && universal !== TAG.sequence && universal !== TAG.set) return null;
  let position = header.start;
  while (position < header.end) {
    const next = skipElement(bytes, position, header.end, depth + 1);
    if (next === null) return null;
    position = next;
  }
  return position;
}

/** Length of the DER element that `bytes` begin with, whatever follows it; null when it is not strictly DER in its structure. */
export function derLength(bytes: Uint8Array): number | null {
  return skipElement(bytes, 0, bytes.length, 0);
}
