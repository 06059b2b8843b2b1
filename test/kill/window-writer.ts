import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { photoTakenAt } from '#test/e2e/photo.ts';
import { openIndicator } from '#test/e2e/walk.ts';

/** What was written through the window, by number; `saved`: after which it said 已保存. */
export interface Written {
  readonly figures: { tried: number; saved: number };
  readonly notes: { tried: number; saved: number };
  /** Every number after which it said 已保存, and what of. */
  readonly saved: { readonly number: number; readonly what: 'figure' | 'note' | 'photo'; readonly sha256?: string }[];
}

export const nothingWritten = (): Written => ({
  figures: { tried: 0, saved: 0 },
  notes: { tried: 0, saved: 0 },
  saved: [],
});

const figureOf = (page: Page) => page.getByLabel('具备千兆接入能力的家庭数', { exact: true });
const noteOf = (page: Page) => page.getByRole('textbox', { name: '备注' });
export const noteText = (number: number): string => `第 ${number} 次记录：现场已看`;

/** Opens the sample through the list, as after any start, and counts from then on how often the header turns to 已保存. */
export async function openSample(page: Page, link: string): Promise<void> {
  await page.goto(link);
  // The row of the inspection that is there, else the button that begins it.
  const row = page.getByRole('button', { name: /学苑社区.*示例|打开示例/ }).last();
  await row.click();
  await openIndicator(page, 1);
  await page.evaluate(() => {
    const status = document.querySelector('header output[data-save]');
    if (status === null) throw new Error('the header does not say whether it is saved');
    let waiting: (() => void)[] = [];
    let saves = 0;
    let last = status.getAttribute('data-save');
    Reflect.set(globalThis, 'saves', () => saves);
    const savedAfter = (count: number) =>
      saves > count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve));
    Reflect.set(globalThis, 'savedAfter', savedAfter);
    new MutationObserver(() => {
      const now = status.getAttribute('data-save');
      if (now === 'saved' && last !== 'saved') {
        saves += 1;
        for (const resolve of waiting) resolve();
        waiting = [];
      }
      last = now;
    }).observe(status, { attributes: true });
  });
}

/** What the window shows: the numbers in the field and in the note; 0: not one of ours. */
export async function shown(page: Page): Promise<{ readonly figure: number; readonly note: string }> {
  return { figure: Number(await figureOf(page).inputValue()), note: await noteOf(page).inputValue() };
}

/** The hand at the keyboard: what it does now, and whether it is to lie still. */
export interface Hand {
  isStopped: boolean;
  moving: Promise<unknown>;
}

/** Writes without pause until the window or the host is gone, which ends it by an exception of Playwright or a refusal. */
export async function writeOn(
  page: Page,
  { written, hand, random }: { readonly written: Written; readonly hand: Hand; readonly random: () => number },
  first: number,
): Promise<void> {
  for (let number = first; !hand.isStopped; number += 1) {
    const before = await saves(page);
    const dice = random();
    const what = dice < 0.15 ? 'photo' : dice < 0.55 ? 'figure' : 'note';
    if (hand.isStopped) return;
    const moving = write(page, written, what, number);
    hand.moving = moving.catch(() => undefined);
    const sha256 = await moving;
    await page.evaluate((count) => Reflect.get(globalThis, 'savedAfter')(count), before);
    written.saved.push({ number, what, ...(sha256 === undefined ? {} : { sha256 }) });
    if (what !== 'photo') written[`${what}s`].saved = number;
  }
}

const saves = (page: Page): Promise<number> => page.evaluate(() => Number(Reflect.get(globalThis, 'saves')()));

async function write(
  page: Page,
  written: Written,
  what: 'figure' | 'note' | 'photo',
  number: number,
): Promise<string | undefined> {
  if (what === 'photo') {
    const buffer = photo(number);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: `${number}.jpg`, mimeType: 'image/jpeg', buffer });
    return createHash('sha256').update(buffer).digest('hex');
  }
  const [field, text] = what === 'figure' ? [figureOf(page), String(number)] : [noteOf(page), noteText(number)];
  written[`${what}s`].tried = number;
  await field.fill(text);
  await field.blur();
  return undefined;
}

/** Each number makes other bytes. */
function photo(number: number): Buffer {
  const two = (value: number) => String(value % 60).padStart(2, '0');
  const hour = String(Math.floor(number / 3600) % 24).padStart(2, '0');
  return photoTakenAt(`2024:08:12 ${hour}:${two(Math.floor(number / 60))}:${two(number)}`);
}

/** Types the beginning of a note and leaves it there: nothing has said 已保存 of it. */
export async function typeHalf(page: Page, text: string): Promise<void> {
  await noteOf(page).fill(text);
}
