import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import { electronBinary } from '#build/electron-binary.ts';
import { ROOT } from '#build/setup/project.mjs';
import { openDisplay } from '#test/e2e/display.ts';

export const NO_ELECTRON = 'the Electron program is not here';

/** Chromium's sandbox cannot run as root: then, and only then, the program under test does without. */
export const rootFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

interface Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Every address that the page asked for, and every breach of its policy. */
  readonly asked: readonly string[];
  readonly breaches: readonly string[];
}

/** A test with the unpackaged program, started by Electron itself on a data folder of its own. */
export const test = base.extend<{ readonly program: Program }>({
  program: async ({ acceptDownloads }, provide) => {
    const executablePath = electronBinary();
    if (executablePath === undefined) throw new Error(NO_ELECTRON);
    const data = await mkdtemp(join(tmpdir(), 'workbench-electron-'));
    const display = await openDisplay();
    const args = [ROOT, ...rootFlags, '--use-fake-device-for-media-stream', '--data', data];
    const env = { ...process.env, DISPLAY: display.name };
    const app = await _electron.launch({ executablePath, args, env, acceptDownloads });
    const page = await app.firstWindow();
    const [asked, breaches]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (line) => {
      if (/Content Security Policy/i.test(line.text())) breaches.push(line.text());
    });
    await page.reload();
    await expect(page).toHaveTitle(/智慧社区验收工作台$/);
    await provide({ app, page, asked, breaches });
    await app.close();
    display.close();
    await rm(data, { recursive: true, force: true });
  },
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
