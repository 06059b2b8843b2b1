import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '#electron/browser/find-browser.ts';
import { runEdition } from '#electron/browser/edition.ts';
import { askRunning } from '#electron/browser/second-start.ts';
import { startServer, type Server } from '#electron/browser/server.ts';
import { openWindow } from '#electron/browser/window.ts';
import { rendererFolder, stubHost, temporaryFolder } from './stub-host.ts';

/** The page tells the host what it finds, counts its visits in IndexedDB, and tries to get out. */
const PAGE = `
const call = (name, payload) => fetch('/api/call', {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, payload }) });
const visits = () => new Promise((resolve, reject) => {
  const open = indexedDB.open('visits');
  open.onupgradeneeded = () => open.result.createObjectStore('visits', { autoIncrement: true });
  open.onsuccess = () => {
    const store = open.result.transaction('visits', 'readwrite', { durability: 'strict' }).objectStore('visits');
    store.add({});
    const count = store.count();
    store.transaction.oncomplete = () => resolve(count.result);
    store.transaction.onerror = reject;
  };
});
const reach = (url) => fetch(url, { mode: 'no-cors' }).then(() => 'reached', () => 'blocked');
const refused = [];
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));
const inline = document.createElement('style');
inline.textContent = 'body { color: red }';
document.head.append(inline);
const styled = document.createElement('style');
styled.nonce = document.querySelector('meta[property=csp-nonce]').content;
styled.textContent = 'body { background: rgb(1, 2, 3) }';
document.head.append(styled);
await call('report', {
  origin: location.origin, href: location.href, secure: isSecureContext, language: navigator.language,
  cookieSeen: document.cookie, persisted: await navigator.storage.persist(), visits: await visits(),
  outside: await reach('http://127.0.0.1:' + OUTSIDE + '/'),
  background: getComputedStyle(document.body).backgroundColor, refused,
});
`;

const DOWNLOAD = `
const link = document.createElement('a');
link.href = URL.createObjectURL(new Blob(['x']));
link.download = '学苑社区 公示.txt';
link.click();
`;

interface Report {
  readonly [key: string]: unknown;
}

let xvfb: ChildProcess;
let outside: ReturnType<typeof createServer>;
let outsideVisits = 0;
const browser = findBrowser(undefined) ?? '';

/** Xvfb picks a free display itself and says which. */
function startDisplay(): Promise<string> {
  xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    xvfb.once('error', reject);
    xvfb.stdio[3]?.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
  });
}

beforeAll(async () => {
  vi.stubEnv('DISPLAY', await startDisplay());
  // A machine whose system says nothing of languages.
  for (const name of ['LC_ALL', 'LC_CTYPE', 'LANG']) vi.stubEnv(name, undefined);
  outside = createServer((socket) => {
    outsideVisits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  vi.unstubAllEnvs();
  outside.close();
  xvfb.kill();
});

function outsidePort(): number {
  const address = outside.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function serve(stub: ReturnType<typeof stubHost>, script = PAGE): Promise<Server> {
  const started = await startServer({
    host: stub.host,
    renderer: rendererFolder(script.replaceAll('OUTSIDE', String(outsidePort()))),
    port: 0,
    audience: 'window',
    secondStart: { secret: 'x', show: async () => ({ is: 'window' }) },
    onBug: (error) => expect.unreachable(String(error)),
  });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

/** Opens the window as the product does, waits for the page's report, closes it. */
async function visit(profile: string): Promise<{ report: Report; port: number }> {
  const stub = stubHost();
  const server = await serve(stub);
  const link = server.newLink();
  const window = await openWindow({ browser, profile, origin: server.address.origin, port: server.port, link });
  const report = await expect
    .poll(() => stub.calls.find(({ name }) => name === 'report'), { timeout: 20_000 })
    .toBeDefined()
    .then(() => stub.calls.find(({ name }) => name === 'report')?.input as Report);
  await window.focus();
  await window.close();
  await server.close();
  return { report, port: server.port };
}

/** Chromium's own lock in its profile names the process. */
const browserProcess = (profile: string): number =>
  Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));

describe('the window in a real Chromium', () => {
  it('gets in by the key, keeps its store over restarts on other ports, and reaches nothing outside', async () => {
    const profile = join(temporaryFolder(), 'profile');
    const first = await visit(profile);
    const second = await visit(profile);
    expect(first.report).toMatchObject({
      origin: 'http://app.localhost',
      href: 'http://app.localhost/',
      secure: true,
      language: 'zh-CN',
      cookieSeen: '',
      persisted: true,
      visits: 1,
      outside: 'blocked',
      background: 'rgb(1, 2, 3)',
    });
    expect(first.report['refused']).toContain('style-src-elem');
    expect(second.port).not.toBe(first.port);
    expect(second.report['visits']).toBe(2);
    expect(outsideVisits).toBe(0);
  }, 90_000);

  it('names a file as the page does, also where the system has no locale of UTF-8', async () => {
    const [profile, files] = [join(temporaryFolder(), 'profile'), temporaryFolder()];
    mkdirSync(join(profile, 'Default'), { recursive: true });
    // As somebody who asked for files without a question each.
    const preferences = { download: { prompt_for_download: false, default_directory: files } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const server = await serve(stubHost(), DOWNLOAD);
    const link = server.newLink();
    const window = await openWindow({ browser, profile, origin: server.address.origin, port: server.port, link });
    await expect.poll(() => readdirSync(files), { timeout: 20_000 }).toEqual(['学苑社区 公示.txt']);
    await window.close();
    await server.close();
  }, 60_000);

  it('says what the browser said when it does not start', async () => {
    const options = { profile: join(temporaryFolder(), 'p'), origin: 'http://app.localhost', port: 9, link: 'x' };
    await expect(openWindow({ ...options, browser: '/bin/false' })).rejects.toThrow(/it ended/);
    await expect(openWindow({ ...options, browser: '/no/such/browser' })).rejects.toThrow(/ENOENT/);
  });

  interface Running {
    readonly dataFolder: string;
    readonly stub: ReturnType<typeof stubHost>;
    readonly lines: readonly string[];
    readonly stop: () => void;
    readonly ended: Promise<number>;
    readonly shown: () => Promise<void>;
  }

  function run(script = PAGE): Running {
    const [dataFolder, stub, lines] = [temporaryFolder(), stubHost(), [] as string[]];
    let stop: () => void = () => undefined;
    const stopAsked = new Promise<void>((resolve) => (stop = resolve));
    const renderer = rendererFolder(script.replaceAll('OUTSIDE', String(outsidePort())));
    const args = { dataFolder, renderer, serve: false, browser, port: undefined, files: [] };
    const around = { say: (line: string) => void lines.push(line), stopAsked, onBug: () => undefined };
    const ended = runEdition(args, stub.host, around);
    const shown = () => expect.poll(() => askRunning(dataFolder), { timeout: 20_000 }).toEqual({ is: 'window' });
    return { dataFolder, stub, lines, stop, ended, shown };
  }

  it('shows itself to a second start, and saves what is in it when the program is asked to end', async () => {
    const { dataFolder, stub, lines, stop, ended, shown } = run(`new EventSource('/api/events');${PAGE}`);
    await shown();
    await expect.poll(() => stub.calls, { timeout: 20_000 }).not.toEqual([]);
    stop();
    expect(await ended).toBe(0);
    expect(stub.drains).toEqual([1]);
    expect(await askRunning(dataFolder)).toBeUndefined();
    expect(lines).toEqual([]);
  }, 60_000);

  it('is opened once more when its browser dies, and given up when that dies too', async () => {
    const { dataFolder, stub, lines, ended, shown } = run();
    const reports = () => stub.calls.filter(({ name }) => name === 'report');
    const kill = () => process.kill(browserProcess(join(dataFolder, 'browser-profile')), 'SIGKILL');
    await shown();
    await expect.poll(reports, { timeout: 20_000 }).toHaveLength(1);
    kill();
    await expect.poll(reports, { timeout: 20_000 }).toHaveLength(2);
    await shown();
    kill();
    expect(await ended).toBe(1);
    const gone = { event: 'window-gone', kind: 'browser', reason: 'SIGKILL', exit: -1 };
    expect(stub.noted).toEqual([gone, gone]);
    expect(lines[0]).toContain('died twice within a minute');
  }, 90_000);

  it('loads a page that died again once, then shows what can be done', async () => {
    const { dataFolder, stub, stop, ended, shown } = run();
    const pages = () => stub.calls.filter(({ name }) => name === 'report').length;
    await shown();
    await expect.poll(pages, { timeout: 20_000 }).toBe(1);
    killPage(dataFolder);
    await expect.poll(pages, { timeout: 20_000 }).toBe(2);
    killPage(dataFolder);
    await expect.poll(() => stub.noted, { timeout: 20_000 }).toHaveLength(2);
    expect(stub.noted[0]).toMatchObject({ event: 'window-gone', kind: 'page' });
    await expect.poll(() => stub.calls.at(-1)?.name).toBe('report');
    stop();
    expect(await ended).toBe(0);
    expect(pages()).toBe(2);
  }, 90_000);
});

/** Ends the processes that draw pages, and no other, of the one browser with this profile. */
function killPage(dataFolder: string): void {
  const own = browserProcess(join(dataFolder, 'browser-profile'));
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args: args ?? '' }];
  });
  const below = (pid: number): readonly (typeof rows)[number][] => {
    const children = rows.filter(({ parent }) => parent === pid);
    return [...children, ...children.flatMap((child) => below(child.pid))];
  };
  const drawing = below(own).filter(({ args }) => args.includes('--type=renderer'));
  expect(drawing.length).toBeGreaterThan(0);
  for (const { pid } of drawing) process.kill(pid, 'SIGKILL');
}
