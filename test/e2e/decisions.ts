import { expect, type Locator, type Page } from '@playwright/test';
import { photoTakenAt } from './photo.ts';
import { followLink } from './publish.ts';
import { clause, expectIndicator, expectSaved, expectVerdict, openIndicator } from './walk.ts';

export const PICKED = { name: '千兆接入.jpg', mimeType: 'image/jpeg', buffer: photoTakenAt('2024:08:12 09:41:00') };
export const DROPPED = { name: '机房.jpg', mimeType: 'image/jpeg', buffer: photoTakenAt('2024:08:12 10:05:30') };

/** What people decide instead of the arithmetic, each with reason and name. */
export async function decide(page: Page): Promise<void> {
  await openIndicator(page, 16);
  await page.getByRole('main').getByRole('button', { name: '不涉及', exact: true }).last().click();
  const waive = page.getByRole('dialog', { name: '不涉及' });
  await expect(waive.getByRole('button', { name: '确认不涉及' })).toBeDisabled();
  await waive.getByRole('textbox', { name: '理由' }).fill('社区不设警务室，由派出所直接服务');
  await expect(waive.getByRole('textbox', { name: '姓名' })).toHaveValue('张验收');
  await waive.getByRole('button', { name: '确认不涉及' }).click();
  await expectIndicator(page, '社区警务', '不适用');
  await expect(page.getByRole('main')).toContainText('不涉及（张验收）社区不设警务室，由派出所直接服务');

  await openIndicator(page, 24);
  const card = clause(page, '24-1');
  await card.getByRole('button', { name: '人工认定' }).click();
  const override = page.getByRole('dialog', { name: '人工认定' });
  await override.getByText('符合', { exact: true }).click();
  await override.getByRole('textbox', { name: '理由' }).fill('现场演示了辅助决策大屏');
  await override.getByRole('textbox', { name: '姓名' }).fill('李组长');
  await override.getByRole('button', { name: '确认认定' }).click();
  await expectVerdict(card, '符合');
  await expect(card).toContainText('人工认定（计算结果：待核，李组长）现场演示了辅助决策大屏');
  await expectSaved(page);
}

/** The generated text is edited by hand, and marked when a figure under it changes. */
export async function editNarrative(page: Page): Promise<void> {
  await openIndicator(page, 1);
  const narrative = page.getByRole('region', { name: '完成情况（公示文字）' });
  await expect(narrative).toContainText('家庭千兆光纤网络覆盖率90%');
  await narrative.getByRole('button', { name: /^松林社区/ }).click();
  const text = narrative.getByRole('textbox', { name: '完成情况（公示文字）' });
  await text.press('End');
  await text.pressSequentially('由三家运营商共建。');
  await text.press('Escape');
  await expect(narrative).toContainText('90%。由三家运营商共建');
  await expect(narrative.getByText('手工修改过', { exact: true })).toBeVisible();
  await clause(page, '1-1').getByLabel('具备千兆接入能力的家庭数', { exact: true }).fill('1100');
  await expect(narrative.getByText('手工修改过 · 数据已变化')).toBeVisible();
  await followLink(page, '1 项完成情况手工写成后数据有变化', '1 有线宽带网络');
  await expect(narrative).toBeFocused();
  await expect(narrative).toContainText('按填报值应为：');
  await expect(page.getByRole('main').getByText('1100 ÷ 1200 ≈ 91.67% ≥ 90%')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: '改为 91.67%' }).click();
  await expect(narrative).toContainText('91.67%。由三家运营商共建');
  await rewriteAndBack(page, narrative);
  await expectSaved(page);
}

/** What was written by hand goes only when that is asked for twice, and comes back by 撤销. */
async function rewriteAndBack(page: Page, narrative: Locator): Promise<void> {
  const rewrite = narrative.getByRole('button', { name: '按填报值重写' });
  await rewrite.press('Enter');
  await expect(page.getByText('手工写的文字将换成按填报值生成的文字，可以撤销。')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(rewrite).toBeFocused();
  await expect(narrative).toContainText('由三家运营商共建');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '换成生成的文字' }).press('Enter');
  await expect(narrative).not.toContainText('由三家运营商共建');
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(narrative).toContainText('91.67%。由三家运营商共建');
}

/** One photo picked, one dropped; ✓原图 only once the host has it. */
export async function addPhotos(page: Page): Promise<void> {
  let store = () => {};
  const held = new Promise<void>((resolve) => (store = resolve));
  await page.route('**/api/upload', async (route) => {
    await held;
    await route.continue();
  });
  const picking = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '添加佐证' }).click();
  await (await picking).setFiles([PICKED]);
  const evidence = page.getByRole('region', { name: '佐证' });
  const picked = evidence.getByRole('figure').filter({ hasText: PICKED.name });
  await expect(evidence.getByRole('group', { name: '正在添加到' })).toContainText(`${PICKED.name} 写入中`);
  await expect(evidence.getByText('✓原图')).toHaveCount(0);
  store();
  await expect(picked.getByText('✓原图')).toBeVisible();
  await expect(picked).toContainText('2024-08-12 09:41');
  await page.unroute('**/api/upload');

  const bytes = [...DROPPED.buffer];
  const dataTransfer = await page.evaluateHandle(
    ({ name, data }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(data)], name, { type: 'image/jpeg' }));
      return transfer;
    },
    { name: DROPPED.name, data: bytes },
  );
  await evidence.getByRole('button', { name: /^拖入窗口、粘贴/ }).dispatchEvent('drop', { dataTransfer });
  await expect(evidence.getByRole('figure').filter({ hasText: DROPPED.name }).getByText('✓原图')).toBeVisible();
  await expect(evidence.getByRole('heading', { name: /佐证/ })).toContainText('2 张');
  await expectSaved(page);
}

export async function writeNote(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '备注' }).fill('运营商证明原件已看');
  await expect(page.getByRole('complementary').getByRole('listitem').first()).toContainText(
    '备注 空 → 运营商证明原件已看',
  );
  await expectSaved(page);
}
