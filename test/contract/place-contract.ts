import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf } from '#electron/services/holdings/remote.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { generateKey, NEVER, oneStream, partOf, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

/** A place to be tried: each call of `open` looks at it as one more laptop does. */
export interface PlaceUnderTest {
  open(): Promise<SharedPlace>;
  end(): Promise<void>;
}

const PHOTO = Buffer.alloc(300_000, 'photo');
const ORIGINAL = { is: 'original', sha256: hashBytes(PHOTO) } as const;

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 64_000) yield bytes.subarray(at, at + 64_000);
}

/** What every place that several laptops share must do, whatever it is made of. */
export function placeContract(name: string, begin: () => Promise<PlaceUnderTest>): void {
  describe(`a place that laptops share: ${name}`, () => {
    let tried: PlaceUnderTest;
    let place: SharedPlace;
    beforeEach(async () => {
      tried = await begin();
      place = await tried.open();
    }, 60_000);
    afterEach(() => tried.end());
    const put = async (part: StreamPart, by: SharedPlace = place) =>
      valueOf(await by.putPart(part, signedBy(KEY, part), NEVER));
    const reached = async () =>
      valueOf(await place.streams(NEVER)).map(({ device, seq, hash }) => ({ device, seq, hash }));
    const headOf = ({ device, head }: StreamPart) => ({ device, ...head });
    const KEY = generateKey();
    const stream = oneStream(30);

    it('[SY1] is empty at first, and gives back what was put, signature included, to whoever looks', async () => {
      expect(await reached()).toEqual([]);
      expect(valueOf(await place.inspections(NEVER))).toEqual([]);
      await put(stream);
      const other = await tried.open();
      expect(valueOf(await other.inspections(NEVER))).toEqual([stream.inspection]);
      const [told] = valueOf(await other.streams(NEVER));
      expect(told).toMatchObject({ ...headOf(stream), voucher: signedBy(KEY, stream) });
      expect(valueOf(await other.part(stream, null, NEVER))).toMatchObject({
        events: stream.events,
        head: stream.head,
      });
    });

    it('[SY1] what is put again, in pieces or in part once more, is there once', async () => {
      const [first, second, both] = [partOf(stream, 0, 10), partOf(stream, 10, 20), partOf(stream, 0, 20)];
      for (const part of [first, second, first, both, stream, second]) await put(part);
      expect(await reached()).toEqual([headOf(stream)]);
      expect(valueOf(await place.part(stream, null, NEVER))?.events).toEqual(stream.events);
    });

    it('[SY1] a piece that came before what it continues counts once that is there, and not before', async () => {
      const [first, second] = [partOf(stream, 0, 10), partOf(stream, 10, 30)];
      await put(second);
      expect(await reached()).toEqual([]);
      expect(valueOf(await place.part(stream, null, NEVER))).toBeNull();
      await put(first);
      expect(await reached()).toEqual([headOf(stream)]);
    });

    it('[SY1] several laptops that put the same stream at the same time, each cut elsewhere, spoil nothing', async () => {
      const laptops = await Promise.all([tried.open(), tried.open(), tried.open()]);
      const bring = async (laptop: SharedPlace, index: number) => {
        const size = 3 + index * 4;
        for (let at = 0; at < 30; at += size) await put(partOf(stream, at, Math.min(30, at + size)), laptop);
      };
      await Promise.all(laptops.map(bring));
      expect(await reached()).toEqual([headOf(stream)]);
      expect(valueOf(await place.part(stream, null, NEVER))?.events).toEqual(stream.events);
    });

    it('[SY2] keeps a file that is what its hash says, and nothing under a name that is not its own', async () => {
      const asked = [{ file: ORIGINAL, bytes: PHOTO.length }];
      expect(valueOf(await place.holding(asked, 'told', NEVER))).toEqual(new Set());
      expect(valueOf(await place.putFile(ORIGINAL, pieces(Buffer.alloc(PHOTO.length, 'other')), NEVER))).toBe(false);
      expect(valueOf(await place.holding(asked, 'told', NEVER))).toEqual(new Set());
      expect(valueOf(await place.putFile(ORIGINAL, pieces(PHOTO), NEVER))).toBe(true);
      expect(valueOf(await place.putFile(ORIGINAL, pieces(PHOTO), NEVER))).toBe(true);
      const other = await tried.open();
      for (const depth of ['told', 'read'] as const) {
        expect(valueOf(await other.holding(asked, depth, NEVER))).toEqual(new Set([pathOf(ORIGINAL)]));
      }
      expect(valueOf(await other.holding([{ file: ORIGINAL, bytes: 5 }], 'told', NEVER))).toEqual(new Set());
      expect((await bytesOf(other.open(ORIGINAL, NEVER))).equals(PHOTO)).toBe(true);
    });

    it('[SY2] a file whose pouring breaks off is not there', async () => {
      const broken = async function* () {
        yield PHOTO.subarray(0, 100_000);
        throw new RangeError('the photo cannot be read here');
      };
      await expect(place.putFile(ORIGINAL, broken(), NEVER)).rejects.toThrow('cannot be read here');
      expect(valueOf(await place.holding([{ file: ORIGINAL, bytes: null }], 'told', NEVER))).toEqual(new Set());
      expect(valueOf(await place.putFile(ORIGINAL, pieces(PHOTO), NEVER))).toBe(true);
    });

    it('[SY1] two streams of one device that went apart lie side by side, each to be had by its end', async () => {
      const other = oneStream(33, { from: partOf(stream, 0, 12), text: 'elsewhere' });
      await put(stream);
      await put(partOf(other, 12, 33));
      // Whoever looks sees both, the farther first, and what has only part of one hides neither.
      await put(partOf(stream, 12, 20));
      const second = await tried.open();
      const ends = valueOf(await second.streams(NEVER));
      expect(ends).toContainEqual({ ...headOf(stream), inspection: stream.inspection, voucher: signedBy(KEY, stream) });
      expect(ends[0]).toEqual({ ...headOf(other), inspection: stream.inspection, voucher: signedBy(KEY, other) });
      for (const whole of [stream, other]) {
        const wanted = { inspection: whole.inspection, ...headOf(whole) };
        expect(valueOf(await second.part(wanted, null, NEVER))?.events).toEqual(whole.events);
        const shared = partOf(stream, 0, 12).head;
        expect(valueOf(await second.part(wanted, shared, NEVER))?.events).toEqual(whole.events.slice(12));
      }
      expect(valueOf(await second.part({ ...stream, seq: 30, hash: other.head.hash }, null, NEVER))).toBeNull();
    });

    it('[SY1] a signature that somebody else puts there takes the place of none', async () => {
      const stranger = generateKey();
      await put(stream);
      valueOf(await place.putPart(stream, signedBy(stranger, stream), NEVER));
      valueOf(await place.putPart(stream, null, NEVER));
      const vouchers = valueOf(await place.streams(NEVER)).map(({ voucher }) => voucher);
      expect(vouchers).toHaveLength(2);
      expect(vouchers).toEqual(expect.arrayContaining([signedBy(KEY, stream), signedBy(stranger, stream)]));
    });
  });
}
