import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { clause, expectIndicator, openIndicator } from './walk.ts';

// Contrast themes of Windows draw every background in one colour and drop shadows.

test('in a contrast theme one sees what is chosen, how it was judged and what was not taken', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  await page.getByRole('button', { name: '以后再说' }).click();
  await test.step('a field that was not taken', () => lookAtInvalid(page));
  await test.step('the shapes of the results', () => lookAtResults(page));
  await test.step('what is chosen', () => lookAtChosen(page));
});

async function lookAtChosen(page: Page): Promise<void> {
  await openIndicator(page, 8);
  const flag = clause(page, '8-2').getByRole('radiogroup');
  const radio = (name: string) => flag.getByRole('radio', { name, exact: true });
  for (const name of ['是', '否', '未答']) {
    await radio(name).click();
    const others = ['是', '否', '未答'].filter((other) => other !== name);
    for (const other of others) await expectUnlike(radio(name), radio(other));
  }
  const boxes = clause(page, '8-1').getByRole('checkbox');
  await boxes.nth(1).press('0');
  await boxes.nth(2).press('Delete');
  await expectUnlike(boxes.nth(0), boxes.nth(1));
  await expectUnlike(boxes.nth(0), boxes.nth(2));
  await expectUnlike(boxes.nth(1), boxes.nth(2));

  const rows = page.getByRole('navigation', { name: '指标列表' }).getByRole('button');
  await expectUnlike(rows.filter({ hasText: '智慧社区综合信息平台' }), rows.filter({ hasText: '政务服务' }));
  const rail = page.getByRole('navigation', { name: '主导航' });
  await expectUnlike(rail.getByRole('button', { name: '逐项' }), rail.getByRole('button', { name: '项目' }));
  await rail.getByRole('button', { name: '总览' }).click();
  await expectUnlike(page.getByRole('button', { name: /^全部/ }), page.getByRole('button', { name: /^有矛盾/ }));
  await rail.getByRole('button', { name: '公示' }).click();
  const editions = page.getByRole('main').locator('.segments').first().getByRole('button');
  await expectUnlike(editions.nth(0), editions.nth(1));
}

async function lookAtResults(page: Page): Promise<void> {
  await openIndicator(page, 8);
  await clause(page, '8-2').getByRole('radio', { name: '否', exact: true }).click();
  for (const [kind, no] of [
    ['met', 1],
    ['unmet', 8],
    ['und', 2],
    ['na', 20],
  ] as const) {
    await openIndicator(page, no);
    // The current row has colours of its own: looked at in the heading and the list alike.
    await expectSeen(page.locator(`h1 .dot.${kind}`));
    await expectSeen(page.locator(`.row .dot.${kind}`).first());
  }
  await openIndicator(page, 8);
  await expectUnlike(clause(page, '8-1'), clause(page, '8-2'));
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '总览' }).click();
  const looks = await Promise.all(
    ['met', 'unmet', 'und', 'na']
      .map((kind) => page.locator(`.tile.${kind}, .tile:has(.dot.${kind})`).first())
      .map(lookOf),
  );
  expect(new Set(looks).size, looks.join('\n')).toBe(4);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '逐项' }).click();
}

async function lookAtInvalid(page: Page): Promise<void> {
  await openIndicator(page, 2);
  const card = clause(page, '2-1');
  const field = card.getByRole('textbox').first();
  const figure = card.locator('.figure').first();
  const before = await lookOf(figure);
  await field.fill('五十');
  await page.keyboard.press('Tab');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await lookOf(figure)).not.toBe(before);
  await card.getByRole('button', { name: /^放弃/ }).click();
}

/** What a contrast theme leaves to tell one control from another by: ground and frame, not the weight of its letters. */
function lookOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const style = getComputedStyle(element);
    const sides = ['top', 'left'].map((side) =>
      ['width', 'style', 'color'].map((part) => style.getPropertyValue(`border-${side}-${part}`)).join(' '),
    );
    return [style.backgroundColor, ...sides].join(' | ');
  });
}

async function expectUnlike(one: Locator, other: Locator): Promise<void> {
  await expect(one).toBeVisible();
  // The pointer and the focus are no part of it.
  await one.page().mouse.move(0, 0);
  await expect(async () => expect(await lookOf(one)).not.toBe(await lookOf(other))).toPass({ timeout: 5000 });
}

/** A picture of it holds at least two colours. */
async function expectSeen(locator: Locator): Promise<void> {
  await expect(locator).toBeVisible();
  const page: Page = locator.page();
  const png = (await locator.screenshot()).toString('base64');
  const colours = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    const light = Array.from({ length: pixels.length / 4 }, (_, at) =>
      [0, 1, 2].reduce((sum, channel) => sum + (pixels[at * 4 + channel] ?? 0), 0),
    );
    return Math.max(...light) - Math.min(...light);
  }, png);
  expect(colours, String(locator)).toBeGreaterThan(200);
}
