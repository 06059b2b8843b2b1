import { expect, type Locator, type Page } from '@playwright/test';

/** What can be stood on by Tab in a dialog, numbered as it stands there: row by row, in each from the left. */
async function numberStops(dialog: Locator): Promise<readonly string[]> {
  return dialog.evaluate((root) => {
    const isStop = (element: HTMLElement): boolean => {
      if (element.tabIndex < 0 || element.matches(':disabled') || element.getClientRects().length === 0) return false;
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      const group = [...root.querySelectorAll<HTMLInputElement>('input[type="radio"]')].filter(
        ({ name }) => name === element.name,
      );
      return element === (group.find(({ checked }) => checked) ?? group[0]);
    };
    const stops = [...root.querySelectorAll<HTMLElement>('input, textarea, button, a[href], [role="radio"]')]
      .filter(isStop)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .map(({ element, box }) => ({ element, left: box.left, middle: box.top + box.height / 2 }))
      .sort((one, other) => one.middle - other.middle);
    const rows: (typeof stops)[] = [];
    for (const stop of stops) {
      const row = rows.at(-1);
      // What stands beside each other is centred on one line, within a few pixels.
      if (row?.[0] !== undefined && stop.middle - row[0].middle < 12) row.push(stop);
      else rows.push([stop]);
    }
    const [head, foot] = [root.querySelector('.ant-drawer-header'), root.querySelector('.drawer-foot')];
    const ordered = rows.flatMap((row) => row.sort((one, other) => one.left - other.left));
    // Head and foot stay in sight, whatever of the body lies above or below them by now.
    const part = ({ element }: { element: HTMLElement }): number =>
      head?.contains(element) === true ? 0 : foot?.contains(element) === true ? 2 : 1;
    return [0, 1, 2]
      .flatMap((wanted) => ordered.filter((one) => part(one) === wanted))
      .map(({ element }, at) => {
        const name = `${at} ${element.getAttribute('aria-label') ?? element.id}${element.textContent}`;
        element.dataset['stop'] = name;
        return name;
      });
  });
}

/** Where the focus is; says so where nobody would see it. */
function stopNow(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return 'nowhere';
    const name = element.dataset['stop'] ?? `not a stop: ${element.outerHTML.slice(0, 120)}`;
    const { top, bottom } = element.getBoundingClientRect();
    const isInSight = bottom > 0 && top < window.innerHeight;
    const marked = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling];
    const isMarked = marked.some((one) => {
      if (!(one instanceof Element)) return false;
      const { outlineStyle, boxShadow } = getComputedStyle(one);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    });
    return isInSight && isMarked ? name : `unseen: ${name}`;
  });
}

async function walk(page: Page, key: 'Tab' | 'Shift+Tab', steps: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press(key);
    seen.push(await stopNow(page));
  }
  return seen;
}

/** Tab leads to every field and button of a dialog in the order in which they stand, each seen, and Shift+Tab back. */
export async function expectTabWalk(page: Page, dialog: Locator): Promise<void> {
  const stops = await numberStops(dialog);
  expect(stops.length).toBeGreaterThan(8);
  const [first = ''] = stops;
  await dialog.evaluate((root, name) => root.querySelector<HTMLElement>(`[data-stop="${name}"]`)?.focus(), first);
  expect([first, ...(await walk(page, 'Tab', stops.length - 1))]).toEqual(stops);
  expect(await walk(page, 'Shift+Tab', stops.length - 1)).toEqual(stops.slice(0, -1).reverse());
}
