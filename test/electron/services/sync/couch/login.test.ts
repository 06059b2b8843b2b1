import { describe, expect, it } from 'vitest';
import type { CouchLogin } from '#electron/services/sync/couch/login.ts';
import { atEveryCouch } from '#test/support/couch/at-every-couch.ts';
import { TOKEN } from '#test/support/couch/couch-world.ts';
import type { CouchWorld } from '#test/support/couch/couch-world.ts';
import { always, answer, BULK, CHANGES, first, refuse } from '#test/support/couch/faults.ts';
import { html } from '#test/support/couch/proxy.ts';
import { NEVER, oneStream } from '#test/support/streams.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

const stream = oneStream(3);

const by = (world: CouchWorld, way: 'session' | 'basic', password = world.login.password): CouchLogin => ({
  is: 'password',
  name: world.login.name,
  password,
  by: way,
});

describe('who we are to a server', () => {
  atEveryCouch((world) => {
    it('[SY13] a session is begun once, is gone on with, and is renewed once the server no longer knows it', async () => {
      const { place } = world().laptop('one', { login: by(world(), 'session') });
      valueOf(await place.putPart(stream, null, NEVER));
      const begun = () => world().proxy.asked.filter(({ path }) => path === '/_session').length;
      expect(begun()).toBe(1);
      world().proxy.add(first(1, CHANGES, refuse(401, 'unauthorized', 'You are not authorized to access this db.')));
      world().proxy.add(
        first(1, BULK, refuse(400, 'bad_request', 'Malformed AuthSession cookie. Please clear your cookies.')),
      );
      expect(valueOf(await place.streams(NEVER))).toMatchObject([{ seq: 3 }]);
      expect(begun()).toBe(2);
      valueOf(await place.putPart(oneStream(5), null, NEVER));
      expect(begun()).toBe(3);
      // What a session is for is never said with the requests themselves.
      const words = world()
        .proxy.asked.map(({ headers }) => JSON.stringify(headers))
        .join('\n');
      expect(words).not.toContain('authorization');
    });

    it.each(['session', 'basic'] as const)(
      '[SY13] wrong words (%s) are told, and never said twice, so that nobody is locked out by a program',
      async (way) => {
        const { place } = world().laptop('one', { login: by(world(), way, 'falsch') });
        for (let at = 0; at < 8; at += 1) {
          const told = await place.streams(NEVER);
          expect(told).toMatchObject({ ok: false, error: { code: 'sync.login' } });
        }
        expect(world().proxy.asked).toHaveLength(1);
        const right = world().laptop('two', { login: by(world(), way) });
        expect((await right.place.streams(NEVER)).ok).toBe(true);
      },
    );

    it('[SY13] an account that is locked is told as such, and left alone', async () => {
      for (let at = 0; at < 5; at += 1) {
        await world()
          .laptop(`wrong-${at}`, { login: by(world(), 'session', 'falsch') })
          .place.streams(NEVER);
      }
      const { place } = world().laptop('one', { login: by(world(), 'session') });
      expect(await place.streams(NEVER)).toMatchObject({ ok: false, error: { code: 'sync.locked-out' } });
      const asked = world().proxy.asked.length;
      expect(await place.putPart(stream, null, NEVER)).toMatchObject({ ok: false, error: { code: 'sync.locked-out' } });
      expect(world().proxy.asked).toHaveLength(asked);
    });

    it('[SY13] a token that the server cannot read is a login that is refused, and not a bad request', async () => {
      const { place } = world().laptop('one', { login: { is: 'token', token: 'eyJhbGciOiJIUzI1NiJ9.e30.bad' } });
      expect(await place.streams(NEVER)).toMatchObject({ ok: false, error: { code: 'sync.login' } });
    });

    it('[SY17] neither password nor token is in anything that is told, even where the server repeats them', async () => {
      const { name, password } = world().login;
      const own = [password, Buffer.from(`${name}:${password}`, 'utf8').toString('base64')];
      const logins = [
        [by(world(), 'basic'), own],
        [by(world(), 'session'), own],
        [{ is: 'token', token: TOKEN }, [TOKEN]],
      ] as const;
      for (const [login, words] of logins) {
        for (const word of words) {
          for (const fault of [
            refuse(403, 'forbidden', `not for ${word}`),
            refuse(500, 'badmatch', `{error,${word}}`),
            answer({ ...html(500), body: Buffer.from(word, 'utf8') }),
          ]) {
            const remove = world().proxy.add(always(() => true, fault));
            const told = JSON.stringify(await world().laptop('one', { login }).place.streams(NEVER));
            expect(told).toContain('sync.');
            expect(told).not.toContain(word);
            remove();
          }
        }
      }
    });
  });
});
