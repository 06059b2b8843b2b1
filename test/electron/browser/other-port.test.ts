import { createServer, type Server as Http } from 'node:http';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser } from '#electron/browser/find-browser.ts';
import { linkHost } from '#electron/browser/link-host.ts';
import { type Server, startServer } from '#electron/browser/server.ts';
import { rendererFolder, stubHost, temporaryFolder } from './stub-host.ts';

let browser: Browser;

beforeAll(async () => {
  const executablePath = findBrowser(undefined);
  if (executablePath === undefined) throw new Error('no Chromium here');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}, 60_000);
afterAll(() => browser.close());

/** Another program of this machine: what it is told by browsers, and a page that says what it can read. */
async function stranger(port: number): Promise<{ http: Http; port: number; cookies: (string | undefined)[] }> {
  const cookies: (string | undefined)[] = [];
  const http = createServer((request, response) => {
    cookies.push(request.headers.cookie);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>stranger</title>');
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const address = http.address();
  return { http, cookies, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function startHost(name: string): Promise<Server> {
  const started = await startServer({
    host: stubHost().host,
    renderer: rendererFolder(),
    port: 0,
    audience: { linkHost: name },
    secondStart: { secret: 'x', show: async () => ({ is: 'window' }) },
    onBug: () => undefined,
  });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

const NAMES = 'indexedDB.databases().then((all) => all.map(({ name }) => name))';
const KEEP =
  "new Promise((done, fail) => { const open = indexedDB.open('kept', 1); open.onsuccess = () => { open.result.close(); done(true); }; open.onerror = fail; })";

it('gets no cookie, and reads nothing that the window keeps', { timeout: 90_000 }, async () => {
  const folder = temporaryFolder();
  const server = await startHost(await linkHost(folder));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.newLink());
  await page.evaluate(KEEP);
  expect(await page.evaluate(NAMES)).toEqual(['kept']);
  expect(await context.cookies()).toHaveLength(1);

  const beside = await stranger(0);
  for (const host of ['127.0.0.1', 'localhost', 'other.localhost']) await page.goto(`http://${host}:${beside.port}/`);
  const { port } = server;
  await page.goto('about:blank');
  await server.close();
  const after = await stranger(port);
  for (const host of ['127.0.0.1', 'localhost', 'other.localhost']) {
    await page.goto(`http://${host}:${port}/`);
    expect(await page.evaluate(NAMES), host).toEqual([]);
  }
  expect([...new Set([...beside.cookies, ...after.cookies])]).toEqual([undefined]);

  // The owner of the data folder comes back to the same name, and so to what was kept.
  expect(await linkHost(folder)).toBe(new URL(server.address.origin).hostname);
  await page.goto(`${server.address.origin}/`);
  expect(await page.evaluate(NAMES)).toEqual(['kept']);
  for (const { http } of [beside, after]) http.close();
  await context.close();
});
