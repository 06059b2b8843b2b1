import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test as base } from '@playwright/test';
import { freePort } from '#build/free-port.ts';
import { watch } from './page-watch.ts';

// npm run dev, on a copy of the sources that may be edited.

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = ['build', 'electron', 'renderer', 'resources', 'shared', 'package.json', 'tsconfig.json'];

interface Loop {
  readonly link: string;
  readonly output: () => string;
  /** Asks it to end, as Ctrl+C does, and answers the exit code. */
  stop(): Promise<number | null>;
}

const test = base.extend<{ readonly loop: Loop }>({
  loop: async ({ baseURL: _ }, give) => {
    const loop = await startLoop();
    await give(loop);
    expect(await loop.stop(), loop.output()).toBe(0);
  },
});

// The first page of a fresh tree waits for the dependencies to be bundled.
test.setTimeout(300_000);

let tree = '';
test.beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'workbench-dev-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(tree, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
});
test.afterAll(() => rmSync(tree, { recursive: true, force: true }));

async function startLoop(): Promise<Loop> {
  const args = [join(tree, 'build', 'develop.ts'), '--serve', '--port', String(await freePort())];
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_ENV: undefined };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await expect.poll(() => output, { timeout: 60_000 }).toMatch(/works once: \S+/);
  const link = /works once: (\S+)/.exec(output)?.[1] ?? '';
  return { link, output: () => output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'close');
  return child.exitCode;
}

/** Changes a source file as an editor does. */
function edit(path: string, from: string, to: string): void {
  const file = join(tree, path);
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
}

const versionOf = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const body = JSON.stringify({ name: 'app:get-info', payload: {} });
    const headers = { 'Content-Type': 'application/json' };
    const answer: unknown = await (await fetch('/api/call', { method: 'POST', headers, body })).json();
    return answer;
  });

test('an edit is on the screen at once, and a change of the host begins it anew, while the window stays as it is', async ({
  loop,
  page,
  context,
}) => {
  const watched = await watch(context, new URL(loop.link).origin);
  await page.goto(loop.link, { timeout: 120_000 });
  await expect(page.getByText('还没有验收项目')).toBeVisible({ timeout: 120_000 });
  await page.evaluate(() => void (document.documentElement.dataset['mark'] = 'same page'));
  const isSamePage = async () => expect(await page.locator('html').getAttribute('data-mark')).toBe('same page');
  await test.step('a label in the window', async () => {
    const begun = Date.now();
    edit('renderer/text/projects-text.ts', "empty: '还没有验收项目'", "empty: '这里还没有验收项目'");
    await expect(page.getByText('这里还没有验收项目')).toBeVisible();
    test.info().annotations.push({ type: 'shown after', description: `${Date.now() - begun} ms` });
    await isSamePage();
  });
  await test.step('a change in the host', async () => {
    watched.expectOutage(true);
    edit('electron/services/host/app-info.ts', 'return { version,', "return { version: '99.0.0',");
    await expect.poll(() => versionOf(page), { timeout: 60_000 }).toMatchObject({ value: { version: '99.0.0' } });
    await isSamePage();
    await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
    await expect(page.getByRole('heading', { name: '有线宽带网络' }).first()).toBeVisible();
  });
  await test.step('a host that does not begin is mended by the next change', async () => {
    edit('electron/services/host/app-info.ts', "version: '99.0.0',", "version: '99.0.1' +;");
    await expect
      .poll(() => versionOf(page), { timeout: 60_000 })
      .toMatchObject({ error: { code: 'app.host-unreachable' } });
    edit('electron/services/host/app-info.ts', "version: '99.0.1' +;", "version: '99.0.2',");
    await expect.poll(() => versionOf(page), { timeout: 60_000 }).toMatchObject({ value: { version: '99.0.2' } });
  });
  expect(watched.faults(), loop.output()).toEqual([]);
  await page.close();
});

test('nothing but the loop’s own page gets in, and its policy lets in no more than the page’s own scripts', async ({
  loop,
  request,
}) => {
  const { port, host } = new URL(loop.link);
  const at = (path: string): string => `http://127.0.0.1:${port}${path}`;
  for (const path of ['/', '/main.tsx', '/@vite/client', '/@fs/etc/passwd', '/api/events'])
    expect((await request.get(at(path), { headers: { Host: host } })).status(), path).toBe(403);
  const key = new URL(loop.link).search;
  const started = await request.get(at(`/start${key}`), { headers: { Host: host }, maxRedirects: 0 });
  const cookie = started.headers()['set-cookie']?.split(';')[0] ?? '';
  const page = await request.get(at('/'), { headers: { Host: host, Cookie: cookie } });
  const policy = page.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/; script-src 'self' 'nonce-[\w-]{43}'; /);
  expect(policy).not.toMatch(/unsafe|\*|ws:|http:/);
  expect((await request.get(at('/@fs/etc/passwd'), { headers: { Host: host, Cookie: cookie } })).status()).toBe(403);
  for (const foreign of [{ Origin: 'http://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }])
    expect((await request.get(at('/main.tsx'), { headers: { Host: host, Cookie: cookie, ...foreign } })).status()).toBe(
      403,
    );
  expect(
    (await request.get(at('/main.tsx'), { headers: { Host: `127.0.0.1:${port}`, Cookie: cookie } })).status(),
  ).toBe(403);
});

test('the loop does not run in an installed program', async () => {
  const inside = join(tree, 'resources', 'app.asar');
  cpSync(join(tree, 'build'), join(inside, 'build'), { recursive: true });
  cpSync(join(tree, 'electron'), join(inside, 'electron'), { recursive: true });
  cpSync(join(tree, 'shared'), join(inside, 'shared'), { recursive: true });
  cpSync(join(tree, 'package.json'), join(inside, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(inside, 'node_modules'));
  const child = spawn(process.execPath, [join(inside, 'build', 'develop.ts'), '--serve'], { stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const [code] = await once(child, 'close');
  expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('not for the installed program') });
});
