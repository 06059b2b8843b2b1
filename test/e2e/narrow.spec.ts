import type { Locator, Page } from '@playwright/test';
import { atRest } from './at-rest.ts';
import { expect, test } from './fixture.ts';
import { photoTakenAt } from './photo.ts';
import { clause, expectIndicator, expectSaved, goTo, openIndicator, tally } from './walk.ts';

/** What 200 % leaves of a screen of 1280 × 720, of 1920 × 1080, and 125 % of one of 1366 × 768. */
const SMALLEST = { width: 640, height: 360 };
const SIZES = [SMALLEST, { width: 960, height: 540 }, { width: 1093, height: 614 }] as const;

test('at any size everything can be reached and nothing lies over another thing', async ({ page }) => {
  test.slow();
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expectIndicator(page, '有线宽带网络', '符合');
  // The question for the name takes room as it does on the first day.
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await test.step(`the header at ${size.width}`, () => lookAtHeader(page));
  }
  await page.getByRole('button', { name: '以后再说' }).click();
  for (const [at, size] of SIZES.entries()) {
    await page.setViewportSize(size);
    await goTo(page, '逐项');
    await test.step(`逐项 at ${size.width}`, () => answerOne(page, `基站 ${at}.jpg`, `2024:08:1${at} 09:41:00`));
    await test.step(`备份 at ${size.width}`, () => lookAtBackup(page));
  }
  await page.setViewportSize(SMALLEST);
  for (const screen of ['总览', '公示', '备份', '设置', '项目'] as const) {
    await goTo(page, screen);
    await test.step(screen, () => expectNothingOutside(page, page.locator('.screen')));
  }
  await test.step('the drawers', () => lookAtDrawers(page));
});

async function lookAtHeader(page: Page): Promise<void> {
  const banner = page.getByRole('banner');
  for (const name of ['撤销', '重做', '快捷键']) await expectWithin(page, banner.getByRole('button', { name }));
  await expectWithin(page, banner.getByRole('status'));
  await expectWithin(page, tally(page));
  await expectWithin(page, banner.getByText('学苑社区', { exact: true }));
  await expectApart(banner.locator(':scope > *'));
}

/** From the list to a figure, an answer and a piece of evidence, by what is on screen alone. */
async function answerOne(page: Page, photo: string, taken: string): Promise<void> {
  const list = page.getByRole('navigation', { name: '指标列表' });
  const opener = page.getByRole('button', { name: '指标列表' });
  if (await opener.isVisible()) await opener.click();
  await openIndicator(page, 2);
  await page.mouse.move(0, 0);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  expect((await boxOf(heading)).height, 'the name lies flat').toBeLessThan(70);
  const way = page.getByRole('button', { name: '3 广播电视' }).last();
  await way.scrollIntoViewIfNeeded();
  await expectWhole(way.locator('span'));
  const card = clause(page, '2-1');
  const field = card.getByRole('textbox').first();
  await field.scrollIntoViewIfNeeded();
  await expectWithin(page, field);
  await field.fill('12');
  await page.keyboard.press('Tab');
  await expectSaved(page);
  const picking = page.waitForEvent('filechooser');
  await page.getByRole('main').getByRole('button', { name: '添加佐证' }).click();
  await (await picking).setFiles({ name: photo, mimeType: 'image/jpeg', buffer: photoTakenAt(taken) });
  const piece = page.getByRole('button', { name: `打开原件 ${photo}` });
  await piece.click();
  const viewer = page.getByRole('dialog');
  await expect(viewer).toBeVisible();
  await atRest(page);
  await viewer.getByRole('textbox', { name: '说明' }).scrollIntoViewIfNeeded();
  await expectWithin(page, viewer.getByRole('textbox', { name: '说明' }));
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  const note = page.getByRole('textbox', { name: '备注' });
  await note.scrollIntoViewIfNeeded();
  await expectWithin(page, note);
  await expectNothingOutside(page, page.locator('.walk .work'));
  await page.keyboard.press('/');
  await expectWithin(page, list.getByRole('textbox'));
  await page.keyboard.press('Escape');
}

async function lookAtBackup(page: Page): Promise<void> {
  await goTo(page, '备份');
  const now = page.getByRole('button', { name: '立即备份' });
  await now.scrollIntoViewIfNeeded();
  await expectWithin(page, now);
  await expectApart(page.locator('.safety section:not(section section)'));
}

async function lookAtDrawers(page: Page): Promise<void> {
  await page.getByRole('banner').locator('button.title').click();
  const profile = page.getByRole('dialog', { name: '项目资料' });
  await expectFits(page, profile);
  await page.keyboard.press('Escape');
  await expect(profile).toBeHidden();
  await goTo(page, '项目');
  await page.getByRole('button', { name: '新建验收' }).click();
  const form = page.getByRole('dialog', { name: '新建验收' });
  await expectFits(page, form);
  await expectWithin(page, form.getByRole('button', { name: '新建并开始验收' }));
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await page.keyboard.press('F1');
  const manual = page.getByRole('dialog', { name: /手册/ });
  await expectFits(page, manual);
  await expect(manual.getByRole('article')).toBeInViewport({ ratio: 0.2 });
}

/** The dialog has slid in, and nothing of it lies beyond the window's sides. */
async function expectFits(page: Page, dialog: Locator): Promise<void> {
  await expect(async () => {
    const { x, width } = await boxOf(dialog);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual((page.viewportSize()?.width ?? 0) + 1);
  }).toPass();
  await expectNothingOutside(page, dialog);
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${String(locator)} is not on screen`);
  return box;
}

/** Whole within the window, and what a click in its middle would meet. */
async function expectWithin(page: Page, locator: Locator): Promise<void> {
  const { x, y, width, height } = await boxOf(locator);
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  expect([x >= 0, y >= 0, x + width <= size.width + 1, y + height <= size.height + 1], String(locator)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const isOnTop = await locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return met !== null && (element.contains(met) || met.contains(element));
  });
  expect(isOnTop, `${String(locator)} is under something`).toBe(true);
}

/** None of the elements lies over another one. */
async function expectApart(locator: Locator): Promise<void> {
  const over = await locator.evaluateAll((elements) => {
    const boxes = elements.map((element) => element.getBoundingClientRect()).filter(({ width }) => width > 0);
    return boxes.flatMap((a, at) =>
      boxes
        .slice(at + 1)
        .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1),
    ).length;
  });
  expect(over, String(locator)).toBe(0);
}

/** Its words are not cut. */
async function expectWhole(locator: Locator): Promise<void> {
  const isCut = await locator.evaluate(
    ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
      scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 2,
  );
  expect(isCut, String(locator)).toBe(false);
}

/** No control lies where no scrolling leads: to the right of the screen, with nothing about it that scrolls sideways. */
async function expectNothingOutside(page: Page, root: Locator): Promise<void> {
  const lost = await root.evaluate((element) => {
    const scrolls = (inner: Element) => {
      for (let at: Element | null = inner; at !== null && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      }
      return false;
    };
    return [...element.querySelectorAll('button, input, textarea, select, a, h1, h2, h3')]
      .filter((inner) => inner.checkVisibility({ visibilityProperty: true }) && inner.closest('.unseen') === null)
      .filter((inner) => {
        const { left, right, width } = inner.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1) && inner.closest('.list') === null && !scrolls(inner);
      })
      .map((inner) => inner.outerHTML.slice(0, 120));
  });
  expect(lost).toEqual([]);
}
