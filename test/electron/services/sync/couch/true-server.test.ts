import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { lookAtServer } from '#electron/services/sync/couch/look-at-server.ts';
import { COUCHES } from '#test/support/couch/couch-world.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { generateKey, NEVER, oneStream, partOf, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const [, TRUE] = COUCHES;
const stream = oneStream(12);
const voucher = signedBy(generateKey(), stream);
async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

/** What only a true server does, which no double plays: its own rules, limits and loss of memory. */
describe.skipIf(TRUE.isMissing)('a true server by its own rules', () => {
  let world: CouchWorld;
  beforeEach(async () => {
    world = await TRUE.begin();
  }, 60_000);
  afterEach(() => world.end());
  const rule = async (text: string) => {
    for (const name of [world.database, `${world.database}-files`]) {
      await world.couch.admin('PUT', `${name}/_design/rules`, { validate_doc_update: text });
    }
  };
  const limit = (bytes: number | null) =>
    world.couch.admin(bytes === null ? 'DELETE' : 'PUT', LIMIT, ...(bytes === null ? [] : [String(bytes)]));
  const LIMIT = '_node/_local/_config/couchdb/max_attachment_size';

  it('[SY11] that refuses one event by its validation function names it, and takes the others', async () => {
    await rule(`function (doc) { if (/:0000000008:/.test(doc._id)) throw {forbidden: '不是本区县'}; }`);
    const { place } = world.laptop('one');
    expect(await place.putPart(stream, voucher, NEVER)).toMatchObject({
      ok: false,
      error: { code: 'sync.refused', detail: { seq: 8, reason: 'forbidden 不是本区县' } },
    });
    expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 7 }]);
  });

  it('[SY11] whose validation function itself fails on one event names it, and takes the others', async () => {
    await rule(`function (doc) { if (/:0000000008:/.test(doc._id)) doc.none.none(); }`);
    const told = await world.laptop('one').place.putPart(stream, voucher, NEVER);
    expect(told).toMatchObject({ ok: false, error: { code: 'sync.refused', detail: { seq: 8 } } });
    expect(valueOf(await world.laptop('two').place.streams(NEVER))).toMatchObject([{ seq: 7 }]);
  });

  it('[SY18] that guards what was written by a validation function is said to', async () => {
    await rule(`function (doc) { if (doc._deleted) throw {forbidden: 'no deletions'}; }`);
    const { proxy, database, login } = world;
    const options = { address: proxy.address, database, login: { is: 'password', ...login, by: 'basic' } } as const;
    const ports = { device: stream.device, now: Date.now, refusalMs: 300 };
    expect(valueOf(await lookAtServer({ ...options, ...ports }, NEVER)).findings).toEqual([]);
  });

  it('[SY11] [SY18] that takes only smaller files says so, before and while one is put', async () => {
    const { couch, database, login } = world;
    const options = { address: couch.address, database, login: { is: 'password', ...login, by: 'basic' } } as const;
    const ports = { device: stream.device, now: Date.now, refusalMs: 2000 };
    const large = Buffer.alloc(41_000_000, 'large');
    const file = { is: 'original', sha256: hashBytes(large) } as const;
    await limit(40_000_000);
    try {
      const { findings } = valueOf(await lookAtServer({ ...options, ...ports }, NEVER));
      expect(findings.filter(({ is }) => is === 'file-limit')).toHaveLength(1);
      for (const address of [couch.address, world.proxy.address]) {
        const { place } = world.laptop('one', { address });
        expect(await place.putFile(file, pieces(large), NEVER)).toMatchObject({
          ok: false,
          error: { code: 'sync.refused', detail: { reason: 'HTTP 413' } },
        });
      }
    } finally {
      await limit(null);
    }
  });

  it('[SY12] whose database was deleted and made anew is put into from the beginning', async () => {
    const { couch, database } = world;
    const one = world.laptop('one');
    valueOf(await one.place.putPart(stream, voucher, NEVER));
    expect(valueOf(await one.place.streams(NEVER))).toHaveLength(1);
    await couch.admin('DELETE', database);
    expect(await one.again().place.streams(NEVER)).toMatchObject({
      ok: false,
      error: { code: 'sync.database-missing', detail: { database } },
    });
    await couch.admin('PUT', database);
    await couch.admin('PUT', `${database}/_security`, { members: { names: [world.login.name], roles: [] } });
    const again = one.again();
    expect([valueOf(await again.place.streams(NEVER)), again.news]).toEqual([[], ['restored']]);
    valueOf(await again.place.putPart(partOf(stream, 0, 12), voucher, NEVER));
    expect(valueOf(await world.laptop('two').place.streams(NEVER))).toMatchObject([{ seq: 12 }]);
  });

  it('[SY14] whose databases are not for this member says so', async () => {
    await world.couch.admin('PUT', `${world.database}/_security`, { members: { names: ['somebody'], roles: [] } });
    const told = await world.laptop('one').place.streams(NEVER);
    expect(told).toMatchObject({ ok: false, error: { code: 'sync.forbidden' } });
  });
});
