import { describe, expect, it } from 'vitest';
import { isWhole } from '#electron/services/evidence/is-whole.ts';
import { photoTakenAt } from '#test/e2e/photo.ts';
import { heif, jpeg, png, webp } from '#test/fixtures/photo-bytes.ts';
import { readFileSync } from 'node:fs';

const SAID = { taken: '2024:08:05 10:11:12' };
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n', 'latin1');

const FILES: readonly (readonly [string, string, Buffer])[] = [
  ['a camera’s JPEG', 'image/jpeg', photoTakenAt('2024:08:05 10:11:12')],
  ['a JPEG with restart markers', 'image/jpeg', jpeg(SAID)],
  ['a PNG', 'image/png', png(SAID)],
  ['a screenshot', 'image/png', readFileSync('resources/icons/32x32.png')],
  ['a GIF', 'image/gif', GIF],
  ['a WebP', 'image/webp', webp(SAID)],
  ['a HEIC', 'image/heic', heif(SAID, 'heic\0\0\0\0mif1')],
  ['an AVIF', 'image/avif', heif(SAID, 'avif\0\0\0\0mif1')],
  ['a PDF', 'application/pdf', PDF],
];

describe('an original', () => {
  it.each(FILES)('%s that is all there is whole, also with a trailer behind it', (_, mime, bytes) => {
    expect(isWhole(bytes, mime)).toBe(true);
    expect(isWhole(Buffer.concat([bytes, Buffer.from('MotionPhoto')]), mime)).toBe(true);
  });

  it.each(FILES)('%s that breaks off anywhere is not', (_, mime, bytes) => {
    const enough = mime === 'application/pdf' ? 6 : 2;
    for (let end = 16; end <= bytes.length - enough; end += Math.max(1, Math.floor(bytes.length / 60)))
      expect(isWhole(bytes.subarray(0, end), mime), `${end} of ${bytes.length}`).toBe(false);
  });

  const box = (type: string, size: number, ...content: Buffer[]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(size, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, ...content]);
  };
  const long = (size: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(size));
    return bytes;
  };
  const start = box('ftyp', 16, Buffer.from('heic\0\0\0\0', 'latin1'));
  const data = box('mdat', 12, Buffer.alloc(4));
  const inMeta = box('meta', 20, box('idat', 12, Buffer.alloc(4)));

  // ISO 14496-12, clause 4.2: how the size of a box may be written, and where one may be empty.
  it.each([
    ['picture data in a box', [data], true],
    ['an empty box before it', [box('free', 8), data], true],
    ['an empty box behind it', [data, box('free', 8)], true],
    ['picture data up to the end', [box('mdat', 0, Buffer.alloc(4))], true],
    ['a size in eight bytes', [box('mdat', 1, long(20), Buffer.alloc(4))], true],
    ['another box with a size in eight bytes before it', [box('free', 1, long(20), Buffer.alloc(4)), data], true],
    ['picture data within meta', [inMeta], true],
    ['no picture data', [box('free', 12, Buffer.alloc(4))], false],
    ['picture data cut off', [box('mdat', 12, Buffer.alloc(3))], false],
    ['picture data of eight bytes’ size cut off', [box('mdat', 1, long(21), Buffer.alloc(4))], false],
    ['further picture data cut off right behind its head', [data, box('mdat', 12)], false],
    ['picture data behind that within meta cut off', [inMeta, box('mdat', 12)], false],
    ['a box that is smaller than its head before it', [box('free', 7), data], false],
  ])('of HEIF boxes with %s is whole or not: %o', (_, boxes, whole) => {
    expect(isWhole(Buffer.concat([start, ...boxes]), 'image/heic')).toBe(whole);
  });

  it('of a kind that has no end of its own is taken as it is', () => {
    expect(isWhole(Buffer.from('abc'), 'text/plain')).toBe(true);
  });
});
