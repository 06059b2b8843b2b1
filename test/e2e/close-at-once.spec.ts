import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { type Display, openDisplay } from './display.ts';
import { type HostProcess, startWindow } from './host-process.ts';
import { readJournal } from './journal-on-disk.ts';
import { attach, drivableBrowser, forgetPort } from './true-window.ts';
import { expectIndicator, expectSaved } from './walk.ts';

// What is typed is there the next time, even if the window or the program is closed with the very next move.

let folder: string;
let dataFolder: string;
let display: Display;
let browser: string;
let host: HostProcess | undefined;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-close-'));
  dataFolder = join(folder, 'data');
  display = await openDisplay();
  browser = await drivableBrowser(folder);
});
test.afterEach(async () => {
  await host?.stop();
  display.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Page> {
  await forgetPort(dataFolder);
  host = startWindow(dataFolder, browser, display.name);
  return attach(dataFolder, host);
}

async function openSample(): Promise<Page> {
  const page = await open();
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  await expectSaved(page);
  return page;
}

const note = (page: Page) => page.getByRole('textbox', { name: '备注' });

async function reopened(): Promise<Page> {
  const page = await open();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^学苑社区/ })
    .first()
    .click();
  await expectIndicator(page, '有线宽带网络', '符合');
  return page;
}

test('typed, and the window closed at once: it is there when the program is opened again', async () => {
  const page = await openSample();
  await note(page).pressSequentially('关窗之前写下的');
  await page.close({ runBeforeUnload: true });
  expect(await host?.ended, host?.output()).toBe(0);
  const next = await reopened();
  await expect(note(next)).toHaveValue('关窗之前写下的');
  await expectSaved(next);
  expect(JSON.stringify(await readJournal(dataFolder))).toContain('关窗之前写下的');
});

test('typed, and the program asked to end at once: it is in the journal before the program has ended', async () => {
  const page = await openSample();
  await note(page).pressSequentially('关机之前写下的');
  expect(await host?.stop(), host?.output()).toBe(0);
  expect(JSON.stringify(await readJournal(dataFolder))).toContain('关机之前写下的');
  await expect(note(await reopened())).toHaveValue('关机之前写下的');
});
