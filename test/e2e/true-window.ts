import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { findBrowser } from '#build/setup/browser.mjs';
import type { HostProcess } from './host-process.ts';

/** The product drives its browser through pipes that nobody else can reach; the test gets in by a port of its own. */
export async function drivableBrowser(folder: string): Promise<string> {
  const browser = findBrowser();
  if (browser === undefined) throw new Error('no browser here: npm test looks for one and installs it');
  const script = join(folder, 'browser.sh');
  await writeFile(script, `#!/bin/sh\nexec '${browser}' "$@" --remote-debugging-port=0\n`);
  await chmod(script, 0o755);
  return script;
}

/** The window's page, by a connection of the test's own. */
export async function attach(dataFolder: string, host: HostProcess): Promise<Page> {
  const portFile = portFileOf(dataFolder);
  const readPort = async () => (await readFile(portFile, 'utf8').catch(() => '')).split('\n')[0];
  await expect.poll(readPort, { message: host.output(), timeout: 30_000 }).toMatch(/^\d+$/);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort()}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error(`the browser has no window: ${host.output()}`);
  return page;
}

/** Forgets an earlier window's port, before a next window writes its own. */
export async function forgetPort(dataFolder: string): Promise<void> {
  await rm(portFileOf(dataFolder), { force: true });
}

const portFileOf = (dataFolder: string): string => join(dataFolder, 'browser-profile', 'DevToolsActivePort');
