import { holdingAt } from '#shared/holding/holding.ts';

/** What all of the zip's own bytes around an entry follow from. */
export interface ZipPart {
  readonly path: string;
  readonly bytes: number;
  readonly crc32: number;
  /** Where its own header begins. */
  readonly headerAt: number;
}

/** Fixed in all packages: versions 2.0 and 4.5 (zip64), made under Unix by 6.3, a regular file, 1980-01-01 00:00. */
const VERSION = 20;
const VERSION_ZIP64 = 45;
const MADE_BY = (3 << 8) | 63;
const ATTRIBUTES = (0o100644 << 16) >>> 0;
const DAY = 0x21;
const FLAG_UTF8 = 0x0800;
const FLAG_DESCRIPTOR = 0x0008;
/** From here on a number stands in the zip64 field alone. */
const BEYOND = 0xffffffff;

/** Originals and notices are copied from the disk: CRC and sizes follow them. Everything else is written from memory. */
function isCopied(path: string): boolean {
  const is = holdingAt(path)?.is;
  return is === 'original' || is === 'notice';
}

const isLarge = ({ bytes, headerAt }: ZipPart): boolean => bytes >= BEYOND || headerAt >= BEYOND;

/** The header in front of an entry's content, its name with it (APPNOTE 4.3.7). */
export function localHeader(part: ZipPart): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  describe(header, 6, part, !isCopied(part.path), part.bytes);
  header.writeUInt16LE(part.path.length, 26);
  return Buffer.concat([header, Buffer.from(part.path, 'latin1')]);
}

/** What follows an entry's content: CRC and sizes where they were not known before it, else nothing (APPNOTE 4.3.9). */
export function descriptorOf(part: ZipPart): Buffer {
  if (!isCopied(part.path)) return Buffer.alloc(0);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x08074b50, 0);
  head.writeUInt32LE(part.crc32, 4);
  if (isLarge(part)) return Buffer.concat([head, long(part.bytes), long(part.bytes)]);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(part.bytes, 0);
  sizes.writeUInt32LE(part.bytes, 4);
  return Buffer.concat([head, sizes]);
}

/** An entry's record in the directory (APPNOTE 4.3.12). */
export function directoryRecord(part: ZipPart): Buffer {
  const isBeyond = isLarge(part);
  const field = isBeyond ? zip64Field(part) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY, 4);
  header.writeUInt16LE(isBeyond ? VERSION_ZIP64 : VERSION, 6);
  describe(header, 8, part, true, isBeyond ? BEYOND : part.bytes);
  header.writeUInt16LE(part.path.length, 28);
  header.writeUInt16LE(field.length, 30);
  header.writeUInt32LE(ATTRIBUTES, 38);
  header.writeUInt32LE(isBeyond ? BEYOND : part.headerAt, 42);
  return Buffer.concat([header, Buffer.from(part.path, 'latin1'), field]);
}

/** The end of a package behind a directory of fewer than 65,535 entries (APPNOTE 4.3.14 to 4.3.16). */
export function endOfZip(count: number, directoryAt: number, directoryBytes: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(Math.min(directoryAt, BEYOND), 16);
  if (directoryAt < BEYOND) return end;
  const record = Buffer.alloc(24);
  record.writeUInt32LE(0x06064b50, 0);
  // Bytes of the record behind this number.
  record.writeUInt32LE(44, 4);
  record.writeUInt16LE(MADE_BY, 12);
  record.writeUInt16LE(VERSION_ZIP64, 14);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  long(directoryAt + directoryBytes).copy(locator, 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, long(count), long(count), long(directoryBytes), long(directoryAt), locator, end]);
}

/** Flags, method, time, CRC and sizes, which stand in both headers in this order; `isKnown`: CRC and sizes are told. */
function describe(header: Buffer, at: number, { path, crc32 }: ZipPart, isKnown: boolean, bytes: number): void {
  header.writeUInt16LE(isCopied(path) ? FLAG_UTF8 | FLAG_DESCRIPTOR : FLAG_UTF8, at);
  header.writeUInt16LE(DAY, at + 6);
  if (!isKnown) return;
  header.writeUInt32LE(crc32, at + 8);
  header.writeUInt32LE(bytes, at + 12);
  header.writeUInt32LE(bytes, at + 16);
}

function zip64Field({ bytes, headerAt }: ZipPart): Buffer {
  const field = Buffer.alloc(4);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(24, 2);
  return Buffer.concat([field, long(bytes), long(bytes), long(headerAt)]);
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
