import { mkdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { hasDisplay } from '#electron/browser/find-browser.ts';
import { linkHost } from '#electron/browser/link-host.ts';
import { openWindow } from '#electron/browser/window.ts';
import { type DevServer, startDevServer } from './dev/dev-server.ts';
import { type HostLoop, runHost } from './dev/host-loop.ts';
import { watchHostSources } from './dev/watch-sources.ts';
import { ensureBrowser } from './setup/browser.mjs';
import { ROOT, say } from './setup/project.mjs';
import { ensureFonts } from './setup/tools.mjs';
import { flagsOrUsage } from './flags.ts';

// npm run dev [-- --serve] [--data DIR] [--port N] [--inspect]
// The browser edition while it is being written: the window straight from renderer/ with every change shown at once, the host
// as it ships, begun anew with every change. Nothing of this is imported by the product, so nothing of it can be bundled.

const USAGE = `npm run dev [-- options]
  --serve       no window, only a one-time link
  --data DIR    keep the inspections in DIR instead of out/dev/data
  --port N      the port of the link
  --inspect     let a debugger reach the host (node --inspect)
  --help        this list`;

/** Beside the fixed port of `npm start`, so that both can run. */
const LINK_PORT = 47322;

function readFlags() {
  const { values } = parseArgs({
    options: {
      serve: { type: 'boolean', default: false },
      inspect: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
    throw new Error(`--port takes a number from 1 to 65535, not ${values.port ?? ''}`);
  // npm runs its scripts in the project; the folder was named where npm was called.
  const data =
    values.data === undefined
      ? join(ROOT, 'out', 'dev', 'data')
      : resolve(process.env['INIT_CWD'] ?? process.cwd(), values.data);
  return { ...values, port, data };
}

type Flags = ReturnType<typeof readFlags>;

/** The browser of the window; undefined where a link has to do. */
function windowBrowser({ serve }: Flags): string | undefined {
  if (serve) return undefined;
  if (hasDisplay()) {
    ensureFonts();
    return ensureBrowser();
  }
  say('There is no display here, so no window: open the link below in a browser on this machine.');
  return undefined;
}

function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
  });
}

/** Shows the page until its window is closed or Ctrl+C. */
async function show(server: DevServer, browser: string | undefined, stopAsked: Promise<void>): Promise<void> {
  if (browser === undefined) {
    say(`Open this link in a browser on this machine; it works once: ${server.newLink()}`);
    return stopAsked;
  }
  const { port, origin } = server;
  const profile = join(ROOT, 'out', 'dev', 'browser-profile');
  const window = await openWindow({ browser, profile, origin, port, link: server.newLink() });
  await Promise.race([window.closed, stopAsked]);
  await window.close();
}

async function main(): Promise<void> {
  if (ROOT.split(sep).includes('app.asar')) {
    console.error('The development loop is for a checkout of the sources, not for the installed program.');
    process.exitCode = 2;
    return;
  }
  const flags = flagsOrUsage(readFlags, USAGE);
  if (flags === null) return;
  const stopAsked = stopSignal();
  mkdirSync(flags.data, { recursive: true });
  const browser = windowBrowser(flags);
  const host = await runHost({ dataFolder: flags.data, nodeFlags: flags.inspect ? ['--inspect'] : [], say });
  await loop(flags, host, browser, stopAsked);
}

async function loop(flags: Flags, host: HostLoop, browser: string | undefined, stopAsked: Promise<void>) {
  // Also the host that does not run (a slip in its code) begins anew with the next change.
  await host.current();
  const audience = browser === undefined ? { linkHost: await linkHost(flags.data) } : 'window';
  const port = flags.port ?? (browser === undefined ? LINK_PORT : 0);
  const server = await startDevServer({ host, audience, port });
  const unwatch = watchHostSources(ROOT, () => {
    say('The host begins anew …');
    void host.restart();
  });
  try {
    await show(server, browser, stopAsked);
  } finally {
    unwatch();
    // First the host, which has the windows save what is in them, through this very server.
    await host.stop();
    await server.close();
  }
}

await main();
