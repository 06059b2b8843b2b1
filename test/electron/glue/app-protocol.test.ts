import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_SCHEME, serveApp } from '#electron/glue/app-protocol.ts';
import { rendererFolder, stubHost, temporaryFolder } from '#test/electron/browser/stub-host.ts';

const stub = stubHost();
let pages = 0;
let handler: (request: Request) => Promise<Response> | Response = () => Response.error();
serveApp(
  { handle: (_scheme, given) => void (handler = given) },
  { host: stub.host, renderer: rendererFolder(), nonce: () => `nonce-${(pages += 1)}` },
);
/** Electron hands the URL over as it stands; a Request of Node would not take app:. */
const get = async (url: string, method = 'GET'): Promise<Response> =>
  handler({ url, method, headers: new Headers() } as Request);

describe('app://local', () => {
  it('is a standard, secure origin of its own that bypasses no policy', () => {
    expect(APP_SCHEME.privileges).toEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
      stream: true,
      codeCache: true,
    });
  });

  it('sends the page under the strict policy, with a fresh nonce', async () => {
    const page = await get('app://local/');
    expect(page.status).toBe(200);
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("'nonce-nonce-1'");
    expect(await page.text()).toContain('content="nonce-1"');
    expect((await get('app://local/')).headers.get('Content-Security-Policy')).toContain("'nonce-nonce-2'");
  });

  it('streams assets and stored files', async () => {
    const script = await get('app://local/assets/app.js');
    expect(await script.text()).toContain('document.title');
    const sha256 = stub.addFile(Buffer.from('photo bytes'), 'image/jpeg');
    const photo = await get(`app://local/files/${sha256}/a.jpg`);
    expect([photo.headers.get('Content-Type'), await photo.text()]).toEqual(['image/jpeg', 'photo bytes']);
    expect(await (await get('app://local/assets/app.js', 'HEAD')).text()).toBe('');
  });

  it('reads what lies in the archive of an installed program whole, as nothing streams from there', async () => {
    const archive = join(temporaryFolder(), 'app.asar', 'renderer');
    cpSync(rendererFolder(), archive, { recursive: true });
    let installed = handler;
    serveApp(
      { handle: (_scheme, given) => void (installed = given) },
      { host: stub.host, renderer: archive, nonce: () => 'nonce' },
    );
    const answer = await installed({
      url: 'app://local/assets/app.js',
      method: 'GET',
      headers: new Headers(),
    } as Request);
    expect(await answer.text()).toContain('document.title');
  });

  it('finds nothing outside the built window, under another name, or by another method', async () => {
    const climbs = [
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/../secret.txt',
      '/%00',
      '/assets',
    ];
    for (const path of climbs) expect((await get(`app://local${path}`)).status, path).toBe(404);
    for (const url of ['app://local.evil/', 'app://user@local/', 'app://local:1/', 'app://other/', 'app://local'])
      expect((await get(url)).status, url).toBe(404);
    expect((await get('app://local/', 'POST')).status).toBe(405);
  });
});
