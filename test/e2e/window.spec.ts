import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { openDisplay } from './display.ts';
import { startWindow } from './host-process.ts';
import { watch } from './page-watch.ts';
import { attach, drivableBrowser } from './true-window.ts';
import { expectIndicator, expectSaved } from './walk.ts';

const ORIGIN = 'http://app.localhost';

test('the window of the browser edition opens by itself, keeps its data and ends the program when closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-window-'));
  const display = await openDisplay();
  const dataFolder = join(folder, 'data');
  const host = startWindow(dataFolder, await drivableBrowser(folder), display.name);
  try {
    const page = await attach(dataFolder, host);
    const watched = await watch(page.context(), ORIGIN);
    await useWindow(page);
    expect(watched.faults()).toEqual([]);
    await page.close();
    expect(await host.ended, host.output()).toBe(0);
    expect(host.output()).toBe('');
  } finally {
    await host.stop();
    display.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function useWindow(page: Page): Promise<void> {
  await expect(page).toHaveURL(`${ORIGIN}/`);
  await expect(page).toHaveTitle('智慧社区验收工作台');
  expect(await page.evaluate(() => [document.documentElement.lang, navigator.language])).toEqual(['zh-CN', 'zh-CN']);
  expect(await page.evaluate(() => matchMedia('(display-mode: standalone)').matches)).toBe(true);
  // Granted by the program over the debugging pipe, asked for by the page at its start.
  await expect.poll(() => page.evaluate(() => navigator.storage.persisted())).toBe(true);
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  await expect(page).toHaveTitle('学苑社区 · 智慧社区验收工作台');
  await page.getByRole('textbox', { name: '备注' }).fill('窗口里写下的');
  await expect(page.getByRole('complementary').getByRole('listitem').first()).toContainText('备注 空 → 窗口里写下的');
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('窗口里写下的');
}
