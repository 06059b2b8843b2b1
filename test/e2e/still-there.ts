import { expect, type Page } from '@playwright/test';
import { DROPPED, PICKED } from './decisions.ts';
import { clause, expectIndicator, expectVerdict, openIndicator, tally } from './walk.ts';

/** All that was answered, decided, written and photographed stands as it was left. */
export async function expectAllThere(page: Page): Promise<void> {
  await expect(tally(page)).toHaveText(/符合 \d+ *不符合 1 *待核 \d+ *不适用 \d+/);
  await openIndicator(page, 1);
  await expect(clause(page, '1-1').getByLabel('具备千兆接入能力的家庭数', { exact: true })).toHaveValue('1100');
  await expect(page.getByRole('region', { name: '完成情况（公示文字）' })).toContainText('91.67%。由三家运营商共建');
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue(/^运营商证明原件已看/);
  for (const { name } of [PICKED, DROPPED]) {
    const photo = page.getByRole('figure').filter({ hasText: name });
    await expect(photo.getByText('✓原图')).toBeVisible();
    await expect(photo.getByRole('img', { name })).toHaveJSProperty('complete', true);
  }
  await openIndicator(page, 4);
  await expectIndicator(page, '视频监控设施', '不符合');
  await openIndicator(page, 5);
  await expect(clause(page, '5-2').getByRole('checkbox', { name: '应急求助：有' })).toBeVisible();
  await openIndicator(page, 14);
  await expectVerdict(clause(page, '14-1').getByRole('region', { name: '松林苑' }), '符合');
  await openIndicator(page, 16);
  await expectIndicator(page, '社区警务', '不适用');
  await openIndicator(page, 24);
  await expect(clause(page, '24-1')).toContainText('李组长');
  await openIndicator(page, 27);
  await expect(clause(page, '27-2').getByRole('textbox', { name: '智慧社区运营主体' })).toHaveValue('松林物业有限公司');
}
