import { expect, type Page } from '@playwright/test';

/** 松林社区 as the tests inspect it: above 2000 residents, more than 30 % of them elderly, one 小区. */
export async function createInspection(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新建验收' }).click();
  const form = page.getByRole('dialog', { name: '新建验收' });
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(form.getByText('请填写社区名称')).toBeVisible();
  for (const [label, text] of Object.entries(TEXTS))
    await form.getByRole('textbox', { name: label, exact: true }).fill(text);
  await form.getByPlaceholder('开始日期').fill('2024-08-01');
  await form.getByPlaceholder('开始日期').press('Enter');
  await form.getByPlaceholder('结束日期').fill('2024-08-31');
  await form.getByPlaceholder('结束日期').press('Enter');
  await form.getByRole('radiogroup', { name: '社区内有电梯' }).getByText('是', { exact: true }).click();
  await form.getByRole('button', { name: '添加小区' }).click();
  await form.getByRole('textbox', { name: '小区 1' }).fill('松林苑');
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(page.getByRole('main', { name: '1 有线宽带网络' })).toBeVisible();
  await expect(form).toBeHidden();
}

const TEXTS = {
  社区名称: '松林社区',
  '街道（乡镇）': '岱庙街道',
  申请主体: '松林社区居民委员会',
  验收单位: '泰安泰山区大数据中心',
  依据文件: '《关于加快推进智慧社区建设工作的实施意见》（鲁数发〔2022〕16号）',
  社区家庭总数: '1200',
  常住人口: '5200',
  '60岁及以上常住老年人': '1820',
} as const;
