import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { readJournal } from './journal-on-disk.ts';
import { inputMethod } from './keys.ts';
import { openInspection } from './new-inspection.ts';
import { expectIndicator, expectSaved, openIndicator } from './walk.ts';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

test('the menus are reached and used by the keyboard alone or by the mouse alone, and act on the text they were in', async ({
  page,
}) => {
  await openInspection(page);
  await test.step('by the keyboard', () => useByKeyboard(page));
  await test.step('Alt alone leads in and out, and the focus returns to where it was', () => leadInAndOut(page));
  await test.step('by the mouse: opens, moves on when another is pointed at, and goes at a press elsewhere', () =>
    useByMouse(page));
});

async function useByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('F10');
  expect(await focused(page)).toBe('文件');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('查看');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu', { name: '查看' })).toBeVisible();
  await expect(page.getByRole('menuitemradio', { name: '逐项验收' })).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '去公示' })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);

  // What cannot be chosen now can be read, and does nothing.
  await page.keyboard.press('Alt+t');
  const waive = page.getByRole('menuitem', { name: /不涉及/ });
  await expect(waive).toBeDisabled();
  await page.keyboard.press('x');
  await expect(waive).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menubar').locator(':focus')).toHaveCount(0);

  // From 设置 back to the inspection by its place among the recent ones.
  await page.keyboard.press('Alt+v');
  await page.keyboard.press('5');
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await page.keyboard.press('Alt+f');
  await page.keyboard.press('r');
  await page.keyboard.press('1');
  await expectIndicator(page, '有线宽带网络', '待核');
}

async function leadInAndOut(page: Page): Promise<void> {
  const note = page.getByRole('textbox', { name: '备注' });
  await note.pressSequentially('现场');
  await page.keyboard.press('Alt');
  expect(await focused(page)).toBe('文件');
  await page.keyboard.press('Alt');
  await expect(note).toBeFocused();
  await page.keyboard.press('Alt+f');
  await page.keyboard.press('s');
  await expect(note).toBeFocused();
  await expectSaved(page);
  await page.getByRole('menuitem', { name: '编辑' }).click();
  await page.getByRole('menuitem', { name: /撤销/ }).click();
  // The field's own 撤销: one stroke of it, not all that was recorded.
  await expect(note).toHaveValue('现');
}

async function useByMouse(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: '文件' }).click();
  await expect(page.getByRole('menu', { name: '文件' })).toBeVisible();
  await page.getByRole('menuitem', { name: '帮助' }).hover();
  await expect(page.getByRole('menu', { name: '帮助' })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

test('the header takes no more room for its menus', async ({ page }) => {
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  const header = page.getByRole('banner');
  expect((await header.boundingBox())?.height).toBe(48);
  expect(await header.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const title = header.getByRole('button', { name: /^学苑社区/ });
  expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('F1 opens the manual at the chapter of the screen; it can be searched and read on', async ({ page }) => {
  await page.keyboard.press('F1');
  const manual = dialog(page, '使用手册');
  await expect(manual.getByRole('heading', { level: 2, name: '验收项目' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(manual).toBeHidden();
  await openInspection(page);
  await page.keyboard.press('Alt+4');
  await page.keyboard.press('F1');
  await expect(manual.getByRole('heading', { level: 2, name: '公示' })).toBeVisible();
  await manual.getByRole('searchbox').fill('断电');
  await manual.getByRole('button', { name: /突然断电之后/ }).click();
  await expect(manual.getByRole('heading', { name: '突然断电之后' })).toBeInViewport();
  await manual.getByRole('searchbox').fill('');
  await manual.getByRole('navigation').getByRole('button', { name: '提示一览' }).click();
  await expect(manual.getByRole('cell', { name: /journal\.write-failed/ })).toContainText('写入磁盘失败（…）');
  await manual.getByRole('navigation').getByRole('button', { name: '键盘与快捷键' }).click();
  await expect(manual.getByRole('row', { name: /下一个待核/ })).toContainText('N');
});

test('关于 says what a helper asks for, copies it, and lists the licences', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Alt+h');
  await page.keyboard.press('a');
  const about = dialog(page, '关于');
  await expect(about).toContainText('浏览器版');
  await expect(about).toContainText(/Chromium \d+.* Node\.js 24\./);
  await expect(about).toContainText(/标杆型 2022\.1（内置）[0-9a-f]{16}/);
  await about.getByRole('button', { name: '复制' }).click();
  await expect(about.getByRole('button', { name: '已复制' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^智慧社区验收工作台\n版本：0\.1\.0\n/);
  await about.getByRole('button', { name: '第三方软件与字体的许可' }).click();
  const licences = dialog(page, '第三方软件与字体的许可');
  await licences.getByText('@expo-google-fonts/noto-serif-sc').click();
  await expect(licences.locator('details[open]')).toContainText('SIL OPEN FONT LICENSE');
  await licences.getByRole('button', { name: '返回' }).click();
  await expect(about.getByText('数据文件夹')).toBeVisible();
});

test('keys of ours never print or save the page; a dialog and an input method keep them all', async ({
  page,
  desk,
}) => {
  await page.evaluate(() => Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) }));
  await openInspection(page);
  await page.keyboard.press('Control+p');
  await page.keyboard.press('x');
  const waive = dialog(page, '不涉及');
  await expect(waive).toBeVisible();
  for (const key of ['F1', 'Alt+3', 'Alt+f', 'F10', 'Control+p', 'Control+s']) await page.keyboard.press(key);
  await expect(waive).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(waive).toBeHidden();
  expect(await page.evaluate(() => Reflect.get(window, 'printed'))).toBe(0);

  await page.getByRole('textbox', { name: '备注' }).focus();
  const ime = await inputMethod(page);
  await ime.compose('shuo ming');
  for (const key of ['F1', 'F10', 'n', '/']) await ime.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expectIndicator(page, '有线宽带网络', '待核');
  await ime.commit('说明');
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await readJournal(desk.dataFolder)).at(-1)?.payload['text']).toBe('说明');
  await expect(page.getByRole('textbox', { name: '备注' })).toBeFocused();
});

test('every screen has one main landmark, one first heading, and no gap in its headings', async ({ page }) => {
  await openInspection(page);
  for (const key of ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('main'), key).toHaveCount(1);
    await expect(page.getByRole('heading', { level: 1 }), key).toHaveCount(1);
    const levels = await page
      .getByRole('heading')
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
    for (const [at, level] of levels.entries())
      expect(level, `${key} ${levels.join(' ')}`).toBeLessThanOrEqual((levels[at - 1] ?? 1) + 1);
  }
  await page.keyboard.press('Alt+2');
  await openIndicator(page, 11);
  await expect(page.getByRole('banner')).toHaveCount(1);
});
