import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { linkHost } from '#electron/browser/link-host.ts';
import { startChromium, type Chromium } from '#test/kill/chromium.ts';
import { freePort } from '#build/free-port.ts';
import { startHost, type HostProcess } from './host-process.ts';

/** A data folder and a browser profile that outlive the programs on them. */
export interface Laptop {
  readonly data: string;
  /** Where Chromium keeps the window's store, for this origin. */
  readonly store: string;
  /** Starts host and browser, opens the window, and ends both in order when `task` is done. */
  session<T>(task: (page: Page) => Promise<T>): Promise<T>;
  /** What the host has noted of mended indexes, oldest first, without the time. */
  notes(): Promise<readonly unknown[]>;
  drop(): Promise<void>;
}

export async function newLaptop(): Promise<Laptop> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-laptop-'));
  const [data, profile, port] = [join(folder, 'data'), join(folder, 'profile'), await freePort()];
  await mkdir(data);
  const name = await linkHost(data);
  return {
    data,
    store: join(profile, 'Default', 'IndexedDB', `http_${name}_${port}.indexeddb.leveldb`),
    session: async (task) => {
      const host = await startHost(data, port);
      try {
        const browser = await startChromium(profile);
        return await inWindow(browser, host, task);
      } finally {
        await host.stop();
      }
    },
    notes: () => readNotes(data),
    drop: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function inWindow<T>(browser: Chromium, host: HostProcess, task: (page: Page) => Promise<T>): Promise<T> {
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.on('dialog', (dialog) => expect(dialog.message(), 'a question').toBe(''));
    await page.goto(host.link);
    return await task(page);
  } finally {
    await browser.close();
  }
}

async function readNotes(data: string): Promise<readonly unknown[]> {
  const text = await readFile(join(data, 'logs', 'host.jsonl'), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.includes('"index-repaired"'));
  return lines.map((line) => {
    const noted: Record<string, unknown> = JSON.parse(line);
    return Object.fromEntries(['reason', 'inspections', 'events', 'dataLoss'].map((name) => [name, noted[name]]));
  });
}
