import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { hashText } from '#electron/services/disk/hash.ts';
import { openCouchPlace } from '#electron/services/sync/couch/couch-place.ts';
import type { CouchOptions, CouchPlace } from '#electron/services/sync/couch/couch-place.ts';
import type { PlaceMemory } from '#electron/services/sync/couch/memory.ts';
import type { CouchNews } from '#electron/services/sync/couch/visit.ts';
import { DeviceId } from '#shared/ids.ts';
import {
  forgetfulLocals,
  loggedIn,
  opaqueTokens,
  ranges,
  revivingUploads,
  strictBatches,
  welcoming,
} from './couch-like.ts';
import { openProxy } from './proxy.ts';
import type { Layer, Proxy } from './proxy.ts';
import { COUCHDB_URL, openDouble, trueCouch } from './servers.ts';
import type { Couch } from './servers.ts';

/** A laptop's place on a server, with what it keeps of it and what it was told. */
export interface Laptop {
  readonly place: CouchPlace;
  readonly news: CouchNews['is'][];
  readonly memory: { value: unknown };
  /** The same laptop, started again. */
  again(more?: Partial<CouchOptions>): Laptop;
}

/** A server with the two databases of a place, behind a proxy that plays its failures. */
export interface CouchWorld {
  readonly couch: Couch;
  readonly proxy: Proxy;
  readonly database: string;
  readonly login: { readonly name: string; readonly password: string };
  readonly isDouble: boolean;
  /** What the server is and how its sessions stand; the double's can be changed. */
  readonly state: { uuid: string; mark: string; session: { is: string; ends: boolean } };
  laptop(name: string, more?: Partial<CouchOptions>): Laptop;
  end(): Promise<void>;
}

export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.good';

/** The servers that everything is tried at. The true one is named by COUCHDB_URL; without it its tests are skipped. */
export const COUCHES = [
  { name: 'the double', isMissing: false, begin: () => beginCouch(true) },
  { name: 'a true CouchDB (COUCHDB_URL)', isMissing: COUCHDB_URL === undefined, begin: () => beginCouch(false) },
] as const;

async function beginCouch(isDouble: boolean): Promise<CouchWorld> {
  const couch = isDouble ? await openDouble() : trueCouch();
  const mark = randomBytes(4).toString('hex');
  const database = `t-${mark}`;
  const login = { name: `member-${mark}`, password: `密码-${mark}` };
  const state = { uuid: mark.repeat(4), mark: 'g1', session: { is: 's', ends: false } };
  for (const name of [database, `${database}-files`]) await couch.admin('PUT', name);
  if (!isDouble) await enrol(couch, database, login);
  const layers: Layer[] = [
    loggedIn({ ...login, token: TOKEN }, state.session),
    welcoming(() => state.uuid),
    forgetfulLocals,
    opaqueTokens(() => state.mark),
    strictBatches,
    revivingUploads,
    ranges,
  ];
  const proxy = await openProxy(couch.address, isDouble ? layers : []);
  const open = new Set<CouchPlace>();
  const laptop = (name: string, more: Partial<CouchOptions> = {}, memory = { value: null as unknown }): Laptop => {
    const news: CouchNews['is'][] = [];
    const port: PlaceMemory = {
      read: async () => structuredClone(memory.value),
      write: async (value) => void (memory.value = structuredClone(value)),
    };
    const place = openCouchPlace({
      address: proxy.address,
      database,
      login: { is: 'password', ...login, by: 'basic' },
      device: v.parse(DeviceId, `laptop-${name}`),
      memory: port,
      hash: hashText,
      now: Date.now,
      tell: ({ is }) => news.push(is),
      pause: async () => undefined,
      ...more,
    });
    open.add(place);
    return { place, news, memory, again: (further = {}) => laptop(name, { ...more, ...further }, memory) };
  };
  const end = async (): Promise<void> => {
    for (const place of open) place.close();
    await proxy.close();
    for (const name of [database, `${database}-files`]) await couch.admin('DELETE', name);
    await couch.close();
  };
  return { couch, proxy, database, login, isDouble, state, laptop, end };
}

/** Makes a member of both databases, and of nothing else. */
async function enrol(couch: Couch, database: string, { name, password }: CouchWorld['login']): Promise<void> {
  await couch.admin('PUT', `_users/org.couchdb.user:${name}`, { name, password, roles: [], type: 'user' });
  const security = { admins: { names: [], roles: ['_admin'] }, members: { names: [name], roles: ['_admin'] } };
  for (const of of [database, `${database}-files`]) await couch.admin('PUT', `${of}/_security`, security);
}
