import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import { ensureElectronHost } from '#build/bundles.ts';
import { electronBinary } from '#build/electron-binary.ts';
import { ROOT } from '#build/setup/project.mjs';
import { openDisplay } from '#test/e2e/display.ts';

export const NO_ELECTRON = 'the Electron program is not here';

/** Chromium's sandbox cannot run as root: then, and only then, the program under test does without. */
export const rootFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

interface Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly data: string;
  /** Every address that the page asked for, and every breach of its policy. */
  readonly asked: readonly string[];
  readonly breaches: readonly string[];
  /** What the main process said, and what the page did not catch. */
  readonly said: () => string;
}

interface Means {
  readonly executablePath: string;
  readonly data: string;
  readonly display: string;
  readonly acceptDownloads: boolean;
}

async function start({ executablePath, data, display, acceptDownloads }: Means): Promise<Program> {
  const args = [ROOT, ...rootFlags, '--use-fake-device-for-media-stream', '--data', data];
  const env = { ...process.env, DISPLAY: display };
  const app = await _electron.launch({ executablePath, args, env, acceptDownloads });
  let said = '';
  app.process().stderr?.on('data', (text: Buffer) => (said += text.toString()));
  const page = await app.firstWindow();
  const [asked, breaches]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => (said += `${error.stack ?? String(error)}\n`));
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) breaches.push(line.text());
  });
  await page.reload();
  await expect(page).toHaveTitle(/智慧社区验收工作台$/);
  return { app, page, data, asked, breaches, said: () => said };
}

interface Fixtures {
  /** Starts the program on the test's own data folder, and once more after it has ended. */
  readonly open: () => Promise<Program>;
  readonly program: Program;
}

/** A test with the unpackaged program, started by Electron itself on a data folder of its own. */
export const test = base.extend<Fixtures>({
  open: async ({ acceptDownloads }, provide) => {
    const executablePath = electronBinary();
    if (executablePath === undefined) throw new Error(NO_ELECTRON);
    await ensureElectronHost();
    const data = await mkdtemp(join(tmpdir(), 'workbench-electron-'));
    const display = await openDisplay();
    const opened: Program[] = [];
    await provide(async () => {
      const program = await start({ executablePath, data, display: display.name, acceptDownloads });
      opened.push(program);
      return program;
    });
    // Closing one that has ended does nothing.
    for (const { app } of opened) await app.close();
    display.close();
    await rm(data, { recursive: true, force: true });
  },
  program: async ({ open }, provide) => provide(await open()),
});

/** Runs a program to its end, with a display; its exit code and what it said. */
export async function runToEnd(file: string, args: readonly string[]) {
  const display = await openDisplay();
  const child = spawn(file, args, {
    env: { ...process.env, DISPLAY: display.name },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  await once(child, 'close');
  display.close();
  return { code: child.exitCode, said };
}

export { expect };
