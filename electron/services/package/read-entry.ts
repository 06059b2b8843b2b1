import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Sha256 } from '#shared/ids.ts';
import type { OpenZip, ZipEntry } from './read-zip.ts';
import { readAt } from './zip-reader.ts';

const CHUNK = 1024 * 1024;

/** An entry's content in pieces. Throws the system's error. */
export async function* piecesOf({ handle }: OpenZip, entry: ZipEntry): AsyncIterable<Uint8Array> {
  for (let at = 0; at < entry.bytes;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, entry.bytes - at));
    const read = await readAt(handle, chunk, entry.start + at);
    // The file became shorter meanwhile.
    if (read === 0) return;
    yield chunk.subarray(0, read);
    at += read;
  }
}

/** Whether an entry's content has the zip's CRC and this SHA-256. Throws the system's error. */
export async function isSound(
  zip: OpenZip,
  entry: ZipEntry,
  sha256: Sha256,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  const hash = createHash('sha256');
  let crc = 0;
  for await (const piece of piecesOf(zip, entry)) {
    hash.update(piece);
    crc = crc32(piece, crc);
    onBytes(piece.length);
  }
  return crc === entry.crc32 && hash.digest('hex') === sha256;
}

/** How a PDF and a zip, which an XLSX is, begin. */
const BEGINNINGS = { pdf: Buffer.from('%PDF-'), xlsx: Buffer.from([0x50, 0x4b, 0x03, 0x04]) } as const;

/** Whether an entry begins as its ending says: it will be handed out under that name. Throws the system's error. */
export async function isNotice(
  { handle }: OpenZip,
  entry: ZipEntry,
  ending: keyof typeof BEGINNINGS,
): Promise<boolean> {
  const expected = BEGINNINGS[ending];
  const start = Buffer.alloc(expected.length);
  const read = entry.bytes < start.length ? 0 : await readAt(handle, start, entry.start);
  return read === start.length && start.equals(expected);
}

/** An entry's content as a whole, for entries whose size was found to be bearable; null where the CRC does not hold. */
export async function readWhole({ handle }: OpenZip, entry: ZipEntry): Promise<Buffer | null> {
  const bytes = Buffer.alloc(entry.bytes);
  const read = await readAt(handle, bytes, entry.start);
  return read === bytes.length && crc32(bytes) === entry.crc32 ? bytes : null;
}
