import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { bytesOf, Unreadable } from '#electron/services/holdings/remote.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import {
  always,
  CHANGES,
  cutBefore,
  cutWithin,
  dribble,
  DOWNLOAD,
  first,
  silence,
} from '#test/support/couch/faults.ts';
import { without } from '#test/support/couch/proxy.ts';
import type { Layer } from '#test/support/couch/proxy.ts';
import { openTransport } from '#electron/services/sync/couch/transport.ts';
import { NEVER } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const PHOTO = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 256));
const ORIGINAL = { is: 'original', sha256: hashBytes(PHOTO) } as const;
async function* pieces(bytes: Uint8Array) {
  yield bytes;
}
const put = async (world: CouchWorld) =>
  expect(valueOf(await world.laptop('one').place.putFile(ORIGINAL, pieces(PHOTO), NEVER))).toBe(true);
const IDLE_MS = 150;
const get = (world: CouchWorld) => bytesOf(world.laptop('two', { idleMs: IDLE_MS }).place.open(ORIGINAL, NEVER));

/** Bytes come in pieces with pauses between that are shorter than what is taken for silence. */
const slowly: Layer = async (asked, next, out) => {
  const { status, headers, body } = await next(asked);
  out.writeHead(status, headers);
  const step = Math.ceil(body.length / 8);
  for (let at = 0; at < body.length; at += step) {
    out.write(body.subarray(at, at + step));
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS / 3));
  }
  out.end();
  return null;
};

describe('a file that is fetched from a server', () => {
  atEveryCouch((world) => {
    it('[SY15] goes on from where its connection broke, and is not fetched again from its beginning', async () => {
      await put(world());
      world().proxy.add(first(2, DOWNLOAD, cutWithin(90_000)));
      expect((await get(world())).equals(PHOTO)).toBe(true);
      const begun = world()
        .proxy.asked.filter(DOWNLOAD)
        .map(({ headers }) => headers['range'] ?? 'all');
      expect(begun).toHaveLength(3);
      expect(begun[0]).toBe('all');
      for (const range of begun.slice(1)) expect(range).toMatch(/^bytes=\d+-$/);
    });

    it('[SY15] is right where the server gives all of it again', async () => {
      await put(world());
      world().proxy.add(first(1, DOWNLOAD, cutWithin(90_000)));
      world().proxy.add(async (asked, next) => next({ ...asked, headers: without(asked.headers, ['range']) }));
      expect((await get(world())).equals(PHOTO)).toBe(true);
    });

    it('[SY15] is not put together of two: one that changed meanwhile cannot be read', async () => {
      await put(world());
      world().proxy.add(
        first(
          1,
          ({ headers }) => headers['range'] !== undefined,
          async (asked, next) => {
            const given = await next(asked);
            return { ...given, headers: { ...given.headers, etag: '"another"' } };
          },
        ),
      );
      world().proxy.add(first(1, DOWNLOAD, cutWithin(90_000)));
      await expect(get(world())).rejects.toMatchObject({ reason: 'CHANGED' });
    });

    it('[SY15] is given up after some tries that bring nothing, and says why', async () => {
      await put(world());
      world().proxy.add(always(DOWNLOAD, cutBefore));
      await expect(get(world())).rejects.toBeInstanceOf(Unreadable);
      await expect(get(world())).rejects.toMatchObject({ reason: 'sync.unreachable' });
    });

    it('[SY15] may come slowly; but nothing, or a byte now and then, is not slow', async () => {
      await put(world());
      const remove = world().proxy.add(always(DOWNLOAD, slowly));
      expect((await get(world())).equals(PHOTO)).toBe(true);
      remove();
      for (const fault of [silence, dribble(20)]) {
        const removeFault = world().proxy.add(always(DOWNLOAD, fault));
        await expect(get(world())).rejects.toMatchObject({ reason: 'sync.unreachable' });
        removeFault();
      }
    });

    it('[SY15] waits its turn where others are fetched before it, and is not given up meanwhile', async () => {
      await put(world());
      world().proxy.add(
        always(DOWNLOAD, async (asked, next) => {
          await new Promise((resolve) => setTimeout(resolve, 250));
          return next(asked);
        }),
      );
      const { place } = world().laptop('two', { idleMs: 700 });
      const all = await Promise.all(Array.from({ length: 12 }, () => bytesOf(place.open(ORIGINAL, NEVER))));
      for (const got of all) expect(got.equals(PHOTO)).toBe(true);
      expect(world().proxy.asked.filter(DOWNLOAD)).toHaveLength(12);
    });

    it('that is not there is said not to be', async () => {
      await expect(get(world())).rejects.toMatchObject({ reason: 'ENOENT' });
    });

    it('[SY15] whoever takes its bytes may take their time', async () => {
      await put(world());
      const { place } = world().laptop('two', { idleMs: IDLE_MS });
      const got: Uint8Array[] = [];
      for await (const piece of place.open(ORIGINAL, NEVER)) {
        if (got.length < 2) await new Promise((resolve) => setTimeout(resolve, IDLE_MS * 1.5));
        got.push(piece);
      }
      expect(Buffer.concat(got).equals(PHOTO)).toBe(true);
    });

    it.each([
      ['says nothing', silence],
      ['says a byte now and then', dribble(20)],
    ])('[SY15] a server that %s is out of reach', async (_what, fault) => {
      world().proxy.add(always(CHANGES, fault));
      const { place } = world().laptop('one', { idleMs: IDLE_MS });
      expect(await place.streams(NEVER)).toMatchObject({ ok: false, error: { code: 'sync.unreachable' } });
    });
  });

  it('[SY15] a server that stops taking what is sent is out of reach', async () => {
    const taken: Socket[] = [];
    const server = createServer((socket) => void taken.push(socket.pause()));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const transport = openTransport({ address, ca: null, idleMs: IDLE_MS });
    const body = Buffer.alloc(40_000_000);
    const sent = transport.send({ method: 'PUT', path: 'db/id/file', body }, NEVER);
    await expect(sent).rejects.toMatchObject({ reason: 'SILENT' });
    transport.close();
    for (const socket of taken) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  });
});
