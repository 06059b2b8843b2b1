import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { freePort } from '#build/free-port.ts';
import { startHost } from './host-process.ts';

// Two machines: what is exported at one desk is opened at another one, which has a host and a data folder of its own.

const tallyOf = (page: Page): Promise<string> => page.getByRole('banner').innerText();

/** Chooses a file as a user does in the system's dialog. */
async function choose(page: Page, file: string): Promise<void> {
  const dialog = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '打开数据包' }).click();
  await (await dialog).setFiles(file);
}

test('a package exported in one data folder gives the same verdicts in another', async ({ page, browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-package-'));
  const file = join(folder, 'a.ysb');
  await page.getByRole('button', { name: /打开示例/ }).click();
  await expect(page.getByText('符合 19')).toBeVisible();
  const verdicts = /符合[\s\S]*不适用\s*\d+/.exec(await tallyOf(page))?.[0];
  await page.keyboard.press('Alt+1');
  await page.getByRole('button', { name: '导出数据包：学苑社区' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '保存数据包' }).click();
  await (await download).saveAs(file);

  const data = join(folder, 'other');
  const host = await startHost(data, await freePort());
  const other = await (await browser.newContext()).newPage();
  await other.goto(host.link);
  await choose(other, file);
  const dialog = other.getByRole('dialog');
  await expect(dialog).toContainText('成立，内容未被改动');
  await expect(dialog).toContainText('首次见到的设备');
  await expect(dialog).toContainText('记录 125 条');
  expect(await readdir(join(data, 'inspections'))).toEqual([]);
  await dialog.getByRole('button', { name: '导入' }).click();
  await dialog.getByRole('button', { name: '打开这个项目' }).click();
  await expect(other.getByText('符合 19')).toBeVisible();
  expect(/符合[\s\S]*不适用\s*\d+/.exec(await tallyOf(other))?.[0]).toBe(verdicts);

  // A second time there is nothing to bring; and what is no package is refused in plain words.
  await other.keyboard.press('Alt+1');
  await choose(other, file);
  await expect(dialog).toContainText('本机已有其中的全部内容');
  await other.keyboard.press('Escape');
  await writeFile(join(folder, 'b.ysb'), 'a text file in disguise');
  await choose(other, join(folder, 'b.ysb'));
  await expect(dialog).toContainText('这个文件不是数据包');
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await expect(dialog).toBeHidden();

  await other.context().close();
  expect(await host.stop(), host.output()).toBe(0);
  await rm(folder, { recursive: true });
});

test('a package dropped on the window is opened, wherever it lands', async ({ page }) => {
  await page.getByRole('button', { name: /打开示例/ }).click();
  await expect(page.getByText('符合 19')).toBeVisible();
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['no package'], '坏.ysb'));
    return data;
  });
  await page.getByRole('main').first().dispatchEvent('dragover', { dataTransfer: dropped });
  await expect(page.getByText('松开即可打开数据包')).toBeVisible();
  await page.getByRole('main').first().dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('dialog')).toContainText('这个文件不是数据包');
  await expect(page.getByText('松开即可打开数据包')).toBeHidden();
});
