import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import {
  addPhoto,
  append,
  newInspection,
  newWorld,
  note,
  standing,
} from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { COUCHES } from '#test/support/couch/couch-world.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { filesBelow, syncOnce } from './sync-world.ts';

for (const { name, isMissing, begin } of COUCHES) {
  describe.skipIf(isMissing)(`laptops that share a server: ${name}`, () => {
    let world: World;
    let couch: CouchWorld;
    beforeEach(async () => {
      [world, couch] = [await newWorld(), await begin()];
    }, 60_000);
    afterEach(async () => {
      await world.end();
      await couch.end();
    });

    const apiOf = (host: Host) => directApi(host.call, (listener) => host.on(listener));
    const stateOf = async (host: Host): Promise<PlaceState> => {
      const [found] = valueOf(await apiOf(host).call('sync:state', {})).places;
      if (found === undefined) throw new Error('the server is not known here');
      return found;
    };
    async function laptop(called: string, password = couch.login.password): Promise<Host> {
      const host = await world.host(called);
      const { database, login, proxy } = couch;
      const server = {
        address: proxy.address.href,
        database,
        login: { by: 'password', user: login.name },
        ca: null,
      } as const;
      const use = { name: '区数据中心', auto: false, originals: true };
      const added = { ...use, server, secret: password, unprotected: false };
      valueOf(await apiOf(host).call('sync:add-server', added));
      return host;
    }
    const sync = async (host: Host) => syncOnce(host, (await stateOf(host)).place.id);
    const share = async (host: Host, ...inspections: Parameters<typeof standing>[1][]) =>
      apiOf(host).call('sync:share', { place: (await stateOf(host)).place.id, inspections });

    it('[SY3] records, originals and a conflict reach the same state on both, and nothing is left to send', async () => {
      const [a, b] = [await laptop('a'), await laptop('b')];
      const id = await newInspection(a, 2);
      valueOf(await share(a, id));
      expect(valueOf(await sync(a))).toMatchObject({ stuck: 0 });
      valueOf(await sync(b));
      expect((await stateOf(b)).offered).toEqual([{ inspection: id, community: '学苑社区', here: false }]);
      valueOf(await share(b, id));
      expect(valueOf(await sync(b)).moved.filesFetched.count).toBe(2);
      await append(a, id, [note(1, '甲')]);
      await append(b, id, [note(1, '乙')]);
      await addPhoto(b, id, '乙拍的.png', 400_000);
      for (const host of [a, b, a]) valueOf(await sync(host));
      expect(await standing(a, id)).toMatchObject({ conflicts: 1 });
      expect(await standing(b, id)).toEqual(await standing(a, id));
      for (const host of [a, b]) {
        expect((await stateOf(host)).inspections).toMatchObject([
          { unsent: 0, notTaken: 0, filesUnsent: { count: 0 }, filesNotFetched: { count: 0 }, filesMissing: 0 },
        ]);
      }
      // However many inspections are shared, and however much they hold.
      const others = [await newInspection(a, 1), await newInspection(a, 1)];
      valueOf(await share(a, id, ...others));
      valueOf(await sync(a));
      const asked = couch.proxy.asked.length;
      expect(valueOf(await sync(a)).moved).toMatchObject({ eventsSent: 0, eventsTaken: 0 });
      expect(couch.proxy.asked.length - asked).toBeLessThanOrEqual(5);
    });

    it('[SY8] a password that is refused is said so, is not tried again until another is set, and lies nowhere in the open', async () => {
      const host = await laptop('a', '错的密码-123');
      const id = await newInspection(host, 0);
      valueOf(await share(host, id));
      expect(await sync(host)).toMatchObject({ ok: false, error: { code: 'sync.login' } });
      const asked = couch.proxy.asked.length;
      expect(await sync(host)).toMatchObject({ ok: false, error: { code: 'sync.login' } });
      expect(couch.proxy.asked.length - asked).toBe(0);
      const { place } = await stateOf(host);
      const set = { place: place.id, secret: couch.login.password, unprotected: false };
      valueOf(await apiOf(host).call('sync:set-secret', set));
      expect(valueOf(await sync(host)).moved.eventsSent).toBeGreaterThan(100);
      await host.log.flush();
      for (const path of await filesBelow(world.path)) {
        const text = await readFile(path, 'latin1');
        for (const secret of ['错的密码-123', couch.login.password]) {
          expect(text.includes(Buffer.from(secret, 'utf8').toString('latin1')), path).toBe(false);
        }
      }
      expect(JSON.stringify(await stateOf(host))).not.toContain(couch.login.password);
    });

    it('[SY8] an address that anybody could read along at is refused, and one that says who we are', async () => {
      const host = await world.host('a');
      const use = { name: '公网', auto: false, originals: true, secret: 'x', unprotected: false };
      const add = (address: string) =>
        apiOf(host).call('sync:add-server', {
          ...use,
          server: { address, database: 'd', login: { by: 'token' }, ca: null },
        });
      expect(await add('http://couch.example.com/')).toMatchObject({ error: { code: 'sync.address-public' } });
      expect(await add('https://me:secret@couch.example.com/')).toMatchObject({
        error: { code: 'sync.address-invalid' },
      });
      expect(valueOf(await add('https://couch.example.com')).places).toHaveLength(1);
    });

    it('[SY8] a server that is no more used is forgotten with its password', async () => {
      const host = await laptop('a');
      const { place } = await stateOf(host);
      expect(valueOf(await apiOf(host).call('sync:forget', { place: place.id })).places).toEqual([]);
      const set = { place: place.id, secret: 'x', unprotected: false };
      expect(await apiOf(host).call('sync:set-secret', set)).toMatchObject({ error: { code: 'sync.not-found' } });
    });
  });
}
