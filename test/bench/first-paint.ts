import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { ensureWindow } from '#build/bundles.ts';
import { findBrowser } from '#build/setup/browser.mjs';
import { openDisplay } from '#test/e2e/display.ts';
import type { Comparison } from './harness.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const MAIN = path('../../electron/browser/main.ts');
const ROUNDS = 7;
/** The page is left alone while it paints: whoever looks at it too early slows it down. */
const LEFT_ALONE_MS = 1200;
const START_LIMIT_MS = 30_000;

/** Wall moments of one start, in milliseconds. */
interface Start {
  readonly program: number;
  readonly browser: number;
  readonly navigation: number;
  /** Anything to see: of the trivial page, its one sentence; of ours, the frame. */
  readonly firstPaint: number;
  /** The last and largest piece: of ours, the list of inspections or what stands in its place. */
  readonly content: number;
}

interface Contender {
  readonly name: string;
  readonly renderer: string;
  readonly data: string;
  readonly starts: Start[];
}

/**
 * The browser edition, from nothing to what a person sees, against a React page of one sentence shown by the same program:
 * same host, same server, same Chromium with the same flags; only the page differs. Each has its own profile, used before.
 */
export async function benchFirstPaint(): Promise<Comparison[]> {
  const browser = findBrowser();
  if (browser === undefined) {
    console.log('\nSKIPPED: no Chromium, so there is no window whose first paint could be measured.');
    return [];
  }
  await ensureWindow();
  const folder = await mkdtemp(path('../../out/first-paint-'));
  const display = await openDisplay();
  try {
    const ours = {
      name: 'the workbench',
      renderer: path('../../out/renderer'),
      data: join(folder, 'ours'),
      starts: [],
    };
    const trivial = {
      name: 'React page of one sentence',
      renderer: join(folder, 'page'),
      data: join(folder, 'trivial'),
      starts: [],
    };
    await buildTrivialPage(trivial.renderer);
    const script = await timedBrowser(folder, browser);
    await measure([ours, trivial], { script, folder, display: display.name });
    return comparisons(ours, trivial);
  } finally {
    display.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function buildTrivialPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path('./trivial-page'),
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome130', modulePreload: { polyfill: false } },
  });
}

/** The browser behind a script that notes when it is started and lets the bench ask the page afterwards. */
async function timedBrowser(folder: string, browser: string): Promise<string> {
  const script = join(folder, 'browser.sh');
  const lines = ['#!/bin/sh', `date +%s%N > '${join(folder, 'browser-started')}'`];
  await writeFile(script, `${lines.join('\n')}\nexec '${browser}' "$@" --remote-debugging-port=0\n`);
  await chmod(script, 0o755);
  return script;
}

interface Stage {
  readonly script: string;
  readonly folder: string;
  readonly display: string;
}

/** Alternately, after one start each that makes the profile and fills the caches. */
async function measure(contenders: readonly Contender[], stage: Stage): Promise<void> {
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const contender of contenders) {
      const start = await startOnce(contender, stage);
      if (round >= 0) contender.starts.push(start);
    }
  }
}

async function startOnce({ renderer, data }: Contender, { script, folder, display }: Stage): Promise<Start> {
  const portFile = join(data, 'browser-profile', 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const program = Date.now();
  const child = spawn(process.execPath, [MAIN, '--data', data, '--renderer', renderer, '--browser', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DISPLAY: display },
  });
  const ended = once(child, 'close');
  try {
    const page = await attach(portFile);
    const painted = await readPaints(page);
    const browser = Number(await readFile(join(folder, 'browser-started'), 'utf8')) / 1e6;
    await page.close();
    return { program, browser, ...painted };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function attach(portFile: string): Promise<Page> {
  const limit = Date.now() + START_LIMIT_MS;
  let [port, endpoint] = ['', ''];
  // The second line says that the first is whole.
  while (endpoint === '') {
    if (Date.now() > limit) throw new Error('the window did not open');
    await sleep(50);
    [port = '', endpoint = ''] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
  }
  await sleep(LEFT_ALONE_MS);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the browser has no window');
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  return page;
}

function readPaints(page: Page): Promise<Pick<Start, 'navigation' | 'firstPaint' | 'content'>> {
  return page.evaluate(async () => {
    const largest = await new Promise<number>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
        type: 'largest-contentful-paint',
        buffered: true,
      });
    });
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const navigation = performance.timeOrigin;
    return { navigation, firstPaint: navigation + first, content: navigation + largest };
  });
}

function comparisons(ours: Contender, trivial: Contender): Comparison[] {
  const samples = ({ name, starts }: Contender, ms: (start: Start) => number) => ({ name, ms: starts.map(ms) });
  const row = (title: string, ms: (start: Start) => number): Comparison => ({
    title,
    ours: samples(ours, ms),
    baseline: samples(trivial, ms),
    goal: '≤ 1.3× the time',
    met: (ratio) => ratio <= 1.3,
  });
  return [
    row('First paint, from the start of the program (host included)', (at) => at.firstPaint - at.program),
    row('First paint, from the start of Chromium (host excluded)', (at) => at.firstPaint - at.browser),
    row('List shown, from the start of the program (host included)', (at) => at.content - at.program),
    row('List shown, from the start of Chromium (host excluded)', (at) => at.content - at.browser),
  ];
}
