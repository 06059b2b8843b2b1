import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { goTo } from './walk.ts';

/** 核对: what is in the way is answered or accepted by name, then 定稿 under a name. */
export async function finalise(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '公示' }).click();
  const steps = page.getByRole('group', { name: '公示步骤' });
  await expect(steps.getByRole('listitem').filter({ hasText: /^\d+ 项待核，需补齐或逐项接受/ })).toBeVisible();
  const finaliseButton = steps.getByRole('button', { name: '定稿', exact: true });
  await expect(finaliseButton).toBeDisabled();
  const mobile = steps.getByRole('listitem').filter({ hasText: '2 移动通信网络' }).last();
  await mobile.getByRole('button', { name: '接受…' }).click();
  await giveReason(page, '按待核公示：2 移动通信网络', '运营商测试记录未到');
  await expect(mobile).toContainText('已接受：运营商测试记录未到');
  await expect(mobile.getByRole('button', { name: /^撤回/ })).toBeFocused();
  await steps.getByRole('button', { name: /^其余 \d+ 项一并接受…$/ }).click();
  await giveReason(page, /^按待核公示：其余 \d+ 项$/, '待下次现场补验');
  await expect(steps.getByText(/^\d+ 项待核已接受$/)).toBeVisible();
  await expect(steps.getByText('没有填写冲突')).toBeVisible();
  const contradiction = steps
    .getByRole('listitem')
    .filter({ hasText: /^1-1 *完成情况写“1080户”/ })
    .last();
  await contradiction.getByRole('button', { name: '保留并说明' }).click();
  const reply = page.getByRole('dialog', { name: '保留并说明' });
  await reply.getByRole('textbox', { name: '理由' }).fill('完成情况按申报时的户数写');
  await reply.getByRole('button', { name: '保留', exact: true }).click();
  await expect(steps.getByText('数据核对发现 1 条矛盾，均已答复')).toBeVisible();
  await expect(steps.getByRole('textbox', { name: '定稿人' })).toHaveValue('张验收');
  await chooseDate(page, '2024-09-10');
  await finaliseButton.click();
  await expect(steps.getByText(/^第 1 稿，.* 张验收/)).toBeVisible();
  await expect(steps).toContainText('落款日期 2024-09-10');
  await expect(page.getByText(/^已定稿，填报内容不能修改/)).toBeVisible();
}

/** Takes the way from a line of 核对 to one of the indicators that it names; of many they are unfolded first. */
export async function followLink(page: Page, line: string, indicator: string): Promise<void> {
  await goTo(page, '公示');
  const item = page.getByRole('group', { name: '公示步骤' }).getByRole('listitem').filter({ hasText: line });
  const link = item.getByRole('button', { name: indicator });
  await expect(item).toBeVisible();
  if (!(await link.isVisible())) await item.getByRole('button', { name: '展开' }).click();
  await link.click();
  await expect(page.getByRole('main', { name: indicator })).toBeVisible();
}

/** The date that goes under the notice is still there when somebody has looked elsewhere before 定稿. */
async function chooseDate(page: Page, day: string): Promise<void> {
  const date = page.getByRole('group', { name: '公示步骤' }).getByRole('textbox', { name: '落款日期' });
  await date.fill(day);
  await goTo(page, '总览');
  await goTo(page, '公示');
  await expect(date).toHaveValue(day);
  await page.getByRole('checkbox', { name: `已核对，落款日期为 ${day}` }).check();
}

async function giveReason(page: Page, title: string | RegExp, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('textbox', { name: '理由' }).fill(reason);
  await dialog.getByRole('button', { name: '接受', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** A test certificate made on the spot, and the notice signed with it. */
export async function sign(page: Page): Promise<void> {
  const steps = page.getByRole('group', { name: '公示步骤' });
  const p12 = page.waitForEvent('download');
  await steps.getByRole('button', { name: '制作测试证书' }).click();
  expect((await p12).suggestedFilename()).toMatch(/\.p12$/);
  await expect(steps.getByText('测试证书', { exact: true })).toBeVisible();
  await steps.getByRole('textbox', { name: '身份' }).fill('审核人');
  await steps.getByRole('button', { name: '签名', exact: true }).click();
  await expect(steps.getByText('已签', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(steps).toContainText('审核人　张验收');
}

/** All pages of the preview, each drawn when it is scrolled to. Answers how many there are. */
export async function lookAtPages(page: Page): Promise<number> {
  const preview = page.getByRole('region', { name: '公示预览' });
  await expect(preview.getByRole('img').first()).toBeVisible({ timeout: 30_000 });
  const count = await preview.getByRole('img').count();
  await expect(page.getByText(new RegExp(`^第 \\d+ / ${count} 页$`))).toBeVisible();
  for (let number = 1; number <= count; number += 1) {
    const picture = preview.getByRole('img', { name: `第 ${number} 页`, exact: true });
    await picture.scrollIntoViewIfNeeded();
    await expect(picture.locator('canvas')).toBeVisible();
  }
  await expect(page.getByText(`第 ${count} / ${count} 页`)).toBeVisible();
  return count;
}

/** Clicks a button that offers a file, and answers its name, where it lies and its bytes. */
export async function download(page: Page, button: string) {
  const offered = page.waitForEvent('download');
  await page.getByRole('group', { name: '公示步骤' }).getByRole('button', { name: button, exact: true }).click();
  const file = await offered;
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
}
