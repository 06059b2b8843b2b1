import { describe, expect, it } from 'vitest';
import { hashText } from '#electron/services/disk/hash.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { eventDocument, voucherDocument } from '#electron/services/sync/couch/documents.ts';
import type { PutDocument } from '#electron/services/sync/couch/documents.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { generateKey, NEVER, oneStream, partOf, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const KEY = generateKey();
const stream = oneStream(12);
const documentAt = (seq: number, of: StreamPart = stream): PutDocument => {
  const event = of.events[seq - 1];
  if (event === undefined) throw new Error(`no event ${seq}`);
  return eventDocument(event, hashText);
};

/** Another event in the place of the eighth, behind the same seventh. */
const ELSEWHERE = oneStream(12, { from: partOf(stream, 0, 7), text: 'elsewhere' });
const MADE_UP = documentAt(8, ELSEWHERE).text;

/** Puts what somebody made up. */
async function forge({ couch, database }: CouchWorld, ...docs: readonly object[]): Promise<void> {
  const { status } = await couch.admin('POST', `${database}/_bulk_docs`, { new_edits: false, docs });
  expect(status).toBe(201);
}

const put = async (world: CouchWorld, part: StreamPart = stream) =>
  valueOf(await world.laptop('one').place.putPart(part, signedBy(KEY, part), NEVER));

/** How far a laptop is told that the stream goes, and what it gets of it. */
async function seen(world: CouchWorld) {
  const { place } = world.laptop('two');
  const read = valueOf(await place.part(stream, null, NEVER));
  const told = valueOf(await place.streams(NEVER));
  return { told: told.map(({ seq }) => seq), events: read?.events ?? [] };
}

describe('what somebody else put into a server', () => {
  atEveryCouch((world) => {
    it.each(['1-ffffffffffffffffffffffffffffffff', '2-00000000000000000000000000000000'])(
      '[SY10] a revision %s that the server shows instead of the true one is not taken for it',
      async (_rev) => {
        await put(world());
        await forge(world(), { ...documentAt(8), _rev, text: MADE_UP });
        expect(await seen(world())).toEqual({ told: [12], events: stream.events });
        // Whoever has the event finds it there.
        await put(world());
      },
    );

    it('[SY10] what lies under the very revision that an event is to have does not keep the event out', async () => {
      await forge(world(), { ...documentAt(8), text: MADE_UP });
      await put(world());
      expect(await seen(world())).toEqual({ told: [12], events: stream.events });
    });

    it('[SY10] a made-up text counts as nothing: the stream ends before it, until the true one is put', async () => {
      await put(world(), partOf(stream, 0, 7));
      await forge(world(), { ...documentAt(8), text: MADE_UP }, documentAt(9));
      const events = stream.events.slice(0, 7);
      expect(await seen(world())).toEqual({ told: [7], events });
      await put(world(), partOf(stream, 7, 12));
      expect(await seen(world())).toEqual({ told: [12], events: stream.events });
    });

    it('[SY10] ids that claim more than there is lead nobody on for long, and keep nothing out', async () => {
      await put(world());
      const invented = hashText('invented');
      const id = documentAt(12)._id.replace(':0000000012:', ':0000000013:').split(':');
      const claim = [...id.slice(0, 4), invented, stream.head.hash.slice(0, 16)].join(':');
      await forge(
        world(),
        { _id: claim, _rev: '1-aa', text: 'x' },
        { _id: 'e:nonsense', _rev: '1-aa' },
        { _id: `${claim}0`, _rev: '1-aa', text: 5 },
        { _id: claim.replace('e:', 'h:'), _rev: '1-aa', text: '{}' },
      );
      const { place } = world().laptop('three');
      expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 13 }]);
      expect(valueOf(await place.part(stream, partOf(stream, 0, 12).head, NEVER))?.events).toEqual([]);
      expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 12 }]);
      const longer = oneStream(15);
      await put(world(), partOf(longer, 12, 15));
      expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 15 }]);
    });

    it('[SY10] a text that says what an event says in other words is none, although its id has its hash', async () => {
      await put(world());
      const next = documentAt(13, oneStream(13));
      const text = ` ${next.text}`;
      const hash = hashText(text);
      const id = next._id.split(':').with(4, hash).join(':');
      await forge(world(), { _id: id, _rev: '1-aa', text });
      expect(await seen(world())).toEqual({ told: [12], events: stream.events });
    });

    it('[SY10] a signature that is none does not hide the one that is', async () => {
      await put(world());
      const true_ = voucherDocument(stream, signedBy(KEY, stream), hashText);
      const other = { ...signedBy(KEY, stream), signature: 'A'.repeat(86) };
      await forge(
        world(),
        { ...true_, _rev: '1-ffffffffffffffffffffffffffffffff', text: JSON.stringify(other) },
        { ...true_, _id: `${true_._id.slice(0, -16)}0000000000000001`, text: true_.text },
      );
      const told = valueOf(await world().laptop('two').place.streams(NEVER));
      expect(told.map(({ voucher }) => voucher)).toEqual([signedBy(KEY, stream)]);
      // Nor does the good one of another key, shown in its place.
      const { text } = voucherDocument(stream, signedBy(generateKey(), stream), hashText);
      await forge(world(), { ...true_, _rev: '2-ffffffffffffffffffffffffffffffff', text });
      const again = valueOf(await world().laptop('three').place.streams(NEVER));
      expect(again.map(({ voucher }) => voucher)).toEqual([signedBy(KEY, stream)]);
    });

    it('[SY10] whoever goes on with another’s stream, and signs that many times, does not hide its true key', async () => {
      const early = partOf(stream, 0, 2);
      valueOf(await world().laptop('one').place.putPart(early, signedBy(KEY, early), NEVER));
      const stranger = generateKey();
      for (let seq = 3; seq <= 12; seq += 1) {
        const part = partOf(stream, seq - 1, seq);
        valueOf(await world().laptop('one').place.putPart(part, signedBy(stranger, part), NEVER));
      }
      const told = valueOf(await world().laptop('two').place.streams(NEVER));
      expect(told.map(({ voucher }) => voucher)).toEqual([signedBy(stranger, stream), signedBy(KEY, early)]);
    });
  });
});
