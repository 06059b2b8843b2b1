import { gunzipSync } from 'node:zlib';
import type { Asked, Given, Layer } from './proxy.ts';
import { json, without } from './proxy.ts';

// What a true CouchDB 3.5.0 does and express-pouchdb does not, as it was measured: each a layer before the double.

/** A server that says who it is, and its version. */
export const welcoming =
  (uuid: () => string): Layer =>
  async (asked, next) =>
    asked.method === 'GET' && asked.path === '/'
      ? json(200, { couchdb: 'Welcome', version: '3.5.0', uuid: uuid() })
      : next(asked);

/** Documents that are not replicated: the last writer wins, whatever revision it names. */
export const forgetfulLocals: Layer = async (asked, next) => {
  if (asked.method !== 'PUT' || !asked.path.includes('/_local/')) return next(asked);
  const before = await next({
    ...asked,
    method: 'GET',
    body: Buffer.alloc(0),
    headers: { accept: 'application/json' },
  });
  const { _rev } = parsed(before) as { _rev?: string };
  const body = { ...(JSON.parse(asked.body.toString('utf8')) as object), ...(_rev === undefined ? {} : { _rev }) };
  return next({ ...asked, body: Buffer.from(JSON.stringify(body)) });
};

/** Tokens of a feed are texts of this server and this database: others of their kind begin anew, nonsense is refused. */
export const opaqueTokens =
  (mark: () => string): Layer =>
  async (asked, next) => {
    if (!asked.path.includes('/_changes')) return next(asked);
    const url = new URL(asked.path, 'http://couch/');
    const since = url.searchParams.get('since') ?? '0';
    const [, number = '', of = ''] = /^(\d+)-([0-9a-z]+)$/.exec(since) ?? [];
    if (since !== 'now' && since !== '0' && number === '') {
      return json(400, { error: 'bad_request', reason: "Malformed sequence supplied in 'since' parameter." });
    }
    if (number !== '') url.searchParams.set('since', of === mark() ? number : '0');
    const given = await next({ ...asked, headers: unpacked(asked.headers), path: `${url.pathname}${url.search}` });
    if (given.status !== 200) return given;
    const feed = parsed(given) as { last_seq: number; results: { seq: number }[] };
    const token = (seq: number): string => `${seq}-${mark()}`;
    const results = feed.results.map((row) => ({ ...row, seq: token(row.seq) }));
    return json(200, { results, last_seq: token(feed.last_seq), pending: 0 });
  };

const MAX_DOCUMENT_BYTES = 8_000_000;

/** A batch is refused as a whole for one document of it, and rows come in an order of the server's own. */
export const strictBatches: Layer = async (asked, next) => {
  if (!asked.path.endsWith('/_bulk_docs')) return next(asked);
  const { docs } = JSON.parse(unzipped(asked).toString('utf8')) as { docs: Record<string, unknown>[] };
  const reserved = /^_(?!id$|rev$|deleted$|attachments$|revisions$)/;
  const bad = docs.flatMap((doc) => Object.keys(doc)).find((name) => reserved.test(name));
  if (bad !== undefined) {
    return json(400, { error: 'doc_validation', reason: `Bad special document member: ${bad}` });
  }
  const large = docs.find((doc) => Buffer.byteLength(JSON.stringify(doc)) > MAX_DOCUMENT_BYTES);
  if (large !== undefined) return json(413, { error: 'document_too_large', reason: large['_id'] });
  const given = await next(asked);
  return given.status === 201 ? json(201, (parsed(given) as unknown[]).toReversed()) : given;
};

/** An attachment of a document that was deleted begins it anew. */
export const revivingUploads: Layer = async (asked, next) => {
  const given = await next(asked);
  const [, document] = /^(.*)\/file$/.exec(asked.path) ?? [];
  if (asked.method !== 'PUT' || given.status !== 404 || document === undefined) return given;
  const headers = { ...without(asked.headers, ['accept-encoding']), 'content-type': 'application/json' };
  const ask = { method: 'GET', path: `${document}?open_revs=all`, headers, body: Buffer.alloc(0) };
  const [leaf] = parsed(await next(ask)) as { ok: { _rev: string } }[];
  const data = asked.body.toString('base64');
  const _attachments = { file: { content_type: asked.headers['content-type'], data } };
  const body = Buffer.from(JSON.stringify({ _rev: leaf?.ok._rev, _attachments }));
  return next({ ...ask, method: 'PUT', path: document, body });
};

/** Parts of an attachment. */
export const ranges: Layer = async (asked, next) => {
  const [, from] = /^bytes=(\d+)-$/.exec(asked.headers['range'] ?? '') ?? [];
  const given = await next(asked);
  if (from === undefined || given.status !== 200) return given;
  const [begin, length] = [Number(from), given.body.length];
  if (begin >= length)
    return json(416, { error: 'requested_range_not_satisfiable', reason: 'Requested range not satisfiable' });
  const headers = { ...given.headers, 'content-range': `bytes ${begin}-${length - 1}/${length}` };
  return { status: 206, headers: without(headers, ['content-length']), body: given.body.subarray(begin) };
};

/** Who may come in: a name with its password, by Basic or for a session, or a token; five wrong words lock the name. */
export function loggedIn(
  users: { name: string; password: string; token: string },
  session: { is: string; ends: boolean },
): Layer {
  let wrong = 0;
  const locked = json(403, {
    error: 'forbidden',
    reason: 'Account is temporarily locked due to multiple authentication failures',
  });
  const refused = json(401, { error: 'unauthorized', reason: 'Name or password is incorrect.' });
  const check = (name: string, password: string): Given | null => {
    if (wrong >= 5) return locked;
    if (name === users.name && password === users.password) return null;
    wrong += 1;
    return refused;
  };
  const bearer = (token: string): Given | null => {
    if (token === users.token) return null;
    return json(400, { error: 'bad_request', reason: 'Bad HMAC' });
  };
  const cookie = (header: string): Given | null => {
    const value = header.replace(/^AuthSession=/, '');
    if (!value.startsWith('s'))
      return json(400, { error: 'bad_request', reason: 'Malformed AuthSession cookie. Please clear your cookies.' });
    const isNow = value === session.is && !session.ends;
    return isNow ? null : json(401, { error: 'unauthorized', reason: 'You are not authorized to access this db.' });
  };
  return async (asked, next) => {
    if (asked.path === '/_session' && asked.method === 'POST') {
      const { name, password } = JSON.parse(asked.body.toString('utf8')) as Record<string, string>;
      const no = check(name ?? '', password ?? '');
      if (no !== null) return no;
      Object.assign(session, { is: `s${session.is}`, ends: false });
      return json(200, { ok: true, name }, { 'set-cookie': `AuthSession=${session.is}; Version=1; Path=/; HttpOnly` });
    }
    const { authorization = '', cookie: sent } = asked.headers;
    const [, kind, words = ''] = /^(Basic|Bearer) (.*)$/.exec(authorization) ?? [];
    if (kind === 'Bearer') return bearer(words) ?? next(asked);
    if (kind === 'Basic') {
      const [name = '', password = ''] = Buffer.from(words, 'base64').toString('utf8').split(':');
      return check(name, password) ?? next(asked);
    }
    if (sent !== undefined) return cookie(sent) ?? next(asked);
    // The door itself is open to those who say nothing.
    if (asked.path === '/') return next(asked);
    return json(401, { error: 'unauthorized', reason: 'You are not authorized to access this db.' });
  };
}

const unpacked = (headers: Asked['headers']): Asked['headers'] => without(headers, ['accept-encoding']);

/** The body of a request as it was before it was packed. */
export const unzipped = ({ headers, body }: Asked): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;

const parsed = ({ body }: Given): unknown => JSON.parse(body.toString('utf8'));
