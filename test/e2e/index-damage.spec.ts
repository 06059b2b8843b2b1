import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { readJournal } from './journal-on-disk.ts';
import { newLaptop, type Laptop } from './laptop.ts';
import { expectSaved, openSampleAt } from './walk.ts';

// The browser here is one of the test's own, which is started and ended several times.
test.use({ trace: 'off', screenshot: 'off' });
test.describe.configure({ timeout: 180_000 });

const FIGURE = '具备千兆接入能力的家庭数';

async function answer(page: Page, figure: number): Promise<void> {
  const field = page.getByLabel(FIGURE, { exact: true });
  await field.fill(String(figure));
  await field.blur();
  await expect(page.getByRole('complementary').getByRole('listitem').first()).toContainText(String(figure));
  await expectSaved(page);
}

const beginWith = (laptop: Laptop, figure: number) =>
  laptop.session(async (page) => {
    await openSampleAt(page, 1);
    await answer(page, figure);
  });

/** How many events the window's store holds. */
const indexed = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('workbench');
        opening.onerror = () => reject(new Error('the store does not open'));
        opening.onsuccess = () => {
          const count = opening.result.transaction('events').objectStore('events').count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
        };
      }),
  );

/** The window opens as ever, shows what the journal says, and its store says the same. */
async function expectMended(laptop: Laptop, figure: number): Promise<readonly unknown[]> {
  const before = (await laptop.notes()).length;
  const events = (await readJournal(laptop.data)).length;
  await laptop.session(async (page) => {
    await openSampleAt(page, 1);
    await expect(page.getByLabel(FIGURE, { exact: true })).toHaveValue(String(figure));
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await indexed(page)).toBe(events);
    await expect.poll(async () => (await laptop.notes()).length).toBeGreaterThan(before);
  });
  return (await laptop.notes()).slice(before);
}

async function flipBytes(store: string): Promise<void> {
  const files = (await readdir(store)).filter((name) => /\.(ldb|log)$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) {
    const bytes = await readFile(join(store, name));
    for (let at = 200; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    await writeFile(join(store, name), bytes);
  }
}

/** Does `task`, then puts a folder back to what it was before. */
async function turnedBack(folder: string, task: () => Promise<void>): Promise<void> {
  const copy = `${folder}.copy`;
  await cp(folder, copy, { recursive: true });
  await task();
  await rm(folder, { recursive: true });
  await rename(copy, folder);
}

test('an index that is gone, older, newer or damaged is made to say what the journal says', async () => {
  const laptop = await newLaptop();
  await beginWith(laptop, 1001);

  await test.step('a start that finds both in agreement notes nothing', async () => {
    await beginWith(laptop, 1002);
    expect(await laptop.notes()).toEqual([]);
  });

  await test.step('a store that was deleted while the window was closed is made anew', async () => {
    await rm(laptop.store, { recursive: true });
    const events = (await readJournal(laptop.data)).length;
    expect(await expectMended(laptop, 1002)).toEqual([{ reason: 'wiped', inspections: 1, events, dataLoss: 'none' }]);
  });

  await test.step('a store replaced by an older copy of itself is brought up', async () => {
    await turnedBack(laptop.store, () => beginWith(laptop, 1003));
    const note = { reason: 'behind', inspections: 1, events: 1, dataLoss: 'unknown' };
    expect(await expectMended(laptop, 1003)).toEqual([note]);
  });

  await test.step('a store with events that a journal from an older backup does not have gives way to it', async () => {
    await turnedBack(laptop.data, () => beginWith(laptop, 1004));
    expect(await expectMended(laptop, 1003)).toMatchObject([{ reason: 'ahead', inspections: 1 }]);
  });

  await test.step('a store with flipped bytes is made anew', async () => {
    await flipBytes(laptop.store);
    const [note] = await expectMended(laptop, 1003);
    expect(note).toMatchObject({ inspections: 1 });
    expect(['wiped', 'unreadable']).toContain(Reflect.get(Object(note), 'reason'));
    process.stdout.write(`index with flipped bytes: ${JSON.stringify(note)}\n`);
  });
  await laptop.drop();
});
