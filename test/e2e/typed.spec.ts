import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { readJournal } from './journal-on-disk.ts';
import { clause, expectSaved, expectVerdict, openIndicator, openSampleAt, pasteText } from './walk.ts';

const status = (page: Page) => page.getByRole('banner').getByRole('status');

test('[CL18] an entry that is no valid answer is said everywhere, judged nowhere, and stops 定稿 until it is mended', async ({
  page,
}) => {
  await openSampleAt(page, 3);
  const card = clause(page, '3-1');
  const figure = card.getByRole('textbox').first();
  await expectVerdict(card, '符合');
  await figure.fill('五十户');
  await figure.press('Tab');
  await expectVerdict(card, '待核');
  await expect(card).toContainText('填写无效');
  await expect(status(page)).toContainText('1 处填写无效');
  await expect(status(page)).not.toContainText('已保存');

  await page.keyboard.press('Alt+3');
  await expect(
    page
      .getByRole('main')
      .getByText(/填写无效/)
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('1 处填写无效，没有保存：改正或放弃后才能定稿')).toBeVisible();
  await expect(page.getByText('1 处填写无效，改正或放弃后再生成预览')).toBeVisible();
  await expect(page.getByRole('button', { name: '定稿', exact: true })).toBeDisabled();

  await page.reload();
  await expect(status(page)).toContainText('1 处填写无效');
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '去改正' }).first().click();
  await expect(figure).toBeFocused();
  await expect(figure).toHaveValue('五十户');
  await card.getByRole('button', { name: /^放弃/ }).click();
  await expect(figure).toHaveValue('');
  await expectVerdict(card, '符合');
  await expectSaved(page);
});

test('a text beyond the limit stays whole, with by how much it is too long, and is not recorded', async ({
  page,
  desk,
}) => {
  await openSampleAt(page, 3);
  const before = (await readJournal(desk.dataFolder)).length;
  const note = page.getByRole('textbox', { name: '备注' });
  await pasteText(note, '记'.repeat(5020));
  await note.press('Tab');
  await expect(page.getByRole('alert').filter({ hasText: '超出 20 字，最多 5000 字' })).toBeVisible();
  await openIndicator(page, 4);
  await expect(status(page)).toContainText('1 处填写无效');
  await page.reload();
  await openIndicator(page, 3);
  await expect(note).toHaveValue('记'.repeat(5020));
  expect(await readJournal(desk.dataFolder)).toHaveLength(before);
  await note.fill('记'.repeat(5000));
  await note.press('Tab');
  await expectSaved(page);
});

test('rows of a list keep what is typed in them, and several pasted lines become one each when that is asked for', async ({
  page,
}) => {
  await openSampleAt(page, 30);
  await test.step('long texts, two at once, the new row, over a reload', () => typeInRows(page));
  await test.step('pasted lines, which are never glued', () => pasteLines(page));
});

async function typeInRows(page: Page): Promise<void> {
  const list = clause(page, '30-1');
  const names = list.getByRole('textbox', { name: '场景名称' });
  const count = await names.count();
  const last = names.nth(count - 1);
  await last.fill('新场景一');
  await last.press('Enter');
  await expect(list.getByRole('button', { name: '删除 新场景一' })).toBeVisible();
  await names.nth(0).fill('长'.repeat(520));
  await names.nth(count).fill('新场景二');
  await names.nth(count).press('Enter');
  await expect(list.getByRole('button', { name: '删除 新场景二' })).toBeVisible();
  await expect(names.nth(0)).toHaveValue('长'.repeat(520));
  await expect(list.getByRole('alert')).toContainText('超出 420 字，最多 100 字');
  await expect(names.nth(0)).toHaveAttribute('aria-invalid', 'true');
  await expect(names.nth(0)).toHaveAccessibleDescription(/超出 420 字，最多 100 字/);
  await expectVerdict(list, '待核');
  await names.nth(count + 1).fill('没有离开的一行');
  await page.keyboard.press('Alt+3');
  await page.reload();
  await expect(status(page)).toContainText('1 处填写无效');
  await page.keyboard.press('Alt+2');
  await openIndicator(page, 30);
  await expect(names.nth(0)).toHaveValue('长'.repeat(520));
  await expect(list.getByRole('button', { name: '删除 没有离开的一行' })).toBeVisible();
  await list.getByRole('button', { name: '放弃' }).click();
  await expectSaved(page);
}

async function pasteLines(page: Page): Promise<void> {
  const list = clause(page, '30-1');
  const names = list.getByRole('textbox', { name: '场景名称' });
  const count = await names.count();
  await pasteText(names.nth(count - 1), '智慧停车\t12\r\n智慧养老\t3\r\n独居关怀\t5\r\n');
  await expect(list.getByRole('alert')).toContainText('现有 3 行');
  await list.getByRole('button', { name: /^拆成 3 项/ }).click();
  for (const name of ['智慧停车', '智慧养老', '独居关怀'])
    await expect(list.getByRole('button', { name: `删除 ${name}` })).toBeVisible();
  await expectSaved(page);
}

test('a form keeps what was typed when it is closed, and saves the dates that it shows', async ({ page }) => {
  await page.getByRole('button', { name: '新建验收' }).click();
  const form = page.getByRole('dialog', { name: '新建验收' });
  const community = form.getByRole('textbox', { name: '社区名称', exact: true });
  await community.fill('松林社区');
  await form.getByPlaceholder('开始日期').fill('2024/8/1');
  await form.getByPlaceholder('结束日期').fill('八月底');
  await page.keyboard.press('Tab');
  await expect(form.getByPlaceholder('开始日期')).toHaveValue('2024-08-01');
  await expect(form.getByText('读不出日期，请写成 2024-08-01')).toBeVisible();
  await expect(form.getByPlaceholder('结束日期')).toHaveValue('八月底');
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: '新建验收' }).click();
  await expect(community).toHaveValue('松林社区');
  await expect(form.getByPlaceholder('结束日期')).toHaveValue('八月底');
  await form.getByPlaceholder('结束日期').fill('20240906');
  for (const label of ['申请主体', '验收单位', '依据文件'])
    await form.getByRole('textbox', { name: label, exact: true }).fill('甲乙');
  await form.getByRole('button', { name: '新建并开始验收' }).click();
  await expect(page.getByRole('main', { name: /^1 / })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('9月6日');

  await clause(page, '1-1').getByRole('button', { name: '人工认定' }).click();
  const judging = page.getByRole('dialog', { name: '人工认定' });
  await judging.getByRole('textbox', { name: '理由' }).fill('现场核实');
  await expect(judging.getByRole('button', { name: '确认认定' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(judging).toBeHidden();
  await clause(page, '1-1').getByRole('button', { name: '人工认定' }).click();
  await expect(judging.getByRole('textbox', { name: '理由' })).toHaveValue('现场核实');
});
