import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { electronBinary } from '#build/electron-binary.ts';
import { menuModel } from '#shared/commands/menu.ts';
import { INITIAL_STATE } from '#shared/commands/state.ts';
import { expect, NO_ELECTRON, test } from './launch.ts';

test.skip(electronBinary() === undefined, NO_ELECTRON);

/** The native menu's items by label: enabled, or not. */
const menuOf = (app: ElectronApplication) =>
  app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((top) => [top, ...(top.submenu?.items ?? [])]) ?? [];
    return Object.fromEntries(
      items.filter(({ type }) => type !== 'separator').map((item) => [item.label, item.enabled]),
    );
  });
const choose = (app: ElectronApplication, label: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((top) => top.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === wanted)?.click();
  }, label);

test('the native menu is Chinese, follows the window, and leads it', async ({ program }) => {
  const { app, page } = program;
  await expect(page.getByRole('menubar')).toHaveCount(0);
  const labels = Object.keys(await menuOf(app));
  expect(labels).toEqual(expect.arrayContaining(menuModel(INITIAL_STATE, 'electron').map(({ label }) => label)));
  expect((await menuOf(app))['总览(&3)']).toBe(false);
  await choose(app, '打开示例（学苑社区）(&D)');
  await expect(page).toHaveTitle('学苑社区 · 智慧社区验收工作台');
  await expect.poll(async () => (await menuOf(app))['总览(&3)']).toBe(true);
  await choose(app, '总览(&3)');
  await expect(page.getByRole('button', { name: '去公示' })).toBeVisible();
  await choose(app, '使用手册(&M)');
  await expect(page.getByRole('dialog', { name: '使用手册' })).toBeVisible();
  await expect.poll(async () => (await menuOf(app))['总览(&3)']).toBe(false);
});

test('the mark stays at the screen that is shown, also when that screen is chosen again', async ({ program }) => {
  const { app } = program;
  const isMarked = () =>
    app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((top) => top.submenu?.items ?? []) ?? [];
      return items.find(({ label }) => label === '设置(&5)')?.checked;
    });
  await choose(app, '设置(&5)');
  await expect.poll(isMarked).toBe(true);
  await choose(app, '设置(&5)');
  expect(await isMarked()).toBe(true);
});

test('a choice in the menu may ask for files, long after the last click in the page', async ({ program }) => {
  const { app, page } = program;
  await choose(app, '打开示例（学苑社区）(&D)');
  await expect(page).toHaveTitle('学苑社区 · 智慧社区验收工作台');
  // What this test itself does in the page counts as a click for five seconds.
  await page.waitForTimeout(6000);
  const picking = page.waitForEvent('filechooser');
  await choose(app, '添加佐证(&P)…');
  expect((await picking).isMultiple()).toBe(true);
});

test('打开数据包 asks in the dialog of the system, and the window shows what was chosen', async ({ program }) => {
  const { app, page, data } = program;
  const file = join(data, '并非数据包.ysb');
  await writeFile(file, 'a text file in disguise');
  await app.evaluate(({ dialog }, path) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [path] }));
  }, file);
  await choose(app, '打开数据包(&K)…');
  await expect(page.getByRole('dialog')).toContainText('这个文件不是数据包');
});
