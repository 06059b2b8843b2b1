import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { UNUSED_FEATURES } from '#build/quiet-browser.ts';
import { findBrowser } from '#build/setup/browser.mjs';
import { withTextLocale } from '#electron/browser/text-locale.ts';

/** A Chromium of its own on a profile that outlives it. */
export interface Chromium {
  readonly context: BrowserContext;
  /** SIGKILL to all its processes at once. */
  kill(): Promise<void>;
  /** Lets it end in order, so that its files are closed. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;

/** Starts a Chromium without a window on `profile`; the test gets in by a port, as debuggers do. */
export async function startChromium(profile: string, also: readonly string[] = []): Promise<Chromium> {
  const program = findBrowser();
  if (program === undefined) throw new Error('no browser here: npm test looks for one and installs it');
  const portFile = join(profile, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run'];
  // As wide as an office screen: in a narrower window the list of indicators waits behind a button.
  const size = ['--window-size=1366,800'];
  const parts = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const quiet = [...parts, `--disable-features=${UNUSED_FEATURES}`, '--lang=zh-CN'];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // A group of its own: a kill reaches the browser and its helpers, and nothing else.
  const child = spawn(program, [...flags, ...size, ...quiet, ...root, ...also, 'about:blank'], {
    detached: true,
    stdio: 'ignore',
    env: withTextLocale(process.env),
  });
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('the browser has no context');
    const close = async (): Promise<void> => {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await ended;
    };
    return { context, kill, close };
  } catch (error) {
    await kill();
    throw error;
  }
}

async function readPort(portFile: string): Promise<string> {
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(20)) {
    const [port = '', path = ''] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
    if (path !== '') return port;
  }
  throw new Error('Chromium did not start');
}
