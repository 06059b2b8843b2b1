import { describe, expect, it } from 'vitest';
import { readCamera } from '#electron/services/evidence/camera.ts';
import { heif, jpeg, png, webp } from '#test/fixtures/photo-bytes.ts';

const SAID = { camera: ['Apple', 'iPhone 14 Pro'] } as const;

describe('the camera that a photo names', () => {
  it.each([
    ['JPEG', jpeg(SAID)],
    ['PNG', png(SAID)],
    ['WebP', webp(SAID)],
    ['HEIC', heif(SAID, 'heic\0\0\0\0mif1heic')],
  ])('is read from %s', (_, bytes) => {
    expect(readCamera(bytes)).toBe('Apple iPhone 14 Pro');
  });

  it.each([
    [['Canon', 'Canon EOS R6'], 'Canon EOS R6'],
    [['NIKON CORPORATION', 'NIKON Z 6'], 'NIKON CORPORATION NIKON Z 6'],
    [['', 'NOH-AN00'], 'NOH-AN00'],
    [['HUAWEI', ''], 'HUAWEI'],
    [['Xiaomi\0\0\0junk', '  M2102K1C   '], 'Xiaomi M2102K1C'],
    [['a\tb', '\x01c'], 'a b c'],
    [['x'.repeat(100), 'y'], 'x'.repeat(80)],
  ] as const)('%j is called %s', (camera, name) => {
    expect(readCamera(jpeg({ camera }))).toBe(name);
  });

  it.each([
    ['a photo that names none', jpeg({ taken: '2024:08:05 10:11:12' })],
    ['blank names', jpeg({ camera: ['  ', '\0'] })],
    ['a PDF', Buffer.from('%PDF-1.7 Make Model')],
    ['half a photo', jpeg(SAID).subarray(0, 30)],
    ['nothing', Buffer.alloc(0)],
  ])('is not known of %s', (_, bytes) => {
    expect(readCamera(bytes)).toBeNull();
  });
});
