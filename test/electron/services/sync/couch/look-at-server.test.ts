import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { lookAtServer } from '#electron/services/sync/couch/look-at-server.ts';
import type { LookOptions } from '#electron/services/sync/couch/look-at-server.ts';
import { DeviceId } from '#shared/ids.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import { unzipped } from '#test/support/couch/couch-like.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { always, answer, BULK, refuse, to } from '#test/support/couch/faults.ts';
import { html, json } from '#test/support/couch/proxy.ts';
import { NEVER } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const look = ({ proxy, database, login }: CouchWorld, more: Partial<LookOptions> = {}) =>
  lookAtServer(
    {
      address: proxy.address,
      database,
      login: { is: 'password', ...login, by: 'session' },
      device: v.parse(DeviceId, 'laptop-one'),
      now: Date.now,
      refusalMs: 300,
      pause: async () => undefined,
      ...more,
    },
    NEVER,
  );

const found = async (world: CouchWorld, more: Partial<LookOptions> = {}) => {
  const { findings } = valueOf(await look(world, more));
  return findings.filter(({ is }) => is !== 'unguarded');
};

/** What a validation function that forbids deletions does. */
const guard = always(
  (asked) => BULK(asked) && unzipped(asked).toString('utf8').includes('_deleted'),
  answer(json(201, [{ id: 'look', rev: '1-0', error: 'forbidden', reason: 'no deletions' }])),
);

describe('whether a server is fit', () => {
  atEveryCouch((world) => {
    it('[SY18] says of a server that is fit who it is, and that its members may delete what others wrote', async () => {
      const { database, couch } = world();
      const report = valueOf(await look(world()));
      expect(report.version).toMatch(/^3\.5\./);
      expect(report.findings).toEqual([
        { is: 'unguarded', weighs: 'warns', database },
        { is: 'unguarded', weighs: 'warns', database: `${database}-files` },
      ]);
      // Nothing that anybody sees is left there.
      for (const name of [database, `${database}-files`]) {
        const { body } = await couch.admin('GET', `${name}/_all_docs`);
        expect(body).toMatchObject({ rows: [] });
      }
      world().proxy.add(guard);
      expect(valueOf(await look(world())).findings).toEqual([]);
    });

    it('[SY18] names a database that is missing, closed to us, or closed to what we write', async () => {
      const { database, couch, proxy } = world();
      await couch.admin('DELETE', `${database}-files`);
      const files = { is: 'database-missing', weighs: 'stops', database: `${database}-files` };
      expect(await found(world())).toEqual([files]);
      const remove = proxy.add(always(to('PUT', `/${database}/_local`), refuse(403, 'forbidden', '只读账号')));
      expect(await found(world())).toEqual([{ is: 'not-writable', weighs: 'stops', database }, files]);
      remove();
      proxy.add(
        always(
          ({ path }) => path === `/${database}`,
          refuse(403, 'forbidden', 'You are not allowed to access this db.'),
        ),
      );
      expect(await found(world())).toEqual([{ is: 'not-allowed', weighs: 'stops', database }, files]);
    });

    it.each([
      ['2.3.1', [{ is: 'version', weighs: 'stops', version: '2.3.1' }]],
      ['3.2.0', [{ is: 'version', weighs: 'warns', version: '3.2.0' }]],
      ['3.5.3', []],
      ['4.0.0', []],
    ])('[SY18] weighs the version %s', async (version, findings) => {
      world().proxy.add(
        always(({ path }) => path === '/', answer(json(200, { couchdb: 'Welcome', version, uuid: 'u' }))),
      );
      expect(await found(world())).toEqual(findings);
    });

    it('[SY18] tells by how much the clocks differ, where that is more than is let pass', async () => {
      const now = (): number => Date.now() - 3600_000;
      expect(await found(world(), { now })).toMatchObject([{ is: 'clock', weighs: 'warns' }]);
      const [{ seconds } = { seconds: 0 }] = (await found(world(), { now })) as { seconds: number }[];
      expect(Math.abs(seconds - 3600)).toBeLessThan(30);
      expect(await found(world(), { now: () => Date.now() + 100_000 })).toEqual([]);
    });

    it.each([
      ['the server', json(413, { error: 'attachment_too_large', reason: 'file' })],
      ['a proxy before it', html(413)],
    ])(
      '[SY18] tells that %s takes no file as large as an original may be, without sending one',
      async (_who, given) => {
        world().proxy.early = ({ method, path }) => (method === 'PUT' && path.endsWith('/file') ? given : null);
        expect(await found(world())).toMatchObject([{ is: 'file-limit', weighs: 'warns', bytes: 64 * 1024 * 1024 }]);
      },
    );

    it('[SY18] tells that what is written lies on fewer disks than it should', async () => {
      world().proxy.add(always(to('PUT', '_local'), async (asked, next) => ({ ...(await next(asked)), status: 202 })));
      expect(await found(world())).toMatchObject([{ is: 'few-copies' }, { is: 'few-copies' }]);
    });

    it('[SY18] is told no findings of a server that does not let us in, or is none', async () => {
      const login = { is: 'password', ...world().login, password: 'falsch', by: 'session' } as const;
      expect(await look(world(), { login })).toMatchObject({ ok: false, error: { code: 'sync.login' } });
      world().proxy.add(always(() => true, answer(html(200))));
      expect(await look(world())).toMatchObject({ ok: false, error: { code: 'sync.foreign-answer' } });
    });
  });
});
