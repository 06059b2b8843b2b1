import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { askRunning } from '#electron/browser/second-start.ts';
import { startChromium } from '#test/kill/chromium.ts';
import { cuttableLine } from './cuttable-line.ts';
import { freePort } from '#build/free-port.ts';
import { startHost, type HostProcess } from './host-process.ts';
import { readJournal } from './journal-on-disk.ts';
import { expectSaved, openIndicator } from './walk.ts';

const FIGURE = '具备千兆接入能力的家庭数';
const figure = (page: Page) => page.getByLabel(FIGURE, { exact: true });
const GONE = '后台没有响应';

let [data, port]: [string, number] = ['', 0];
let host: HostProcess;

test.beforeEach(async ({ page }) => {
  data = await mkdtemp(join(tmpdir(), 'workbench-gone-'));
  port = await freePort();
  host = await startHost(data, port);
  await page.goto(host.link);
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await openIndicator(page, 1);
});
test.afterEach(async () => {
  await host.stop();
  await rm(data, { recursive: true, force: true });
});

async function write(page: Page, value: number): Promise<void> {
  await figure(page).fill(String(value));
  await figure(page).blur();
}

test('a window whose host is gone says so, keeps what is typed, and carries on when there is a host again', async ({
  page,
}) => {
  await write(page, 5001);
  await expectSaved(page);
  await host.kill();
  // Nobody has written anything yet, and it says so all the same.
  await expect(page.getByRole('alert')).toContainText(GONE);
  await expect(page.getByRole('alert')).toContainText('接着保存');
  await write(page, 5002);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText(/^未保存/);
  await page.getByRole('textbox', { name: '备注' }).fill('没有后台时写下的');
  await page.getByRole('textbox', { name: '备注' }).blur();
  await expect(page.getByRole('alert')).toContainText('2 处填写尚未写入磁盘');
  // The new host knows nothing of this window until its link is opened somewhere in the same browser.
  host = await startHost(data, port);
  const other = await page.context().newPage();
  await other.goto(host.link);
  await expectSaved(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(figure(page)).toHaveValue('5002');
  const written = (await readJournal(data)).map(({ payload }) => payload['value'] ?? payload['text']);
  expect(written.slice(-3)).toEqual([5001, 5002, '没有后台时写下的']);
});

test('what is written elsewhere while the line is down is there when it is back', async ({ page }) => {
  const again = await askRunning(data);
  if (again?.is !== 'link') throw new Error('no link for a second window');
  const line = await cuttableLine(port);
  const browser = await startChromium(join(data, 'second-profile'), [line.flag]);
  try {
    const far = browser.context.pages()[0] ?? (await browser.context.newPage());
    // Wide enough for the list of indicators to stand beside the indicator.
    await far.setViewportSize({ width: 1280, height: 720 });
    await far.goto(again.link);
    await far.getByRole('button', { name: /学苑社区.*示例/ }).click();
    await openIndicator(far, 1);
    line.cut();
    await expect(far.getByRole('alert')).toContainText(GONE);
    await write(page, 6001);
    await expectSaved(page);
    await expect(figure(far)).not.toHaveValue('6001');
    line.join();
    await expect(figure(far)).toHaveValue('6001');
    await expect(far.getByRole('alert')).toHaveCount(0);
  } finally {
    await browser.close();
    line.close();
  }
});
