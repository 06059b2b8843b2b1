import { describe, expect, it } from 'vitest';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { eventDocument } from '#electron/services/sync/couch/documents.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { unzipped } from '#test/support/couch/couch-like.ts';
import { always, answer, BULK, cutAfter, cutBefore, first, refuse, UPLOAD } from '#test/support/couch/faults.ts';
import type { Which } from '#test/support/couch/faults.ts';
import { json, without } from '#test/support/couch/proxy.ts';
import { generateKey, NEVER, oneStream, partOf, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const stream = oneStream(12);
const voucher = signedBy(generateKey(), stream);
const idAt = (seq: number): string => {
  const event = stream.events[seq - 1];
  if (event === undefined) throw new Error(`no event ${seq}`);
  return eventDocument(event, hashText)._id;
};

const PHOTO = Buffer.alloc(200_000, 'photo');
const ORIGINAL = { is: 'original', sha256: hashBytes(PHOTO) } as const;
const FILE_ID = `original:${ORIGINAL.sha256}`;
async function* pieces(bytes: Uint8Array) {
  yield bytes;
}

/** Batches that hold a document. */
const with_ =
  (id: string): Which =>
  (asked) =>
    BULK(asked) && unzipped(asked).toString('utf8').includes(id);

const idsIn = async ({ couch, database }: CouchWorld): Promise<string[]> => {
  const { body } = await couch.admin(
    'GET',
    `${database}/_all_docs?${new URLSearchParams({ startkey: '"e:"', endkey: '"e;"' }).toString()}`,
  );
  return (body as { rows: { id: string }[] }).rows.map(({ id }) => id);
};

const put = (world: CouchWorld, part = stream) => world.laptop('one').place.putPart(part, voucher, NEVER);

describe('what is put on a server', () => {
  atEveryCouch((world) => {
    it.each([
      ['before the server had it', cutBefore],
      ['after the server had it', cutAfter],
    ])('[SY15] a batch whose connection broke %s is there once', async (_when, fault) => {
      world().proxy.add(first(1, BULK, fault));
      valueOf(await put(world()));
      expect(await idsIn(world())).toHaveLength(12);
      expect(valueOf(await world().laptop('two').place.part(stream, null, NEVER))?.events).toEqual(stream.events);
    });

    it('[SY11] what the server said to have taken and has not is put again, and told where that does not help', async () => {
      const pretend = answer(json(201, []));
      world().proxy.add(first(1, BULK, pretend));
      valueOf(await put(world()));
      expect(await idsIn(world())).toHaveLength(12);
      world().proxy.add(always(BULK, pretend));
      expect(await put(world(), oneStream(20))).toMatchObject({
        ok: false,
        error: { code: 'sync.write-failed', detail: { reason: 'NOT-KEPT' } },
      });
    });

    it.each([
      ['400', refuse(400, 'doc_validation', 'Bad special document member: _x')],
      ['412', refuse(412, 'missing_stub')],
      ['413', refuse(413, 'document_too_large')],
      ['415', refuse(415, 'bad_content_type')],
      ['500 of a function that fails on it', refuse(500, 'TypeError', '{[]}')],
    ])(
      '[SY11] one event that a whole batch is refused for with %s is named, and all others are there',
      async (_s, fault) => {
        world().proxy.add(always(with_(idAt(8)), fault));
        const { inspection, device } = stream;
        const { place } = world().laptop('one');
        expect(valueOf(await place.streams(NEVER))).toEqual([]);
        expect(await place.putPart(stream, voucher, NEVER)).toMatchObject({
          ok: false,
          error: { code: 'sync.refused', detail: { inspection, device, seq: 8 } },
        });
        expect((await idsIn(world())).length).toBe(11);
        // The stream goes as far as it has no gap.
        for (const one of [place, world().laptop('two').place]) {
          expect(valueOf(await one.streams(NEVER))).toMatchObject([{ seq: 7 }]);
        }
      },
    );

    it('[SY11] an event that is refused by a row among others is named, and all others are there', async () => {
      world().proxy.add(
        first(1, BULK, async (asked, next) => {
          const { docs } = JSON.parse(unzipped(asked).toString('utf8')) as { docs: { _id: string }[] };
          const body = { new_edits: false, docs: docs.filter(({ _id }) => _id !== idAt(8)) };
          const headers = without(asked.headers, ['content-encoding']);
          await next({ ...asked, headers, body: Buffer.from(JSON.stringify(body)) });
          return json(201, [{ id: idAt(8), rev: '1-x', error: 'forbidden', reason: '不是本区县' }]);
        }),
      );
      expect(await put(world())).toMatchObject({
        ok: false,
        error: { code: 'sync.refused', detail: { seq: 8, reason: 'forbidden 不是本区县' } },
      });
      expect(await idsIn(world())).toHaveLength(11);
    });

    it('[SY11] a document that somebody deleted is put again', async () => {
      valueOf(await put(world()));
      const { couch, database } = world();
      const { body } = await couch.admin('GET', `${database}/${encodeURIComponent(idAt(12))}`);
      const { _rev } = body as { _rev: string };
      await couch.admin('DELETE', `${database}/${encodeURIComponent(idAt(12))}?rev=${_rev}`);
      const other = world().laptop('two');
      expect(valueOf(await other.place.streams(NEVER))).toMatchObject([{ seq: 11 }]);
      const told = await other.place.putPart(partOf(stream, 11, 12), voucher, NEVER);
      expect(told).toMatchObject({ ok: true });
      expect(valueOf(await world().laptop('three').place.streams(NEVER))).toMatchObject([{ seq: 12 }]);
    });

    it('tells that what was put lies on fewer disks than it should', async () => {
      world().proxy.add(
        always(
          ({ method, path }) => method === 'PUT' && path.includes('_local'),
          async (asked, next) => ({ ...(await next(asked)), status: 202 }),
        ),
      );
      const one = world().laptop('one');
      valueOf(await one.place.putPart(stream, voucher, NEVER));
      expect(one.news).toContain('few-copies');
    });

    it('[SY11] an event that is larger than the server takes is named, and all others are there', async () => {
      const large = oneStream(3, { text: '长'.repeat(2_800_000) });
      expect(await put(world(), large)).toMatchObject({
        ok: false,
        error: { code: 'sync.refused', detail: { seq: 2, reason: expect.stringContaining('413') as string } },
      });
      expect(await idsIn(world())).toHaveLength(1);
    });

    it('sends a thousand events in batches, packed', async () => {
      const many = oneStream(1200);
      valueOf(await put(world(), many));
      const batches = world().proxy.asked.filter(BULK);
      expect(batches).toHaveLength(3);
      for (const batch of batches) expect(batch.body.length).toBeLessThan(unzipped(batch).length / 2);
      expect(valueOf(await world().laptop('two').place.part(many, null, NEVER))?.events).toEqual(many.events);
    });
  });
});

describe('a file that is put on a server', () => {
  atEveryCouch((world) => {
    const putFile = () => world().laptop('one').place.putFile(ORIGINAL, pieces(PHOTO), NEVER);
    const isThere = async () =>
      valueOf(
        await world()
          .laptop('two')
          .place.holding([{ file: ORIGINAL, bytes: PHOTO.length }], 'read', NEVER),
      ).has(pathOf(ORIGINAL));

    it.each([
      ['before the server had it', cutBefore],
      ['after the server had it', cutAfter],
      ['as the server refused it for a while', refuse(503, 'busy')],
      ['and was said to be kept while it was not', answer(json(201, { ok: true }))],
      ['and was put by another at the same time', refuse(409, 'conflict', 'Document update conflict.')],
    ])('[SY11] whose connection broke %s is there, and is what it was', async (_when, fault) => {
      world().proxy.add(first(1, UPLOAD, fault));
      expect(valueOf(await putFile())).toBe(true);
      expect(await isThere()).toBe(true);
    });

    it('[SY11] that is there already is not sent again', async () => {
      valueOf(await putFile());
      valueOf(await putFile());
      expect(world().proxy.asked.filter(UPLOAD)).toHaveLength(1);
    });

    it('[SY2] does not count while something else lies under its name, and takes the place of that', async () => {
      const { couch, database } = world();
      const path = `${database}-files/${encodeURIComponent(FILE_ID)}`;
      for (const data of ['', Buffer.alloc(PHOTO.length, 'other').toString('base64')]) {
        const before = await couch.admin('GET', path);
        const { _rev } = (before.status === 200 ? before.body : {}) as { _rev?: string };
        const forged = { _attachments: { file: { content_type: 'application/octet-stream', data } } };
        await couch.admin('PUT', path, _rev === undefined ? forged : { ...forged, _rev });
        expect(await isThere()).toBe(false);
        expect(valueOf(await putFile())).toBe(true);
        expect(await isThere()).toBe(true);
      }
    });

    it('[SY11] that somebody deleted is put again', async () => {
      const { couch, database } = world();
      const path = `${database}-files/${encodeURIComponent(FILE_ID)}`;
      for (let times = 0; times < 2; times += 1) {
        expect(valueOf(await putFile())).toBe(true);
        const { _rev } = (await couch.admin('GET', path)).body as { _rev: string };
        await couch.admin('DELETE', `${path}?rev=${_rev}`);
        expect(await isThere()).toBe(false);
      }
      expect(valueOf(await putFile())).toBe(true);
      expect(await isThere()).toBe(true);
    });

    it('[SY11] that is too large for the server is named, and one that nobody may put is refused', async () => {
      const remove = world().proxy.add(always(UPLOAD, refuse(413, 'attachment_too_large', 'file')));
      expect(await putFile()).toMatchObject({ ok: false, error: { code: 'sync.refused' } });
      remove();
      world().proxy.add(always(UPLOAD, refuse(403, 'forbidden', '不是本区县')));
      expect(await putFile()).toMatchObject({ ok: false, error: { code: 'sync.forbidden' } });
      expect(await isThere()).toBe(false);
    });
  });
});
