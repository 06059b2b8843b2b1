import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { askRunning } from '#electron/browser/second-start.ts';
import { freePort } from '#build/free-port.ts';
import { startHost, type HostProcess } from '#test/e2e/host-process.ts';
import { readJournal, readPhoto } from '#test/e2e/journal-on-disk.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { seeded } from './random.ts';
import {
  noteText,
  nothingWritten,
  openSample,
  shown,
  typeHalf,
  writeOn,
  type Hand,
  type Written,
} from './window-writer.ts';

/** What a series of kills of the true window came to. `faults` names everything that breaks the promise, in words. */
export interface WindowKillReport {
  readonly seed: number;
  readonly rounds: number;
  readonly saved: number;
  readonly photos: number;
  /** Texts typed after the host was gone, and how many of them the next window took up. */
  readonly halves: number;
  readonly takenUp: number;
  readonly faults: readonly string[];
}

/** Room for the numbers of one round. */
const NUMBERS_A_ROUND = 1000;
/** Longer than a draft takes to its disk: what is typed so long before the end must come back. */
const HALF_MS = 300;

/** A laptop that keeps its data, its port and its browser profile through all kills. */
interface Laptop {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  host: HostProcess | undefined;
}

/**
 * Writes through the true window in a true Chromium and kills: the browser alone in even rounds, host and browser in odd
 * ones, at moments the seed decides. Each next round opens the window again and looks at what it shows; the journal is
 * read at the end by other means than the program's own.
 */
export async function windowKillRounds(seed: number, rounds: number): Promise<WindowKillReport> {
  const random = seeded(seed);
  const folder = await mkdtemp(join(tmpdir(), 'workbench-window-kill-'));
  const laptop: Laptop = { folder, data: join(folder, 'data'), port: await freePort(), host: undefined };
  const written = nothingWritten();
  const sum = { halves: 0, takenUp: 0 };
  const faults: string[] = [];
  try {
    let half: string | null = null;
    for (let round = 0; round <= rounds; round += 1) {
      const found = await openAgain(laptop, async (page, browser) => {
        faults.push(...(await look(page, written, half)).map((fault) => `round ${round}: ${fault}`));
        if (half !== null) sum.takenUp += 1;
        if (round === rounds) return null;
        const plan = { first: (round + 1) * NUMBERS_A_ROUND, delay: 150 + random() * 900, both: round % 2 === 1 };
        return writeAndKill(laptop, { page, browser }, written, plan, random);
      });
      half = found;
      if (half !== null) sum.halves += 1;
    }
    await laptop.host?.stop();
    faults.push(...(await lostOf(laptop.data, written)));
    const photos = written.saved.filter(({ what }) => what === 'photo').length;
    return { seed, rounds, saved: written.saved.length, photos, ...sum, faults };
  } finally {
    await laptop.host?.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Page = Awaited<ReturnType<Chromium['context']['newPage']>>;

/** A window on the laptop, as a person starts it after whatever happened. */
async function openAgain<T>(laptop: Laptop, task: (page: Page, browser: Chromium) => Promise<T>): Promise<T> {
  laptop.host ??= await startHost(laptop.data, laptop.port);
  const shownAgain = await askRunning(laptop.data);
  if (shownAgain?.is !== 'link') throw new Error('the host gives no link');
  const browser = await startChromium(join(laptop.folder, 'profile'));
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await openSample(page, shownAgain.link);
    return await task(page, browser);
  } finally {
    await browser.kill();
  }
}

interface Plan {
  readonly first: number;
  readonly delay: number;
  readonly both: boolean;
}

/** Answers the text that was typed after the host was gone; null where the browser went first. */
async function writeAndKill(
  laptop: Laptop,
  { page, browser }: { readonly page: Page; readonly browser: Chromium },
  written: Written,
  { first, delay, both }: Plan,
  random: () => number,
): Promise<string | null> {
  const hand: Hand = { isStopped: false, moving: Promise.resolve() };
  const writing = writeOn(page, { written, hand, random }, first).catch(() => undefined);
  await sleep(delay);
  if (!both) {
    await browser.kill();
    await writing;
    return null;
  }
  await laptop.host?.kill();
  laptop.host = undefined;
  // What was on its way fails now; the window stays, and somebody goes on typing for a moment.
  hand.isStopped = true;
  await hand.moving;
  const half = noteText(first + NUMBERS_A_ROUND - 1);
  await typeHalf(page, half);
  await sleep(HALF_MS);
  await browser.kill();
  await writing;
  return half;
}

/** What the window shows after a start: never less than it had called saved, never what nobody wrote. */
async function look(page: Page, { figures, notes }: Written, half: string | null): Promise<string[]> {
  const faults: string[] = [];
  const { figure, note } = await shown(page);
  if (figures.saved > 0 && (figure < figures.saved || figure > figures.tried))
    faults.push(`the window shows ${figure}, saved was ${figures.saved}, tried ${figures.tried}`);
  const number = Number(/^第 (\d+) 次/.exec(note)?.[1] ?? 0);
  if (half !== null && note !== half) faults.push(`what was typed without a host is lost: ${note} instead of ${half}`);
  if (half === null && notes.saved > 0 && number < notes.saved)
    faults.push(`the window shows note ${number}, saved was ${notes.saved}`);
  // What was taken up is sent at once: the next kill finds a window that has nothing left to send.
  await expect(page.locator('header output[data-save]')).toHaveAttribute('data-save', 'saved');
  return faults;
}

async function lostOf(data: string, { saved }: Written): Promise<string[]> {
  const events = await readJournal(data);
  const there = new Set(events.map(({ payload }) => markOf(payload)));
  const faults: string[] = [];
  for (const { number, what, sha256 } of saved) {
    const mark = what === 'figure' ? String(number) : what === 'note' ? noteText(number) : (sha256 ?? '');
    if (!there.has(mark)) faults.push(`${what} ${number} is lost`);
    if (sha256 !== undefined && !(await readPhoto(data, sha256))) faults.push(`photo ${number} is lost or changed`);
  }
  return faults;
}

/** What tells an entry from all others: its figure, its text, or the hash of its photo. */
function markOf(payload: Readonly<Record<string, unknown>>): string {
  const { value, text, evidence } = payload;
  const mark = typeof evidence === 'object' && evidence !== null ? Reflect.get(evidence, 'sha256') : (value ?? text);
  return typeof mark === 'string' || typeof mark === 'number' ? String(mark) : '';
}

/** The figures of a series, for the log of a test run. */
export function windowReportText(report: WindowKillReport): string {
  const { rounds, saved, photos, halves, takenUp, faults, seed } = report;
  const entries = `${saved} entries called 已保存 (${photos} of them photos)`;
  return `kill: ${rounds} rounds of browser or host and browser, ${entries}, ${takenUp} of ${halves} unsaved texts taken up, lost = ${faults.length} (KILL_SEED=${seed})`;
}
