import { expect, type Page } from '@playwright/test';
import { callHost } from './host-call.ts';

// 松林社区 as the tests inspect it: above 2000 residents, more than 30 % of them elderly, one 小区.

/** Opens an inspection of it that the host was asked for past the form. */
export async function openInspection(page: Page): Promise<void> {
  const [catalogue] = await callHost(page, 'catalogue:list', {});
  if (catalogue === undefined) throw new Error('the host has no catalogue');
  const estates = [{ id: 'e1', name: ESTATE }];
  await callHost(page, 'inspection:create', { catalogue: catalogue.sha256, profile: PROFILE, estates });
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${PROFILE.community}`) })
    .click();
  await expect(page.getByRole('main', { name: '1 有线宽带网络' })).toBeVisible();
}

/** Fills in the form and begins it, as an inspector does. */
export async function createInspection(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新建验收' }).click();
  const form = page.getByRole('dialog', { name: '新建验收' });
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(form.getByText('请填写社区名称')).toBeVisible();
  for (const [label, text] of Object.entries(TEXTS))
    await form.getByRole('textbox', { name: label, exact: true }).fill(text);
  await form.getByPlaceholder('开始日期').fill(PROFILE.period.from);
  await form.getByPlaceholder('开始日期').press('Enter');
  await form.getByPlaceholder('结束日期').fill(PROFILE.period.to);
  await form.getByPlaceholder('结束日期').press('Enter');
  await form.getByRole('radiogroup', { name: '社区内有电梯' }).getByText('是', { exact: true }).click();
  await form.getByRole('button', { name: '添加小区' }).click();
  await form.getByRole('textbox', { name: '小区 1' }).fill(ESTATE);
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(page.getByRole('main', { name: '1 有线宽带网络' })).toBeVisible();
  await expect(form).toBeHidden();
}

const ESTATE = '松林苑';

const PROFILE = {
  community: '松林社区',
  street: '岱庙街道',
  applicant: '松林社区居民委员会',
  authority: '泰安泰山区大数据中心',
  basis: '《关于加快推进智慧社区建设工作的实施意见》（鲁数发〔2022〕16号）',
  period: { from: '2024-08-01', to: '2024-08-31' },
  facts: { households: 1200, residents: 5200, elders60: 1820, hasLifts: true },
} as const;

const TEXTS = {
  社区名称: PROFILE.community,
  '街道（乡镇）': PROFILE.street,
  申请主体: PROFILE.applicant,
  验收单位: PROFILE.authority,
  依据文件: PROFILE.basis,
  社区家庭总数: String(PROFILE.facts.households),
  常住人口: String(PROFILE.facts.residents),
  '60岁及以上常住老年人': String(PROFILE.facts.elders60),
} as const;
