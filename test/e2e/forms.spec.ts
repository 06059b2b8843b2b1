import type { Page } from '@playwright/test';
import { fold } from '#shared/log/fold.ts';
import { expect, test } from './fixture.ts';
import { readJournal } from './journal-on-disk.ts';
import { inputMethod, tabTo } from './keys.ts';
import { openInspection } from './new-inspection.ts';
import { clause, expectIndicator, expectSaved, expectVerdict, openIndicator, openSampleAt, pasteText } from './walk.ts';

test('after a click on 是 the arrow keys belong to the walk and change no answer', async ({ page, desk }) => {
  await openInspection(page);
  await openIndicator(page, 8);
  const platform = clause(page, '8-2');
  await platform.getByText('是', { exact: true }).first().click();
  await expectVerdict(platform, '符合');
  await expectSaved(page);
  const before = (await readJournal(desk.dataFolder)).length;
  await page.keyboard.press('ArrowRight');
  await expectIndicator(page, '政务服务', '待核');
  await page.keyboard.press('ArrowLeft');
  await expectVerdict(platform, '符合');
  await expectSaved(page);
  expect(await readJournal(desk.dataFolder)).toHaveLength(before);
});

test('one save is read out once', async ({ page }) => {
  await openInspection(page);
  await openIndicator(page, 8);
  await expectSaved(page);
  const heard = await page.evaluateHandle(() => {
    const said: string[] = [];
    const isLive = (element: Element | null): boolean => {
      const region = element?.closest('[aria-live], [role="status"], [role="alert"], output');
      return region !== null && region !== undefined && region.getAttribute('aria-live') !== 'off';
    };
    const words = (node: Node): string => (isLive(node.parentElement) ? (node.textContent ?? '') : '');
    new MutationObserver((changes) => {
      for (const { target, addedNodes, type } of changes)
        for (const node of type === 'characterData' ? [target] : addedNodes)
          if (words(node) !== '') said.push(words(node));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return said;
  });
  for (const [turn, choice] of ['是', '否'].entries()) {
    await clause(page, '8-2').getByText(choice, { exact: true }).first().click();
    await expect
      .poll(() => heard.evaluate((said) => said.filter((text) => text.includes('保存'))))
      .toEqual(Array.from({ length: turn + 1 }, () => '已保存'));
    await expectSaved(page);
  }
  expect(await heard.evaluate((said) => said.filter((text) => text.includes('保存')))).toHaveLength(2);
});

test('[RD2] figures pasted as cells, typed by the keyboard alone and given by an input method end as exactly what was meant', async ({
  page,
  desk,
}) => {
  await openInspection(page);
  await test.step('cells are offered to the fields from there on, and recorded as one step', () => offerCells(page));
  await test.step('a range of a spreadsheet, with a mark of thousands and full-width digits', () => pasteRange(page));
  await test.step('an amount and a 申报值 by an input method, with units', () => composeFigures(page));
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await test.step('a count, by the input method and the keyboard', () => countTogether(page));
  await expectSaved(page);
  // What the host has on its disk, and nothing beside it.
  const events = await readJournal(desk.dataFolder);
  const composed = events.filter(({ payload }) => ['area', 'connected'].includes(String(payload['field'])));
  expect(composed.map(({ payload }) => payload['value'])).toEqual(['152714.5', 2813]);
  expect(fold(events)?.facts.answers).toEqual({
    '1a': { households: 1204, gigabit: 1100 },
    '2a': { area: '152714.5', rate: '60.5%' },
    '3a': { connected: 2813 },
  });
});

async function offerCells(page: Page): Promise<void> {
  const card = clause(page, '1-1');
  const homes = card.getByRole('textbox').first();
  await pasteText(homes, '1300\t1200');
  await homes.press('Tab');
  const offer = card.getByRole('button', { name: /^分别填入：.* ← 1300，.* ← 1200$/ });
  await expect(offer).toBeVisible();
  await offer.click();
  await expect(card.getByText('1300').first()).toBeVisible();
  await expectVerdict(card, '符合');
  await expectSaved(page);
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expectVerdict(card, '待核');
  await expect(card.getByRole('textbox').nth(1)).toHaveValue('');
}

async function pasteRange(page: Page): Promise<void> {
  const card = clause(page, '1-1');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('1,204\t１１００\r\n'));
  await tabTo(page, card.getByRole('textbox').first());
  await page.keyboard.press('Control+v');
  await tabTo(page, card.getByRole('button', { name: /^分别填入：/ }));
  await page.keyboard.press('Enter');
  await expectVerdict(card, '符合');
}

async function composeFigures(page: Page): Promise<void> {
  const ime = await inputMethod(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  const card = clause(page, '2-1');
  await tabTo(page, card.getByRole('textbox', { name: '社区总面积' }));
  // Pauses that would settle a figure pass at once; of what is composed some reads as one.
  await page.clock.install();
  for (const text of ['1', '15wan', '15', '十五万']) {
    await ime.compose(text);
    await page.clock.runFor(2000);
  }
  await ime.commit('１５２，７１４．５平方米');
  await tabTo(page, card.getByRole('textbox', { name: /覆盖率（申报）/ }));
  await ime.compose('60.5');
  await ime.commit('６０．５％');
  await page.keyboard.press('Tab');
}

/** A key of the input method's own choice among its candidates is no step of the figure and takes nothing. */
async function countTogether(page: Page): Promise<void> {
  const ime = await inputMethod(page);
  const count = clause(page, '3-1').getByRole('textbox', { name: /接入能力/ });
  await tabTo(page, count);
  await ime.compose('28');
  await ime.press('ArrowUp');
  await ime.press('Enter');
  await expect(count).toHaveValue('28');
  await expect(count).toBeFocused();
  await ime.commit('2,81');
  await page.keyboard.type('3 户');
  await page.keyboard.press('Enter');
}

test('[CL18] [RD5] an invalid text, the position of the community and a 人工认定 end as they were meant', async ({
  page,
}) => {
  await openSampleAt(page, 3);
  await test.step('撤销 puts an invalid text back to the saved value, and 重做 brings it again', () =>
    undoInvalid(page));
  await test.step('the position is taken as a map gives it, and shown as it is saved', () => placeCommunity(page));
  await test.step('人工认定 keeps what is chosen, and says when only the result is missing', () => judgeByHand(page));
});

async function undoInvalid(page: Page): Promise<void> {
  const card = clause(page, '3-1');
  const figure = card.getByRole('textbox').first();
  await figure.fill('五十户');
  await figure.press('Tab');
  await expectVerdict(card, '待核');
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(figure).toHaveValue('');
  await expectVerdict(card, '符合');
  await page.getByRole('button', { name: '重做' }).click();
  await expect(figure).toHaveValue('五十户');
  await figure.focus();
  await page.keyboard.press('Control+z');
  await expect(figure).toHaveValue('');
  await expectVerdict(card, '符合');
}

async function placeCommunity(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /学苑社区/ })
    .click();
  const drawer = page.getByRole('dialog', { name: '项目资料' });
  const position = drawer.getByRole('textbox', { name: '纬度, 经度' });
  await pasteText(position, '0, 0');
  await position.press('Tab');
  await expect(drawer.getByText('地球上没有这个位置')).toBeVisible();
  await position.fill('');
  await pasteText(position, '（３６.19167，117.12500）');
  await position.press('Tab');
  await expect(position).toHaveValue('36.19167, 117.125');
  await drawer.getByRole('button', { name: '保存', exact: true }).click();
  await expect(drawer).toBeHidden();
  await expectSaved(page);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /学苑社区/ })
    .click();
  await expect(position).toHaveValue('36.19167, 117.125');
  await expect(drawer.getByRole('textbox', { name: '允许偏离' })).toHaveValue('1000');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
}

async function judgeByHand(page: Page): Promise<void> {
  const open = () => clause(page, '3-1').getByRole('button', { name: '人工认定' }).click();
  await open();
  const dialog = page.getByRole('dialog', { name: '人工认定' });
  await dialog.getByRole('textbox', { name: '理由' }).fill('现场核实');
  await dialog.getByRole('textbox', { name: '姓名' }).fill('张验收');
  await expect(dialog.getByText('还没有选认定的结果')).toBeVisible();
  await dialog.getByText('不符合', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await open();
  await expect(dialog.getByRole('radio', { name: '不符合' })).toBeChecked();
  await dialog.getByRole('button', { name: '确认认定' }).click();
  await expectVerdict(clause(page, '3-1'), '不符合');
}
