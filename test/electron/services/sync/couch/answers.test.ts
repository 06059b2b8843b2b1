import { describe, expect, it } from 'vitest';
import type { Failure } from '#shared/result.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import {
  always,
  answer,
  BULK,
  CHANGES,
  cutBefore,
  first,
  halve,
  RANGE,
  refuse,
  to,
} from '#test/support/couch/faults.ts';
import { html, json } from '#test/support/couch/proxy.ts';
import type { Layer } from '#test/support/couch/proxy.ts';
import { generateKey, NEVER, oneStream, signedBy } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const EVERYTHING = (): boolean => true;
const stream = oneStream(5);
const voucher = signedBy(generateKey(), stream);

/** What a laptop is told, whose requests meet this. */
const ROWS: readonly (readonly [string, Layer, Partial<Failure>])[] = [
  ['a login page with 200', answer(html(200)), { code: 'sync.foreign-answer', detail: { reason: 'HTTP 200' } }],
  ['a login page with 403', answer(html(403)), { code: 'sync.foreign-answer', detail: { reason: 'HTTP 403' } }],
  [
    'a redirect',
    answer({ status: 302, headers: { location: 'http://192.0.2.1/' }, body: Buffer.alloc(0) }),
    { code: 'sync.foreign-answer', detail: { reason: 'HTTP 302' } },
  ],
  [
    'JSON of somebody else',
    answer(json(200, { hello: 1 })),
    { code: 'sync.foreign-answer', detail: { reason: 'SHAPE' } },
  ],
  ['a wrong role', refuse(403, 'forbidden', 'You are not allowed to access this db.'), { code: 'sync.forbidden' }],
  ['no such database', refuse(404, 'not_found', 'Database does not exist.'), { code: 'sync.database-missing' }],
  ['too many requests', refuse(429, 'too_many_requests'), { code: 'sync.server-fault' }],
  [
    'a fault of the server',
    refuse(500, 'internal_server_error', 'No DB shards could be opened.'),
    { code: 'sync.server-fault' },
  ],
  ['a proxy without a server', answer(html(502)), { code: 'sync.server-fault', detail: { reason: 'HTTP 502' } }],
  ['a server under repair', answer(html(503)), { code: 'sync.server-fault', detail: { reason: 'HTTP 503' } }],
  ['a full disk', refuse(500, 'enospc', 'no space left on device'), { code: 'sync.place-full' }],
  ['an answer without an end', answer(json(400, {})), { code: 'sync.server-fault' }],
  ['connections that break', cutBefore, { code: 'sync.unreachable' }],
];

describe('what a server answers', () => {
  atEveryCouch((world) => {
    it.each(ROWS)(
      '[SY14] %s is told as what it is, to whoever looks, takes and puts',
      async (_what, fault, failure) => {
        const { place } = world().laptop('one');
        world().proxy.add(always(EVERYTHING, fault));
        const looked = await place.streams(NEVER);
        const taken = await place.part(stream, null, NEVER);
        const put = await place.putPart(stream, voucher, NEVER);
        const asked = await place.holding([], 'told', NEVER);
        for (const told of [looked, taken, put]) expect(told).toMatchObject({ ok: false, error: failure });
        expect(asked.ok).toBe(true);
      },
    );

    it('[SY14] an answer that is cut in its middle is no answer, however whole it looks', async () => {
      const { place } = world().laptop('one');
      valueOf(await place.putPart(stream, voucher, NEVER));
      for (const which of [CHANGES, RANGE, to('GET', '_local')]) world().proxy.add(first(1, which, halve));
      expect(valueOf(await world().laptop('two').place.streams(NEVER))).toMatchObject([{ seq: 5 }]);
    });

    it('[SY15] what is refused for a while is asked for again, and answered then', async () => {
      const { place } = world().laptop('one');
      for (const fault of [refuse(503, 'busy'), cutBefore]) world().proxy.add(first(1, BULK, fault));
      for (const fault of [answer(html(502)), cutBefore]) world().proxy.add(first(1, CHANGES, fault));
      valueOf(await place.putPart(stream, voucher, NEVER));
      expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 5 }]);
    });

    it('[SY15] a server that asks for more time than anybody waits is left in peace', async () => {
      const waits: number[] = [];
      const pause = async (ms: number): Promise<void> => void waits.push(ms);
      const { place } = world().laptop('one', { pause });
      const busy = (seconds: string): Layer => answer(json(429, { error: 'busy' }, { 'retry-after': seconds }));
      const remove = world().proxy.add(always(CHANGES, busy('3600')));
      expect(await place.streams(NEVER)).toMatchObject({ ok: false, error: { code: 'sync.server-fault' } });
      expect(waits).toEqual([]);
      remove();
      world().proxy.add(first(1, CHANGES, busy('4')));
      expect((await place.streams(NEVER)).ok).toBe(true);
      expect(waits).toEqual([4000]);
    });

    it('says what called a request off, and asks for nothing any more', async () => {
      const { place } = world().laptop('one');
      const reason = new Error('no longer wanted');
      await expect(place.streams(AbortSignal.abort(reason))).rejects.toBe(reason);
      const stopping = new AbortController();
      world().proxy.add(async () => {
        stopping.abort(reason);
        return null;
      });
      await expect(place.streams(stopping.signal)).rejects.toBe(reason);
      expect(world().proxy.asked).toHaveLength(1);
    });
  });
});
