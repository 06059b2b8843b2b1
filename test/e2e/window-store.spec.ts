import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { readJournal } from './journal-on-disk.ts';
import { expectSaved, openIndicator, openSampleAt } from './walk.ts';

const FIGURE = '具备千兆接入能力的家庭数';
const figure = (page: Page) => page.getByLabel(FIGURE, { exact: true });

async function write(page: Page, value: number): Promise<void> {
  await figure(page).fill(String(value));
  await figure(page).blur();
}

test('every write of the window is committed to the disk before it counts, and 备份 says that the browser may clear the store', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen: { stores: readonly string[]; durability: string }[] = [];
    Reflect.set(globalThis, 'writes', seen);
    const begin = Reflect.get(IDBDatabase.prototype, 'transaction');
    Reflect.set(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...given: unknown[]) {
      const transaction: IDBTransaction = Reflect.apply(begin, this, given);
      if (transaction.mode === 'readwrite')
        seen.push({ stores: [...transaction.objectStoreNames], durability: transaction.durability });
      return transaction;
    });
  });
  await page.reload();
  await openSampleAt(page, 1);
  await write(page, 1001);
  await expectSaved(page);
  const writes: { stores: string[]; durability: string }[] = await page.evaluate(() =>
    Reflect.get(globalThis, 'writes'),
  );
  const stores = new Set(writes.flatMap((one) => one.stores));
  expect([...stores]).toEqual(expect.arrayContaining(['drafts', 'events', 'heads']));
  expect(writes.filter(({ durability }) => durability !== 'strict')).toEqual([]);

  await page.getByRole('button', { name: '备份', exact: true }).click();
  expect(await page.evaluate(() => navigator.storage.persisted())).toBe(false);
  await expect(page.getByText('空间不足时浏览器可能清理')).toBeVisible();
});

test.describe('two windows on one inspection', () => {
  test('each shows at once what the other writes, and neither takes up the other’s typing', async ({ page, desk }) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await openSampleAt(page, 1);
    // The list of the other follows: it does not begin a second sample.
    await expect(other.getByRole('button', { name: /学苑社区.*示例/ })).toBeVisible();
    await openSampleAt(other, 1);
    for (const [at, window] of [page, other, page, other, other, page].entries()) {
      await write(window, 2000 + at);
      for (const each of [page, other]) await expect(figure(each)).toHaveValue(String(2000 + at));
    }
    await page.getByRole('textbox', { name: '备注' }).fill('正在第一个窗口里写');
    await other.reload();
    await openIndicator(other, 1);
    await expect(other.getByText('已恢复上次没有来得及保存')).toHaveCount(0);
    await page.getByRole('textbox', { name: '备注' }).blur();
    await expectSaved(page);
    await expect(other.getByRole('textbox', { name: '备注' })).toHaveValue('正在第一个窗口里写');
    const figures = (await readJournal(desk.dataFolder)).map(({ payload }) => payload['value']);
    expect(figures.filter((value) => Number(value) >= 2000 && Number(value) < 2006)).toEqual([
      2000, 2001, 2002, 2003, 2004, 2005,
    ]);
  });

  test('go on saving when one of them deletes the store, or upgrades it for a newer version', async ({ page }) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await openSampleAt(page, 1);
    await write(page, 3001);
    await expectSaved(page);
    for (const change of [
      () => indexedDB.deleteDatabase('workbench'),
      () => indexedDB.open('workbench', 990),
    ] as const) {
      await other.evaluate(`new Promise((done, fail) => {
        const asked = (${String(change)})();
        asked.onsuccess = () => { asked.result?.close?.(); done(); };
        asked.onerror = fail;
      })`);
      await write(page, 3002);
      await expectSaved(page);
      await page.reload();
      await openIndicator(page, 1);
      await expect(figure(page)).toHaveValue('3002');
      await write(page, 3003);
      await expectSaved(page);
    }
  });
});

/** As Chromium refuses a row when its quota is used up; whether it does so depends on the disk of the machine. */
const setFull = (page: Page, isFull: boolean) =>
  page.evaluate((full) => Reflect.set(globalThis, 'isFull', full), isFull);

test('a browser without space for the index: nothing is lost, it is said, and mended by a retry', async ({
  page,
  desk,
}) => {
  await page.addInitScript(() => {
    for (const name of ['put', 'add'] as const) {
      const write = Reflect.get(IDBObjectStore.prototype, name);
      Reflect.set(IDBObjectStore.prototype, name, function (this: IDBObjectStore, ...given: unknown[]) {
        if (Reflect.get(globalThis, 'isFull') === true) throw new DOMException('no space left', 'QuotaExceededError');
        return Reflect.apply(write, this, given);
      });
    }
  });
  await page.reload();
  await openSampleAt(page, 1);
  await write(page, 4001);
  await expectSaved(page);
  await setFull(page, true);
  for (const value of [4002, 4003]) {
    await write(page, value);
    await expect(page.getByRole('alert')).toContainText('浏览器给本机索引的空间已满');
    await expect.poll(async () => (await readJournal(desk.dataFolder)).at(-1)?.payload['value']).toBe(value);
  }
  await setFull(page, false);
  await page.getByRole('alert').getByRole('button', { name: '重试' }).click();
  await expectSaved(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await openIndicator(page, 1);
  await expect(figure(page)).toHaveValue('4003');
});
