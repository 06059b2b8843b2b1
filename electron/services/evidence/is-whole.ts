/** Whether a file of one kind reaches its own end. `view` spans exactly the file's bytes. */
type Reader = (view: DataView) => boolean;

/**
 * Whether an original is all there, as far as its own format says: a copy that broke off half-way opens in many viewers
 * without a word. Bytes behind the end (phones append videos and trailers) do not matter.
 */
export function isWhole(bytes: Uint8Array, mime: string): boolean {
  const reader = READERS.get(mime);
  if (reader === undefined) return true;
  try {
    return reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (fault) {
    // A length that leads beyond the last byte: DataView says so.
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['image/jpeg', isWholeJpeg],
  ['image/png', isWholePng],
  ['image/gif', isWholeGif],
  ['image/webp', isWholeWebp],
  ['image/heic', hasWholeBoxes],
  ['image/avif', hasWholeBoxes],
  ['application/pdf', isWholePdf],
]);

/** Segments up to the end marker (ITU-T T.81, annex B): FF D9 outside of a segment. */
function isWholeJpeg(view: DataView): boolean {
  let at = 2;
  for (;;) {
    at = nextMarker(view, at);
    const marker = view.getUint8(at + 1);
    if (marker === 0xd9) return true;
    at += 2;
    if (!standsAlone(marker)) at += view.getUint16(at);
  }
}

/** TEM and the restart markers have no length; a second SOI belongs to nothing. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Where the next marker begins: entropy-coded data has FF 00 for a plain FF, and FF may be repeated before a marker. */
function nextMarker(view: DataView, from: number): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new RangeError('no further marker');
    const next = view.getUint8(at + 1);
    if (next !== 0xff && next !== 0x00) return at;
    at += next === 0x00 ? 2 : 1;
  }
}

/** Chunks up to IEND, each with its checksum (PNG, clause 5). */
function isWholePng(view: DataView): boolean {
  let at = 8;
  for (;;) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    at += 12 + length;
    if (at > view.byteLength) return false;
    if (type === 0x49454e44) return true;
  }
}

/** Blocks up to the trailer 3B (GIF89a, section 27). */
function isWholeGif(view: DataView): boolean {
  const colours = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + colours(view.getUint8(10));
  for (;;) {
    const block = view.getUint8(at);
    if (block === 0x3b) return true;
    if (block === 0x2c) at += 11 + colours(view.getUint8(at + 9));
    else if (block === 0x21) at += 2;
    else return false;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at += 1;
  }
}

/** RIFF: the size stands in the header. */
function isWholeWebp(view: DataView): boolean {
  return view.getUint32(4, true) + 8 <= view.byteLength;
}

/** ISO 14496-12, clause 4.2: boxes one behind the other; size 0 reaches to the end, size 1 has its size in eight bytes. */
function hasWholeBoxes(view: DataView): boolean {
  let hasData = false;
  let at = 0;
  while (at + 8 <= view.byteLength) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? view.byteLength - at : short;
    const type = view.getUint32(at + 4);
    // What follows the picture and fits no box is somebody's trailer.
    if (size < 8 || at + size > view.byteLength) return hasData && type !== MDAT;
    hasData ||= type === MDAT || (type === META && holdsData(view, at, size));
    at += size;
  }
  return hasData;
}

const MDAT = 0x6d646174;
const META = 0x6d657461;

/** A small picture may lie in an `idat` box within `meta` instead of an `mdat` of its own. */
function holdsData(view: DataView, at: number, size: number): boolean {
  const box = Buffer.from(view.buffer, view.byteOffset + at, size);
  return box.includes('idat', 8, 'latin1');
}

/** A PDF ends with %%EOF (ISO 32000-1, 7.5.5), give or take what mail programs append. */
function isWholePdf(view: DataView): boolean {
  const length = Math.min(view.byteLength, 4096);
  const end = new Uint8Array(view.buffer, view.byteOffset + view.byteLength - length, length);
  return Buffer.from(end).toString('latin1').includes('%%EOF');
}
