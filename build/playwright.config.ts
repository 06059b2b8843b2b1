import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { withTextLocale } from '#electron/browser/text-locale.ts';
import { electronBinary } from './electron-binary.ts';
import { quietBrowser } from './quiet-browser.ts';
import { findBrowser } from './setup/browser.mjs';

const root = join(import.meta.dirname, '..');
const browser = findBrowser();
if (browser === undefined)
  throw new Error('No browser for the end-to-end tests: npm test looks for one and installs it.');

// Said once, by the main process: each worker reads this file again.
if (electronBinary() === undefined && process.env['TEST_WORKER_INDEX'] === undefined) {
  if (process.env['REQUIRE_ELECTRON'])
    throw new Error('REQUIRE_ELECTRON is set, but the Electron program is not here.');
  console.log(
    banner([
      'The Electron program is not here: all tests in test/e2e/electron are SKIPPED.',
      'REQUIRE_ELECTRON=1 makes that an error; ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH help to get it.',
    ]),
  );
}

function banner(lines: readonly string[]): string {
  const rule = '═'.repeat(Math.max(...lines.map((line) => line.length)) + 4);
  return [rule, ...lines.map((line) => `  ${line}`), rule].join('\n');
}

/** Tests that measure how smoothly the window runs, or pull its processes down: nothing else may run beside them. */
const ALONE = ['dev.spec.ts', 'keyboard.spec.ts', 'kill.spec.ts'];

/** One folder for each, because a run empties those of its projects. */
const output = (name: string) => join(root, 'out', 'e2e', name);

export default defineConfig({
  testDir: join(root, 'test', 'e2e'),
  projects: [
    { name: 'browser edition', testIgnore: ['electron/**', ...ALONE], outputDir: output('window') },
    { name: 'one at a time', testMatch: ALONE, workers: 1, outputDir: output('alone') },
    { name: 'electron', testMatch: 'electron/**/*.spec.ts', workers: 1, outputDir: output('electron') },
  ],
  globalSetup: join(import.meta.dirname, 'e2e-setup.ts'),
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(root, 'out', 'reports', 'e2e.json') }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    // Recording one takes a third of a test's time: `-- --trace on` asks for it.
    trace: 'off',
    launchOptions: { executablePath: quietBrowser(browser), env: withTextLocale(process.env) },
  },
});
