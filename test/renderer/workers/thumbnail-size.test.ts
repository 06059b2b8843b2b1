import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thumbnailSize } from '#renderer/workers/thumbnail-size.ts';

const side = fc.integer({ min: 1, max: 65_535 });

describe('a thumbnail', () => {
  it('has no side over 320 or under 1, and is never larger than the picture', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const small = thumbnailSize({ width, height });
        for (const [own, of] of [
          [small.width, width],
          [small.height, height],
        ] as const) {
          expect(own).toBeGreaterThanOrEqual(1);
          expect(own).toBeLessThanOrEqual(Math.min(320, of));
        }
      }),
    );
  });

  it('keeps the shape of the picture', () => {
    expect(thumbnailSize({ width: 4000, height: 3000 })).toEqual({ width: 320, height: 240 });
    expect(thumbnailSize({ width: 3000, height: 4000 })).toEqual({ width: 240, height: 320 });
    expect(thumbnailSize({ width: 100, height: 50 })).toEqual({ width: 100, height: 50 });
  });
});
