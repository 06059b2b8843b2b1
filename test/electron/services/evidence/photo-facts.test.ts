import { describe, expect, it } from 'vitest';
import { readPhotoFacts } from '#electron/services/evidence/photo-facts.ts';
import { heif, jpeg, png, type Said, webp } from '#test/fixtures/photo-bytes.ts';

const SAID: Said = { taken: '2024:08:05 10:11:12', place: [36.5, 117.25] };
const takenAt = (said: Said) => readPhotoFacts(jpeg(said), 'image/jpeg').takenAt;

describe('what a photo says of itself', () => {
  it.each([
    ['JPEG', jpeg(SAID), 'image/jpeg'],
    ['PNG', png(SAID), 'image/png'],
    ['WebP', webp(SAID), 'image/webp'],
    ['HEIC of an older phone', heif(SAID, 'heic\0\0\0\0mif1heic'), 'image/heic'],
    [
      'HEIC of a recent phone, with many brands',
      heif(SAID, 'heic\0\0\0\0mif1MiHEMiPrmiafMiHBheictmapunifmif2'),
      'image/heic',
    ],
    ['AVIF', heif(SAID, 'avif\0\0\0\0mif1miafMA1B'), 'image/avif'],
  ])('is read from %s', (_, bytes, mime) => {
    expect(readPhotoFacts(bytes, mime)).toEqual({
      takenAt: '2024-08-05T10:11:12',
      gps: { latitude: 36.5, longitude: 117.25 },
    });
  });

  it.each([
    ['2024-08-05 10:11:12', '2024-08-05T10:11:12'],
    ['2024/08/05 10:11:12', '2024-08-05T10:11:12'],
    ['2024.08.05 10:11:12', '2024-08-05T10:11:12'],
    ['2024-08-05T10:11:12', '2024-08-05T10:11:12'],
    ['2024:8:5 9:01:02', '2024-08-05T09:01:02'],
    ['2024:08:05 10:11', '2024-08-05T10:11:00'],
    ['2024:08:05 10:11:12.345', '2024-08-05T10:11:12'],
    ['2024:08:05 10:11:12+09:00', '2024-08-05T09:11:12'],
    ['2024:08:05 24:00:00', '2024-08-05T00:00:00'],
    ['2024:08:05 24:30:00', '2024-08-05T00:30:00'],
    ['2024:02:29 10:11:12', '2024-02-29T10:11:12'],
    ['1826:01:01 00:00:00', '1826-01-01T00:00:00'],
    ['9999:12:31 23:59:59', '9999-12-31T23:59:59'],
  ])('%s is %s', (written, read) => {
    expect(takenAt({ taken: written })).toBe(read);
  });

  it.each([
    '0000:00:00 00:00:00',
    '2023:02:29 10:11:12',
    '2024:13:01 10:11:12',
    '2024:08:32 10:11:12',
    '2024:08:05 10:60:12',
    '2024:08:05 25:00:00',
    '2024:08:05 10:11:60',
    '2024:00:05 10:11:12',
    '    :  :     :  :  ',
    '2024:08:05',
    '24:08:05 10:11:12',
    '0001:01:01 00:00:00',
    '1825:12:31 23:59:59',
    '9999:12:31 23:00:00-12:00',
    '',
  ])('%j is no time', (written) => {
    expect(takenAt({ taken: written })).toBeNull();
  });

  it('the time of digitising stands in for a time of taking that is blank or impossible', () => {
    const digitized = '2024:08:05 10:11:12';
    for (const taken of ['    :  :     :  :  ', '0000:00:00 00:00:00', '2024:02:30 10:11:12'])
      expect(takenAt({ taken, digitized })).toBe('2024-08-05T10:11:12');
    expect(takenAt({ taken: '2024:08:06 10:11:12', digitized })).toBe('2024-08-06T10:11:12');
  });

  it.each([
    ['+08:00', '2024-08-05T23:30:00'],
    ['+09:00', '2024-08-05T22:30:00'],
    ['+00:00', '2024-08-06T07:30:00'],
    ['-05:00', '2024-08-06T12:30:00'],
    ['Z', '2024-08-06T07:30:00'],
    ['+0530', '2024-08-06T02:00:00'],
    ['+9:00', '2024-08-05T22:30:00'],
    ['+09', '2024-08-05T22:30:00'],
    ['-5', '2024-08-06T12:30:00'],
    ['   :  ', '2024-08-05T23:30:00'],
    ['+14:00', '2024-08-05T17:30:00'],
    ['-12:59', '2024-08-06T20:29:00'],
    ['+15:00', '2024-08-05T23:30:00'],
    ['+08:60', '2024-08-05T23:30:00'],
    ['+99:99', '2024-08-05T23:30:00'],
  ])('with the offset %s the time is Beijing’s', (offset, read) => {
    expect(takenAt({ taken: '2024:08:05 23:30:00', offset })).toBe(read);
  });

  it('zeros are no position, the equator and the meridian of Greenwich are', () => {
    const gps = (place: readonly [number, number]) => readPhotoFacts(jpeg({ place }), 'image/jpeg').gps;
    expect(gps([0, 0])).toBeNull();
    expect(gps([0, 117.25])).toEqual({ latitude: 0, longitude: 117.25 });
    expect(gps([51.5, 0])).toEqual({ latitude: 51.5, longitude: 0 });
    expect(gps([91, 117])).toBeNull();
  });

  it('broken or missing metadata, and what is no image, says nothing', () => {
    const nothing = { takenAt: null, gps: null };
    expect(readPhotoFacts(jpeg(SAID).subarray(0, 40), 'image/jpeg')).toEqual(nothing);
    expect(readPhotoFacts(Buffer.from('\xff\xd8\xff\xe0 a photo', 'latin1'), 'image/jpeg')).toEqual(nothing);
    expect(readPhotoFacts(jpeg(SAID), 'application/pdf')).toEqual(nothing);
  });
});
