import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { readJournal } from './journal-on-disk.ts';
import { expectSaved, goTo, openIndicator, openSampleAt } from './walk.ts';

const figure = (page: Page) => page.getByLabel('具备千兆接入能力的家庭数', { exact: true });

async function openSecond(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.setViewportSize({ width: 1280, height: 720 });
  await other.goto(page.url());
  await openSampleAt(other, 1);
  return other;
}

test('two windows say so in both, and neither overwrites what it has not seen', async ({ page }) => {
  await openSampleAt(page, 1);
  await test.step('what each enters unseen is a conflict with both values', () => disputeIn(page));
  await test.step('撤销 names its place, goes there, and leaves alone what another window has written since', () =>
    undoIn(page));
  await test.step('放弃 gives up what this window has not saved, and nothing of the one beside it', () =>
    discardIn(page));
});

async function disputeIn(page: Page): Promise<void> {
  await expect(page.getByText('还在另一个窗口中打开')).toHaveCount(0);
  const other = await openSecond(page);
  for (const window of [page, other]) await expect(window.getByText('还在另一个窗口中打开')).toBeVisible();
  await figure(other).focus();
  await other.keyboard.type('9');
  await figure(page).fill('2601');
  await figure(page).blur();
  await expectSaved(page);
  await figure(other).blur();
  await expectSaved(other);
  for (const window of [page, other]) {
    await expect(window.locator('.dispute')).toContainText('2601');
    await expect(window.locator('.dispute li')).toHaveCount(2);
  }
  await expect(page.locator('.dispute')).toContainText('另一窗口');
  await lookForMarks(page);
  await page.locator('.dispute li').filter({ hasText: '2601' }).getByRole('button', { name: '采用' }).press('Enter');
  await expect(other.locator('.dispute')).toHaveCount(0);
  // The button is gone; the keyboard is where it stood.
  await expect(page.getByRole('main').locator(':focus')).toBeVisible();
  await other.close();
  await expect(page.getByText('还在另一个窗口中打开')).toHaveCount(0);
}

/** A conflict is marked wherever somebody might look: at the rail, on the board, in the list of inspections. */
async function lookForMarks(page: Page): Promise<void> {
  await expect(page.getByTitle('3 处矛盾未处理，1 处填写冲突未选定')).toHaveText('4');
  await goTo(page, '总览');
  const main = page.getByRole('main');
  await expect(main.locator('[data-indicator="1"]')).toContainText('冲突');
  await expect(main.getByText('1 处填写冲突，尚未选定')).toBeVisible();
  await main.getByRole('button', { name: '有冲突 1' }).click();
  await expect(main.getByRole('button', { name: /^\d+.*(符合|待核|不适用)/ })).toHaveCount(1);
  await goTo(page, '逐项');
}

async function undoIn(page: Page): Promise<void> {
  await figure(page).fill('2700');
  await figure(page).blur();
  await expectSaved(page);
  await openIndicator(page, 20);
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(page.locator('.told')).toContainText('2700 → 2601');
  await expect(figure(page)).toHaveValue('2601');
  await page.getByRole('button', { name: '重做' }).click();
  const other = await openSecond(page);
  await expect(figure(other)).toHaveValue('2700');
  await figure(other).fill('2650');
  await figure(other).blur();
  await expect(figure(page)).toHaveValue('2650');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: '没有撤销' })).toContainText('现在是“2650”');
  await expect(figure(page)).toHaveValue('2650');
}

async function discardIn(page: Page): Promise<void> {
  const other = await openSecond(page);
  const refuse = (route: Route) =>
    (route.request().postData() ?? '').includes('append-events')
      ? route.fulfill({ json: { ok: false, error: { code: 'journal.write-failed' } } })
      : route.continue();
  await page.context().route('**/api/call', refuse);
  for (const [window, text] of [
    [other, '2612'],
    [page, '2611'],
  ] as const) {
    await figure(window).fill(text);
    await figure(window).blur();
    await expect(window.getByRole('button', { name: '放弃未保存的填写' })).toBeVisible();
  }
  await page.getByRole('button', { name: '放弃未保存的填写' }).click();
  await page.getByRole('button', { name: '放弃', exact: true }).click();
  await expect(figure(page)).toHaveValue('2650');
  await page.context().unroute('**/api/call', refuse);
  // As after a crash: what the other window had not saved is taken up where it lies.
  await other.reload();
  await expectSaved(other);
  await openIndicator(other, 1);
  await expect(figure(other)).toHaveValue('2612');
  await expect(figure(page)).toHaveValue('2612');
}

/** In a text field Ctrl+Z takes back its own typing and no figure elsewhere. */
async function undoInText(page: Page): Promise<void> {
  await figure(page).focus();
  await page.keyboard.type('7');
  const typed = await figure(page).inputValue();
  await figure(page).blur();
  await expectSaved(page);
  const note = page.getByRole('textbox', { name: '备注' });
  await note.focus();
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Control+z');
  await expect(figure(page)).toHaveValue(typed);
  await page.keyboard.type('甲');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(note).toHaveValue('');
  await expect(figure(page)).toHaveValue(typed);
}

/** A host that takes no note with this word in it, as one of another version may not. */
async function refuseNotes(page: Page, word: string): Promise<void> {
  await page.route('**/api/call', async (route) => {
    const sent = route.request().postData() ?? '';
    const drafts = sent.includes('append-events') ? (/"drafts":(\[.*?\]),"seen"/.exec(sent)?.[1] ?? '[]') : '[]';
    const place = (JSON.parse(drafts) as unknown[]).findIndex((draft) => JSON.stringify(draft).includes(word));
    if (place < 0) return route.continue();
    const error = { code: 'app.bad-request', detail: { path: `drafts.${place}.payload.text` } };
    return route.fulfill({ json: { ok: false, error } });
  });
}

test('a text field takes back its own; an entry that the journal can’t take is set aside alone, and can be mended', async ({
  page,
  desk,
}) => {
  await openSampleAt(page, 1);
  await test.step('Ctrl+Z in a text field', () => undoInText(page));
  await refuseNotes(page, '不收');
  const note = page.getByRole('textbox', { name: '备注' });
  await note.fill('不收的备注');
  await note.blur();
  await figure(page).fill('2611');
  await figure(page).blur();
  await expect
    .poll(async () => (await readJournal(desk.dataFolder)).map(({ payload }) => payload['value']))
    .toContain(2611);
  await expect(page.getByRole('alert').filter({ hasText: '1 处填写没有保存' })).toBeVisible();
  await expect(page.locator('.save')).toContainText('另有 1 处未保存');
  await page.reload();
  await openIndicator(page, 1);
  await page.getByRole('button', { name: '另有 1 处未保存' }).click();
  const dialog = page.getByRole('dialog', { name: '没有保存的填写' });
  await expect(dialog).toContainText('第 1 项备注');
  await dialog.getByLabel('修改为').fill('收下的备注');
  await dialog.getByRole('button', { name: '保存' }).press('Enter');
  await expectSaved(page);
  await expect(page.getByText('1 处填写没有保存')).toHaveCount(0);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('banner').locator(':focus')).toBeVisible();
  await expect.poll(async () => (await readJournal(desk.dataFolder)).at(-1)?.payload['text']).toBe('收下的备注');
});
