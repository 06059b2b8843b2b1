import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { followLink, lookAtPages } from './publish.ts';
import { clause, expectIndicator, goTo, openIndicator, tally } from './walk.ts';

// The fixture of every test here fails it on a request to anywhere but the host: the whole program works with the
// network cut.

test('the sample shows its contradictions, lets them be settled, and stays closed after 定稿', async ({ page }) => {
  await openSample(page);
  await test.step('every indicator is on the board', () => lookAtBoard(page));
  await test.step('a wrong percentage is put right by one click', () => mendPercentage(page));
  await test.step('its notice can be looked at page by page', async () => {
    await goTo(page, '公示');
    expect(await lookAtPages(page)).toBeGreaterThan(10);
  });
  await test.step('what is worth knowing there leads to its places', () => followLinks(page));
  await test.step('after 定稿 nothing can be changed', () => finaliseSample(page));
  await test.step('it is opened again with a reason', () => reopen(page));
});

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  await page.getByRole('textbox', { name: '您的姓名' }).fill('王审核');
  await page.getByRole('button', { name: '就用这个名字' }).click();
  await expect(tally(page)).toHaveText(/^符合 19 *不符合 0 *待核 12 *不适用 1$/);
}

async function lookAtBoard(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '总览' })).toHaveText(
    '总览2',
  );
  await goTo(page, '总览');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('待核');
  const cards = page.getByRole('button', { name: /^\d+.*(符合|待核|不适用)/ });
  await expect(cards).toHaveCount(32);
  await lookAtWideBoard(page);
  await expect(page.getByText('完成情况写“11.2%”，按填报数应为 630 ÷ 5814 ≈ 10.84%')).toBeVisible();
  await expect(page.getByText(/9月底/)).toBeVisible();
}

/** A large screen shows all of it larger, not a strip of small print with the rest empty. */
async function lookAtWideBoard(page: Page): Promise<void> {
  await page.setViewportSize({ width: 2560, height: 1440 });
  const last = page.getByRole('button', { name: /^32.*居民体验调查/ });
  const { y = 0, height = 0 } = (await last.boundingBox()) ?? {};
  expect(y + height).toBeGreaterThan(1440 / 2);
  expect(y + height).toBeLessThan(1440);
  await page.setViewportSize({ width: 1280, height: 720 });
}

async function mendPercentage(page: Page): Promise<void> {
  await goTo(page, '逐项');
  await openIndicator(page, 11);
  const narrative = page.getByRole('region', { name: '完成情况（公示文字）' });
  await expect(narrative.locator('mark')).toHaveText('11.2%');
  await updateScreenshot(page);
  await page.getByRole('button', { name: '改为 10.84%' }).click();
  await expect(narrative).toContainText('占比10.84%，提供了助餐');
  await expect(narrative).not.toContainText('11.2%');
  await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '总览' })).toHaveText(
    '总览1',
  );
}

/** What does not stand in the way of 定稿 names its indicators, each with the way to the very place. */
async function followLinks(page: Page): Promise<void> {
  await followLink(page, '31 项没有佐证', '32 居民体验调查');
  await expect(page.getByRole('button', { name: /^拖入窗口、粘贴/ })).toBeFocused();
  await followLink(page, '3 项凭申报值判定', '22 火灾自动报警');
  await expect(page.getByRole('main').locator('[data-clause]:focus')).toContainText('申报');
  await openIndicator(page, 11);
  await goTo(page, '公示');
}

async function finaliseSample(page: Page): Promise<void> {
  const steps = page.getByRole('group', { name: '公示步骤' });
  await steps
    .getByRole('listitem')
    .filter({ hasText: '9月底' })
    .last()
    .getByRole('button', { name: '保留并说明' })
    .click();
  await page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('按公示原文');
  await page.getByRole('dialog').getByRole('button', { name: '保留', exact: true }).click();
  await steps.getByRole('button', { name: '其余 12 项一并接受…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('公示未写明');
  await page.getByRole('dialog').getByRole('button', { name: '接受', exact: true }).click();
  await steps.getByRole('button', { name: '定稿', exact: true }).click();
  await expect(steps.getByText(/^第 1 稿，.* 王审核/)).toBeVisible();
  await goTo(page, '逐项');
  const card = clause(page, '11-1');
  await expect(card.getByRole('textbox').first()).toBeDisabled();
  await expect(card.getByRole('checkbox').first()).toBeDisabled();
  await expect(card.getByRole('button', { name: '人工认定' })).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: '备注' })).toBeDisabled();
  await expect(page.getByRole('button', { name: '添加佐证' })).toBeDisabled();
  await page.getByRole('main').press('x');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function reopen(page: Page): Promise<void> {
  await goTo(page, '公示');
  const steps = page.getByRole('group', { name: '公示步骤' });
  await steps.getByRole('button', { name: '撤销定稿…' }).click();
  const dialog = page.getByRole('dialog', { name: '撤销定稿' });
  await expect(dialog.getByRole('button', { name: '撤销定稿' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: '理由' }).fill('补充佐证');
  await dialog.getByRole('button', { name: '撤销定稿' }).click();
  await expect(steps.getByText(/王审核 撤销定稿：补充佐证$/)).toBeVisible();
  await goTo(page, '逐项');
  await expect(clause(page, '11-1').getByRole('textbox').first()).toBeEnabled();
  await expect(page.getByText(/^已定稿，填报内容不能修改/)).toHaveCount(0);
}

/** With UPDATE_SCREENSHOT=1, writes the picture that the README shows. */
async function updateScreenshot(page: Page): Promise<void> {
  if (process.env['UPDATE_SCREENSHOT'] !== '1') return;
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 800 });
  const path = join(import.meta.dirname, '..', '..', 'resources', 'help', 'screenshot.png');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  if (size !== null) await page.setViewportSize(size);
}
