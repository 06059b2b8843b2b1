import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamComparison } from '#shared/log/heads.ts';
import { judge } from '#shared/package/vouching.ts';
import type { Carried, KnownDevice } from '#shared/package/vouching.ts';

const key = fc.constantFrom('true', 'other');
const known: fc.Arbitrary<KnownDevice> = fc.record({
  isOwn: fc.boolean(),
  key: fc.option(key),
  confirmed: fc.boolean(),
});
/** A stream with a signature over one of its events, of which some are familiar, as many as are here among them. */
const carried: fc.Arbitrary<Carried> = fc.nat({ max: 20 }).chain((more) => {
  const seq = more + 1;
  return fc
    .record({
      signed: fc.option(fc.record({ key, seq: fc.integer({ min: 1, max: seq }) })),
      familiar: fc.nat({ max: seq }),
      is: fc.constantFrom(...StreamComparison.entries.is.options),
      hereKey: fc.option(key),
    })
    .map((rest) => ({ ...rest, seq }));
});

describe('what of a stream may be taken in', () => {
  it('[LG24] nothing new beyond what the key of a device that is known signed, our own included', () => {
    fc.assert(
      fc.property(known, carried, (device, stream) => {
        fc.pre(device.isOwn || device.key !== null);
        const signedTo = stream.signed?.key === device.key ? stream.signed?.seq : undefined;
        const { upTo } = judge(device, stream);
        expect(upTo).toBe(Math.max(stream.familiar, signedTo ?? 0));
      }),
    );
  });

  it('[LG24] what is familiar always comes back, and what is refused is just the rest', () => {
    fc.assert(
      fc.property(fc.option(known), carried, (device, stream) => {
        const { upTo, refused } = judge(device, stream);
        expect(upTo).toBeGreaterThanOrEqual(stream.familiar);
        expect(upTo).toBeLessThanOrEqual(stream.seq);
        expect(refused === null).toBe(upTo === stream.seq);
      }),
    );
  });

  it('[LG24] of a device that is unknown all that it signed, or all of a stream that nobody did and of which nothing is here', () => {
    fc.assert(
      fc.property(carried, (stream) => {
        const { upTo, by } = judge({ isOwn: false, key: null, confirmed: false }, stream);
        const first = stream.signed?.seq ?? (stream.is === 'new' ? stream.seq : 0);
        expect(upTo).toBe(Math.max(first, stream.familiar));
        expect(by).toBe(stream.signed === null ? 'unsigned' : 'new');
      }),
    );
  });

  it('[LG25] takes the place of another’s only where somebody settled on the key it is signed with', () => {
    fc.assert(
      fc.property(known, carried, (device, stream) => {
        const { signed, is, hereKey } = stream;
        const isSettled = device.confirmed && !device.isOwn && [null, signed?.key].includes(device.key);
        const isAnothers = signed !== null && is === 'fork' && hereKey !== signed.key;
        expect(judge(device, stream).replaces).toBe(isSettled && isAnothers);
      }),
    );
  });
});
