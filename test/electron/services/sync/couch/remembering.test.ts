import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import type { CouchWorld, Laptop } from '#test/support/couch/couch-world.ts';
import { always, CHANGES, first, RANGE, refuse, to } from '#test/support/couch/faults.ts';
import { json } from '#test/support/couch/proxy.ts';
import { generateKey, NEVER, oneStream, partOf, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const KEY = generateKey();
const stream = oneStream(12);
const put = async ({ place }: Laptop, part = stream) => valueOf(await place.putPart(part, signedBy(KEY, part), NEVER));
const reached = async ({ place }: Laptop) => valueOf(await place.streams(NEVER)).map(({ seq }) => seq);
const DAY_MS = 24 * 3600_000;

/** A feed that says nothing of what came since, as that of a server whose files were put back. */
const skipping = always(
  (asked) => CHANGES(asked) && !asked.path.includes('since=now'),
  async ({ path }) =>
    json(200, { results: [], last_seq: new URL(path, 'http://couch/').searchParams.get('since'), pending: 0 }),
);

const counterOf = async ({ couch, database }: CouchWorld): Promise<number> =>
  v.parse(v.object({ counter: v.number() }), (await couch.admin('GET', `${database}/_local/ack-laptop-one`)).body)
    .counter;

/** Puts the server's counter of the first laptop to what it was. */
async function setCounter({ couch, database }: CouchWorld, counter: number): Promise<void> {
  const path = `${database}/_local/ack-laptop-one`;
  const { _rev } = v.parse(v.object({ _rev: v.string() }), (await couch.admin('GET', path)).body);
  await couch.admin('PUT', path, { counter, _rev });
}

describe('what a laptop remembers of a server', () => {
  atEveryCouch((world) => {
    it('[SY16] a look at a server where nothing changed takes at most five requests, however much is there', async () => {
      const login = { is: 'password', ...world().login, by: 'session' } as const;
      const one = world().laptop('one', { login });
      await put(one);
      await put(world().laptop('two'), oneStream(1500));
      expect(await reached(one)).toEqual([1500]);
      const again = one.again();
      const before = world().proxy.asked.length;
      expect(valueOf(await again.place.inspections(NEVER))).toEqual([stream.inspection]);
      expect(await reached(again)).toEqual([1500]);
      expect(world().proxy.asked.length - before).toBeLessThanOrEqual(5);
    });

    it('[SY16] what others put is seen by what changed, without all ids being asked for again', async () => {
      const one = world().laptop('one');
      const two = world().laptop('two');
      await put(two, partOf(stream, 0, 5));
      expect(await reached(one)).toEqual([5]);
      await put(two, partOf(stream, 5, 12));
      const again = one.again();
      const before = world().proxy.asked.length;
      expect(valueOf(await again.place.streams(NEVER))).toMatchObject([
        { ...stream.head, voucher: signedBy(KEY, stream) },
      ]);
      expect(world().proxy.asked.slice(before).filter(RANGE)).toEqual([]);
    });

    it('[SY16] a further signature, and a further end, are seen by what changed', async () => {
      const one = world().laptop('one');
      const two = world().laptop('two');
      await put(two);
      await reached(one);
      const stranger = signedBy(generateKey(), stream);
      valueOf(await two.place.putPart(stream, stranger, NEVER));
      const signed = valueOf(await one.again().place.streams(NEVER)).map(({ voucher }) => voucher);
      expect(signed).toHaveLength(2);
      expect(signed).toEqual(expect.arrayContaining([signedBy(KEY, stream), stranger]));
      const fork = oneStream(14, { from: partOf(stream, 0, 9), text: 'elsewhere' });
      await put(two, partOf(fork, 9, 14));
      expect(await reached(one.again())).toEqual([14, 12, 12]);
      const longer = oneStream(16);
      await put(two, partOf(longer, 12, 16));
      // With each of the keys that signed on the way there.
      expect(await reached(one.again())).toEqual([16, 16, 14]);
    });

    it('[SY16] what closes a gap, and a signature that comes late, are seen by what changed', async () => {
      const one = world().laptop('one');
      const { place } = world().laptop('two');
      for (const part of [partOf(stream, 0, 4), partOf(stream, 8, 12)]) valueOf(await place.putPart(part, null, NEVER));
      expect(await reached(one)).toEqual([4]);
      valueOf(await place.putPart(partOf(stream, 4, 8), null, NEVER));
      expect(valueOf(await one.again().place.streams(NEVER))).toMatchObject([{ seq: 12, voucher: null }]);
      const early = partOf(stream, 0, 6);
      valueOf(await place.putPart(early, signedBy(KEY, early), NEVER));
      const told = valueOf(await one.again().place.streams(NEVER));
      expect(told).toMatchObject([{ seq: 12, voucher: signedBy(KEY, early) }]);
    });

    it('[SY12] a server that lost what it had is told by its counter, and what it lacks is put again', async () => {
      const one = world().laptop('one');
      await put(one, partOf(stream, 0, 7));
      await reached(one);
      const { couch, database } = world();
      const former = `${database}-former`;
      await copy(world(), former);
      await put(one);
      expect(await reached(one)).toEqual([12]);
      // From now on the database is what it was.
      world().proxy.add(async (asked, next) =>
        next({ ...asked, path: asked.path.replace(`/${database}/`, `/${former}/`) }),
      );
      const again = one.again();
      expect(await reached(again)).toEqual([7]);
      expect(again.news).toEqual(['restored']);
      await put(again, partOf(stream, 7, 12));
      expect(await reached(world().laptop('two'))).toEqual([12]);
      await couch.admin('DELETE', former);
    });

    it('[SY12] what others put into a server that was put back is seen, although its feed does not name it', async () => {
      const one = world().laptop('one');
      await put(one, partOf(stream, 0, 5));
      await reached(one);
      const counter = await counterOf(world());
      await put(world().laptop('two'));
      world().proxy.add(skipping);
      expect(await reached(one.again())).toEqual([5]);
      await setCounter(world(), counter - 1);
      const again = one.again();
      expect(await reached(again)).toEqual([12]);
      expect(again.news).toEqual(['restored']);
    });

    it('[SY12] a counter that is gone, and a server of another id, are no longer the server that was known', async () => {
      const one = world().laptop('one');
      await put(one, partOf(stream, 0, 5));
      await reached(one);
      await put(world().laptop('two'));
      world().proxy.add(skipping);
      const gone = world().proxy.add(first(1, to('GET', '_local'), refuse(404, 'not_found', 'missing')));
      const again = one.again();
      expect([await reached(again), again.news]).toEqual([[12], ['restored']]);
      gone();
      await put(world().laptop('two'), oneStream(15));
      const welcome = json(200, { couchdb: 'Welcome', version: '3.5.0', uuid: 'another' });
      world().proxy.add(
        first(
          1,
          ({ path }) => path === '/',
          async () => welcome,
        ),
      );
      const moved = one.again();
      expect([await reached(moved), moved.news]).toEqual([[15], ['other-server']]);
    });

    it('[SY12] once a day all ids are looked at, whatever the feed says; a clock that was put back is no day', async () => {
      let now = Date.now();
      const one = world().laptop('one', { now: () => now });
      await put(one, partOf(stream, 0, 5));
      await reached(one);
      await put(world().laptop('two'));
      world().proxy.add(skipping);
      now += DAY_MS - 1;
      expect(await reached(one.again())).toEqual([5]);
      now += 1;
      expect(await reached(one.again())).toEqual([12]);
      await put(world().laptop('two'), oneStream(15));
      expect(await reached(one.again())).toEqual([12]);
      now -= 3 * DAY_MS;
      expect(await reached(one.again())).toEqual([15]);
    });

    it.each([
      ['that the server does not know', { since: 'damaged' }],
      ['of no shape', { since: 5 }],
      ['that is lost', null],
    ])('[SY12] a memory %s costs a look at everything, and nothing else', async (_what, damage) => {
      const one = world().laptop('one');
      await put(one);
      await reached(one);
      one.memory.value = damage === null ? null : { ...(one.memory.value as object), ...damage };
      await put(world().laptop('two'), oneStream(15));
      expect(await reached(one.again())).toEqual([15]);
    });

    it('[SY12] a laptop that was killed after its counter went up there takes that for no loss', async () => {
      const one = world().laptop('one');
      await put(one);
      await reached(one);
      await setCounter(world(), (await counterOf(world())) + 3);
      const again = one.again();
      expect([await reached(again), again.news]).toEqual([[12], []]);
      await put(world().laptop('two'), oneStream(15));
      expect([await reached(again), again.news]).toEqual([[15], []]);
    });
  });
});

/** Copies the events of a database and what it remembers of the first laptop, as a backup of its files does. */
async function copy({ couch, database, login }: CouchWorld, to_: string): Promise<void> {
  await couch.admin('PUT', to_);
  const security = { members: { names: [login.name], roles: [] } };
  await couch.admin('PUT', `${to_}/_security`, security);
  const { body } = await couch.admin('GET', `${database}/_all_docs?include_docs=true`);
  const { rows } = v.parse(v.object({ rows: v.array(v.object({ doc: v.unknown() })) }), body);
  await couch.admin('POST', `${to_}/_bulk_docs`, { new_edits: false, docs: rows.map(({ doc }) => doc) });
  const local = await couch.admin('GET', `${database}/_local/ack-laptop-one`);
  await couch.admin('PUT', `${to_}/_local/ack-laptop-one`, v.parse(v.object({ counter: v.number() }), local.body));
}
