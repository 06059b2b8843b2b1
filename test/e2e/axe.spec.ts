import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest } from './at-rest.ts';
import { expect, test } from './fixture.ts';
import { photoTakenAt } from './photo.ts';
import { expectIndicator, goTo, openIndicator } from './walk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What antd does by itself is held to the same rules: nothing is excepted.

test('axe finds nothing wrong on any screen', async ({ page }) => {
  test.slow();
  await test.step('before the first inspection', () => lookAtForm(page));
  await openSample(page);
  await test.step('总览, 公示, 备份, 设置 and 项目', () => lookAtScreens(page));
  await test.step('项目资料 and the manual', () => lookAtDrawers(page));
});

async function lookAtForm(page: Page): Promise<void> {
  await expectClean(page, '验收项目, empty');
  await page.getByRole('button', { name: '新建验收' }).click();
  const form = page.getByRole('dialog', { name: '新建验收' });
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(form.getByText('请填写社区名称')).toBeVisible();
  await form
    .getByRole('button', { name: /开始日期/ })
    .first()
    .click();
  await expect(page.locator('.day-calendar')).toBeVisible();
  await expectClean(page, '新建验收 with errors and the calendar');
  await page.reload();
}

test('axe finds nothing wrong in 逐项, nor in what opens over it', async ({ page }) => {
  await openSample(page);
  await openIndicator(page, 18);
  await page
    .locator('.side input[type="file"]')
    .setInputFiles({ name: '平台.jpg', mimeType: 'image/jpeg', buffer: photoTakenAt('2024:08:12 09:41:00') });
  await expect(page.getByText('✓原图')).toBeVisible();
  await expectClean(page, '逐项 18 with a photo, fields for every 小区 and the question for the name');
  await page.getByRole('button', { name: '打开原件 平台.jpg' }).click();
  await expectClean(page, 'the viewer');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('main').getByRole('button', { name: '人工认定' }).first().click();
  await expect(page.getByRole('dialog', { name: '人工认定' })).toBeVisible();
  await expectClean(page, '人工认定');
});

async function lookAtScreens(page: Page): Promise<void> {
  for (const screen of ['总览', '公示', '备份', '设置', '项目'] as const) {
    await goTo(page, screen);
    if (screen === '公示') await expect(page.locator('.pages canvas').first()).toBeVisible({ timeout: 45_000 });
    await expectClean(page, screen);
  }
}

async function lookAtDrawers(page: Page): Promise<void> {
  await page.getByRole('banner').locator('button.title').click();
  await expectClean(page, '项目资料');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expectClean(page, 'the manual');
}

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
}

/** Nothing to object to; a dialog has stopped moving by then, so that its colours are its own. */
async function expectClean(page: Page, state: string): Promise<void> {
  await atRest(page);
  // Not by a page of its own: this context reports every request beside the host's.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${state}: ${id} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
  expect.soft(told).toEqual([]);
}
