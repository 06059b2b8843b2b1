import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type Server } from '#electron/browser/server.ts';
import { MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { rawRequest, type Ask, type Answer } from './raw-request.ts';
import { rendererFolder, stubHost } from './stub-host.ts';

const stub = stubHost();
const bugs: unknown[] = [];
let server: Server;
let authority: string;
let origin: string;
let cookie: string;

const ask = (request: Ask): Promise<Answer> => rawRequest(server.port, request);
const keyPath = (): string => server.newLink().slice(origin.length);
/** The headers that our own page's requests carry. */
const own = (more: Record<string, string> = {}) => ({ Host: authority, Cookie: cookie, Origin: origin, ...more });
const call = (headers: Record<string, string>, body = '{"name":"settings:get","payload":{}}'): Promise<Answer> =>
  ask({ method: 'POST', path: '/api/call', headers: { 'Content-Type': 'application/json', ...headers }, body });

async function openSession(): Promise<string> {
  const answer = await ask({ path: keyPath(), headers: { Host: authority } });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(async () => {
  const started = await startServer({
    host: stub.host,
    renderer: rendererFolder(),
    port: 0,
    audience: { linkHost: 'w0123456789abcdef.localhost' },
    secondStart: { secret: 'second-start-secret', show: async () => ({ is: 'link', link: server.newLink() }) },
    onBug: (error) => bugs.push(error),
  });
  if (!started.ok) throw new Error(started.error.code);
  server = started.value;
  ({ authority, origin } = server.address);
  cookie = await openSession();
});
afterAll(() => server.close());

describe('the way in', () => {
  it('swaps the key of a link for a cookie that scripts and other sites cannot use', async () => {
    const answer = await ask({ path: keyPath(), headers: { Host: authority } });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('refuses a key that was used, and one that was never issued', async () => {
    const path = keyPath();
    expect((await ask({ path, headers: { Host: authority } })).status).toBe(303);
    for (const stale of [path, '/start?key=guess', '/start?key=', '/start']) {
      const answer = await ask({ path: stale, headers: { Host: authority } });
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('keeps the key whole when something only looks at the link', async () => {
    const path = keyPath();
    expect((await ask({ method: 'HEAD', path, headers: { Host: authority } })).status).toBe(405);
    expect((await ask({ path, headers: { Host: authority } })).status).toBe(303);
  });

  it('answers nothing of page, call, event or file without the cookie', async () => {
    const sha256 = stub.addFile(Buffer.from('photo'), 'image/jpeg');
    const before = stub.calls.length;
    for (const path of ['/', '/index.html', '/assets/app.js', '/api/events', `/files/${sha256}/a.jpg`])
      expect((await ask({ path, headers: { Host: authority } })).status, path).toBe(401);
    for (const Cookie of ['', `${cookie}x`, cookie.replace(/=.*/, '='), `${cookie}; ${cookie}`])
      expect((await call({ Host: authority, Origin: origin, Cookie })).status, Cookie).toBe(401);
    expect(stub.calls.length).toBe(before);
  });

  it('tells nobody its name who does not say it', async () => {
    for (const Host of [`localhost:${server.port}`, `127.0.0.1:${server.port}`, `other.localhost:${server.port}`]) {
      for (const path of ['/', '/opening', keyPath(), '/api/events']) {
        const answer = await ask({ path, headers: { Host } });
        expect(answer.status, path).toBe(421);
        expect(JSON.stringify(answer.headers) + answer.text).not.toContain(authority.split('.')[0]);
      }
    }
  });

  it('refuses two names in one request', async () => {
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1');
      let text = '';
      socket
        .on('data', (chunk) => (text += String(chunk)))
        .on('end', () => resolve(text))
        .on('error', reject);
      const names = `Host: ${authority}\r\nhost: evil.example\r\n`;
      socket.write(`GET / HTTP/1.1\r\n${names}Cookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('requests from elsewhere', () => {
  it('refuses every host name but its own, so a rebound name finds nobody', async () => {
    for (const Host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', `[::1]:${server.port}`])
      expect((await call({ ...own(), Host })).status, Host).toBe(421);
  });

  it('refuses a foreign origin and a missing one on every call', async () => {
    const before = stub.calls.length;
    for (const Origin of ['http://evil.example', 'null', `http://localhost:${server.port}`, `${origin}.evil.example`])
      expect((await call(own({ Origin }))).status, Origin).toBe(403);
    expect((await call({ Host: authority, Cookie: cookie })).status).toBe(403);
    expect(stub.calls.length).toBe(before);
  });

  it('refuses what another site fetches or embeds, cookie or not', async () => {
    const sha256 = stub.addFile(Buffer.from('photo'), 'image/jpeg');
    for (const site of ['cross-site', 'same-site'])
      for (const path of ['/api/events', `/files/${sha256}/a.jpg`, '/assets/app.js'])
        expect((await ask({ path, headers: { ...own(), 'Sec-Fetch-Site': site } })).status, path).toBe(403);
    const framed = await ask({ path: '/', headers: { ...own(), 'Sec-Fetch-Dest': 'iframe' } });
    expect(framed.status).toBe(403);
  });

  it('answers no preflight, so no other site gets leave for our headers', async () => {
    const headers = { Host: authority, Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' };
    const answer = await ask({ method: 'OPTIONS', path: '/api/call', headers });
    expect(answer.status).toBe(405);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('listens on the loopback address alone', async () => {
    const other = new Promise((resolve) =>
      connect(server.port, '127.0.0.2').on('error', resolve).on('connect', resolve),
    );
    expect(await other).toBeInstanceOf(Error);
  });
});

describe('calls', () => {
  it('hands name and payload to the host and its result back', async () => {
    const answer = await call(own(), '{"name":"settings:get","payload":{"a":1}}');
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ok: true, value: { echo: { a: 1 } } }]);
    expect(stub.calls.at(-1)).toEqual({ name: 'settings:get', input: { a: 1 }, bytes: undefined });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('takes JSON from a JSON body alone: a form of another site cannot speak to it', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])
      expect((await call(own({ 'Content-Type': type }))).status, type).toBe(415);
  });

  it('codes a body that is no call', async () => {
    for (const body of ['', '{', '[]', 'null']) {
      const answer = await call(own(), body);
      expect([answer.status, JSON.parse(answer.text).error.code], body).toEqual([400, 'app.bad-request']);
    }
  });

  it('refuses a body over the limit, announced or not, and stays up', async () => {
    const body = `{"name":"x","payload":"${'a'.repeat(MAX_CALL_BYTES)}"}`;
    const announced = await call(own(), body);
    const chunked = await call(own({ 'Transfer-Encoding': 'chunked' }), body);
    for (const answer of [announced, chunked]) {
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.text).error).toEqual({ code: 'app.too-large', detail: { limit: '2 MB' } });
    }
    expect((await call(own())).status).toBe(200);
  });

  it('reports an exception and tells the caller only its code', async () => {
    const answer = await call(own(), '{"name":"boom","payload":{}}');
    expect([answer.status, JSON.parse(answer.text)]).toEqual([500, { ok: false, error: { code: 'app.internal' } }]);
    expect(bugs).toHaveLength(1);
  });
});

describe('uploads', () => {
  const header = (name: string, payload: unknown): string =>
    Buffer.from(JSON.stringify({ name, payload })).toString('base64url');
  const upload = (body: Uint8Array, more: Record<string, string> = {}): Promise<Answer> => {
    const type = { 'Content-Type': 'application/octet-stream' };
    const headers = own({ ...type, 'X-Host-Call': header('evidence:store', { name: '照片 1.jpg' }), ...more });
    return ask({ method: 'POST', path: '/api/upload', headers, body });
  };

  it('carries bytes as they are, next to a call with Chinese names', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    expect((await upload(bytes)).status).toBe(200);
    const seen = stub.calls.at(-1);
    expect(seen?.input).toEqual({ name: '照片 1.jpg' });
    expect(Buffer.compare(seen?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  it('refuses a file over the limit with its code', async () => {
    const answer = await upload(new Uint8Array(MAX_UPLOAD_BYTES + 1));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text).error).toEqual({ code: 'app.too-large', detail: { limit: '64 MB' } });
  });

  it('refuses another type and a broken call header', async () => {
    expect((await upload(new Uint8Array(1), { 'Content-Type': 'application/json' })).status).toBe(415);
    expect((await upload(new Uint8Array(1), { 'X-Host-Call': '%%%' })).status).toBe(400);
  });
});

describe('page, assets and files', () => {
  const get = (path: string, more: Record<string, string> = {}): Promise<Answer> =>
    ask({ path, headers: { Host: authority, Cookie: cookie, ...more } });

  it('sends the page with a policy and a nonce of its own each time', async () => {
    const [one, other] = [await get('/'), await get('/')];
    const nonces = [one, other].map((answer) => /csp-nonce" content="([^"]+)"/.exec(answer.text)?.[1] ?? '');
    expect(new Set(nonces).size).toBe(2);
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(22);
    expect(String(one.headers['content-security-policy'])).toContain(`style-src 'self' 'nonce-${nonces[0]}'`);
    expect(one.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
  });

  it('sends assets of the built window and nothing outside its folder', async () => {
    expect((await get('/assets/app.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
    const climbs = ['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt'];
    const tricks = ['/..%5csecret.txt', '/%252e%252e/secret.txt', '//etc/passwd', '/assets/', '/%00', '/%ff', '/.env'];
    for (const path of [...climbs, ...tricks]) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.text).not.toContain('secret');
    }
    expect((await get('http://evil.example/')).status).toBe(421);
  });

  it('sends a stored photo inline, cached for good, under its own name', async () => {
    const sha256 = stub.addFile(Buffer.from('photo bytes'), 'image/jpeg');
    const answer = await get(`/files/${sha256}/${encodeURIComponent('门口 "1".jpg')}`);
    expect([answer.status, answer.text]).toEqual([200, 'photo bytes']);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('门口 "1".jpg')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${sha256}"`,
    });
    expect(String(answer.headers['content-security-policy'])).toContain("default-src 'none'");
    expect((await get(`/files/${sha256}/a.jpg`, { 'If-None-Match': `"${sha256}"` })).status).toBe(304);
  });

  it('never lets a stored file run: HTML and SVG are downloads', async () => {
    for (const mime of ['text/html', 'image/svg+xml', 'application/octet-stream']) {
      const sha256 = stub.addFile(Buffer.from(`<script>${mime}</script>`), mime);
      expect(String((await get(`/files/${sha256}/a`)).headers['content-disposition'])).toMatch(/^attachment/);
    }
  });

  it('finds files by whole hashes alone', async () => {
    const sha256 = stub.addFile(Buffer.from('x'), 'image/png');
    const wrong = ['0'.repeat(64), sha256.toUpperCase(), sha256.slice(1), '..', `${sha256}%00`];
    for (const hash of wrong) expect((await get(`/files/${hash}/a.png`)).status, hash).toBe(404);
    for (const path of [`/files/${sha256}`, `/files/${sha256}/`, `/files/${sha256}/a/b`, `/files/${sha256}/%ff`])
      expect((await get(path)).status, path).toBe(404);
  });
});

describe('the page for a window that died twice', () => {
  it('is words and links, runs nothing, and is for who has a session', async () => {
    const { status, headers, text } = await ask({ path: '/crashed', headers: { Host: authority, Cookie: cookie } });
    expect([status, headers['content-security-policy']]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    expect(text).toMatch(/没有丢失.*href="\/".*重新载入.*href="\/crashed\/diagnostics".*导出诊断包/);
    expect((await ask({ path: '/crashed', headers: { Host: authority } })).status).toBe(401);
    expect((await ask({ path: '/crashed/diagnostics', headers: { Host: authority } })).status).toBe(401);
  });

  it('says so when there is no 诊断包 to be had', async () => {
    const { status, text } = await ask({ path: '/crashed/diagnostics', headers: { Host: authority, Cookie: cookie } });
    expect([status, text]).toEqual([200, expect.stringContaining('诊断包没有写成')]);
  });
});

describe('a second start', () => {
  const headers = (): Record<string, string> => ({ Host: authority, 'X-Second-Start': 'second-start-secret' });
  const knock = (more: Record<string, string>): Promise<Answer> =>
    ask({ method: 'POST', path: '/second-start', headers: { ...headers(), ...more }, body: '{"files":[]}' });

  it('gets a fresh link from the first', async () => {
    const { link } = JSON.parse((await knock({})).text).value;
    expect((await ask({ path: link.slice(origin.length), headers: { Host: authority } })).status).toBe(303);
  });

  it('is refused without the secret of the data folder, and to any page', async () => {
    expect((await knock({ 'X-Second-Start': 'guess' })).status).toBe(403);
    expect((await knock({ Origin: origin })).status).toBe(403);
    expect((await knock({ Host: 'evil.example' })).status).toBe(403);
    expect((await ask({ path: '/second-start', headers: headers() })).status).toBe(403);
  });
});
