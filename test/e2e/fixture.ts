import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test as base } from '@playwright/test';
import { freePort } from '#build/free-port.ts';
import { startHost, type HostProcess } from './host-process.ts';
import { watch } from './page-watch.ts';

/** The machine at which the inspector sits: a data folder, a host on it, and the window of the test. */
export interface Desk {
  readonly dataFolder: string;
  /** SIGKILL, as a flat battery would. */
  killHost(): Promise<void>;
  /** Starts a host again on the same data and port, and a window by its new link; the former window is gone by then. */
  restartHost(): Promise<void>;
}

/** Opens the window, and waits as a person would until there is something to see: keys pressed before go nowhere. */
async function openWindow(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  // What listens for keys begins behind the first picture: nobody is as fast as that.
  await page.evaluate(() => new Promise((begun) => requestAnimationFrame(() => setTimeout(begun, 50))));
}

/** A test with the true host, opened in `page` by its one-time link. Whatever goes wrong unseen fails it at the end. */
export const test = base.extend<{ readonly desk: Desk }>({
  viewport: { width: 1280, height: 720 },
  actionTimeout: 15_000,
  desk: [
    async ({ page }, use) => {
      const dataFolder = await mkdtemp(join(tmpdir(), 'workbench-e2e-'));
      const port = await freePort();
      let host: HostProcess = await startHost(dataFolder, port);
      const watched = await watch(page.context(), new URL(host.link).origin);
      await openWindow(page, host.link);
      await use({
        dataFolder,
        killHost: () => {
          watched.expectOutage(true);
          return host.kill();
        },
        restartHost: async () => {
          watched.expectOutage(true);
          await host.stop();
          // It would carry on by itself as soon as it can, and leave nothing to take up.
          await page.goto('about:blank');
          host = await startHost(dataFolder, port);
          await openWindow(page, host.link);
          watched.expectOutage(false);
        },
      });
      const { faults } = watched;
      const seen = [...faults()];
      await page.close();
      const code = await host.stop();
      await rm(dataFolder, { recursive: true, force: true });
      expect(seen, 'errors, policy breaches and requests to elsewhere').toEqual([]);
      expect(code, host.output()).toBe(0);
    },
    { auto: true },
  ],
});

export { expect };
