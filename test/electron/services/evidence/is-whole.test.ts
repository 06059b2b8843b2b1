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

  it('of a kind that has no end of its own is taken as it is', () => {
    expect(isWhole(Buffer.from('abc'), 'text/plain')).toBe(true);
  });
});
