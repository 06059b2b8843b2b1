import { expect, test } from './fixture.ts';
import { tabTo } from './keys.ts';
import { expectTabWalk } from './tab-walk.ts';
import { openSampleAt } from './walk.ts';

test('新建验收 and 项目资料 are walked by Tab as they stand, field by field, and back', async ({ page }) => {
  await test.step('新建验收', async () => {
    const open = page.getByRole('button', { name: '新建验收' });
    await tabTo(page, open);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '新建验收' });
    const name = dialog.getByRole('textbox', { name: '社区名称', exact: true });
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute('aria-required', 'true');
    await expect(dialog.getByText('带 * 的必填')).toBeVisible();
    await expect(dialog.locator('.must')).toHaveText(['*', '*', '*', '*', '*']);
    const add = dialog.getByRole('button', { name: '添加小区' });
    await tabTo(page, add);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('textbox', { name: '小区 1' })).toBeFocused();
    await expectTabWalk(page, dialog);
    await tabTo(page, dialog.getByRole('button', { name: '新建并开始验收' }));
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('请填写社区名称')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(open).toBeFocused();
  });
  await test.step('项目资料', async () => {
    await openSampleAt(page, 1);
    const open = page.getByRole('banner').getByRole('button', { name: /学苑社区/ });
    await tabTo(page, open, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '项目资料' });
    await expect(dialog.getByRole('textbox', { name: '社区名称' })).toBeFocused();
    await expectTabWalk(page, dialog);
    await tabTo(page, dialog.locator('.drawer-foot').getByRole('button', { name: '关闭' }));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(open).toBeFocused();
  });
});
