import { expect, type Locator, type Page } from '@playwright/test';
import type { Verdict } from '#shared/facts/schema.ts';

/** Opens an indicator by its number, from the list beside. */
export async function openIndicator(page: Page, no: number): Promise<void> {
  await page
    .getByRole('navigation', { name: '指标列表' })
    .getByRole('button', { name: new RegExp(`^${no} `) })
    .click();
  await expect(page.getByRole('main', { name: new RegExp(`^${no} `) })).toBeVisible();
}

/** The card of a clause by the number on it, e.g. `11-2`. */
export function clause(page: Page, number: string): Locator {
  return page.getByRole('main').getByRole('region', { name: new RegExp(`^${number.replace('.', '\\.')} `) });
}

/** The result on a clause's (or 小区's) head, not those of the parts below it. */
export async function expectVerdict(card: Locator, verdict: Verdict): Promise<void> {
  await expect(card.locator('header').first().getByText(verdict, { exact: true })).toBeVisible();
}

/** The result beside the indicator's name. */
export async function expectIndicator(page: Page, name: string, verdict: Verdict): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name + verdict);
}

/** Clicks boxes of a checklist: 未答 → 有. */
export async function tick(card: Locator, ...labels: readonly string[]): Promise<void> {
  for (const label of labels) await card.getByRole('checkbox', { name: `${label}：未答`, exact: true }).click();
}

export async function answerFlag(card: Locator, label: string, word: '是' | '否'): Promise<void> {
  await card.getByRole('radiogroup', { name: label }).getByRole('radio', { name: word, exact: true }).click();
}

/** The host has everything on disk. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('banner').getByRole('status')).toHaveText(/^已保存/);
}

export function tally(page: Page): Locator {
  return page.getByRole('banner').getByRole('group', { name: '判定结果' });
}

/** The screens as the rail names them. */
type Screen = '项目' | '逐项' | '总览' | '公示' | '备份' | '设置';

/** Shows a screen by the rail. */
export async function goTo(page: Page, screen: Screen): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: screen }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
}

/** Makes 学苑社区 where there is none yet, or opens the one in the list, and shows an indicator. */
export async function openSampleAt(page: Page, no: number): Promise<void> {
  await page
    .getByRole('button', { name: /学苑社区.*示例|打开示例/ })
    .last()
    .click();
  await openIndicator(page, no);
}

/** Pastes text as the system's clipboard would. */
export async function pasteText(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    if (element.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
  }, text);
}
