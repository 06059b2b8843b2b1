import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionText, readPosition } from '#shared/reading/position.ts';

describe('[RD5] a position', () => {
  it.each([
    ['36.19167, 117.12500', 36.19167, 117.125],
    ['36.19167,117.125', 36.19167, 117.125],
    ['３６．１９１６７，１１７．１２５', 36.19167, 117.125],
    ['36.19167\t117.125', 36.19167, 117.125],
    ['36.19167⇥117.125', 36.19167, 117.125],
    ['(36.19167, 117.125)', 36.19167, 117.125],
    ['北纬36.19167° 东经117.125°', 36.19167, 117.125],
    ['36.19167°N, 117.125°E', 36.19167, 117.125],
    ['纬度：36.19167，经度：117.125', 36.19167, 117.125],
    ['117.125, 36.19167', 36.19167, 117.125],
    ['-33.9 -70', -33.9, -70],
    ['\u200b36.19167, 117.125\u2069', 36.19167, 117.125],
  ])('%j is latitude and longitude', (text, latitude, longitude) => {
    expect(readPosition(text)).toEqual({ ok: true, value: { latitude, longitude } });
  });

  it.each([
    ['', 'empty'],
    ['学苑社区', 'no-position'],
    ['36.19167', 'no-position'],
    ['36,19167, 117,125', 'no-position'],
    ['36.19167, 117.125, 12', 'no-position'],
    ['36°11′30″ 117°7′30″', 'no-position'],
    ['0, 0', 'outside'],
    ['91, 181', 'outside'],
    ['117.125, 91.5', 'outside'],
  ])('%j is none (%s)', (text, code) => {
    expect(readPosition(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('as it is shown is read back the same', () => {
    const degrees = (most: number) => fc.double({ min: 0.01, max: most, noNaN: true });
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        const read = readPosition(positionText({ latitude, longitude }));
        expect(read).toEqual({ ok: true, value: { latitude, longitude } });
      }),
    );
  });
});
