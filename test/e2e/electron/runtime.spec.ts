import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronBinary } from '#build/electron-binary.ts';
import { ROOT } from '#build/setup/project.mjs';
import { photoTakenAt } from '#test/e2e/photo.ts';
import { readOriginal } from '#test/e2e/journal-on-disk.ts';
import { lookAtPages } from '#test/e2e/publish.ts';
import { expectSaved } from '#test/e2e/walk.ts';
import { expect, NO_ELECTRON, rootFlags, runToEnd, test } from './launch.ts';

// What Electron itself has to do for the program, and what no fake can show.

test.skip(electronBinary() === undefined, NO_ELECTRON);

const SAMPLE = '打开示例（学苑社区）';

test('the origin is secure, its store lasts, and both the store and the size of the window outlive a restart', async ({
  open,
}) => {
  const { app, page } = await open();
  await page.getByRole('button', { name: SAMPLE }).click();
  await expect(page).toHaveTitle('学苑社区 · 智慧社区验收工作台');
  const has = await page.evaluate(async () => ({
    secure: isSecureContext,
    subtle: typeof crypto.subtle.digest,
    persisted: await navigator.storage.persisted(),
    locked: await navigator.locks.request('try', (lock) => lock?.name),
    store: (await indexedDB.databases()).length > 0,
  }));
  expect(has).toEqual({ secure: true, subtle: 'function', persisted: true, locked: 'try', store: true });
  await page.evaluate(() => localStorage.setItem('try', 'kept'));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1111, 765));
  await app.close();

  const again = await open();
  expect(await again.page.evaluate(() => localStorage.getItem('try'))).toBe('kept');
  await expect(again.page.getByRole('main').getByRole('button', { name: /^学苑社区/ })).toBeVisible();
  const size = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([1111, 765]);
  expect(again.said()).not.toMatch(/Uncaught|UnhandledPromiseRejection|DeprecationWarning/);
});

test('a large photo reaches the disk byte for byte, and comes back as a picture', async ({ program }) => {
  const { page, data } = program;
  await page.getByRole('button', { name: SAMPLE }).click();
  // Readers of pictures pass over what follows the picture's end.
  const buffer = Buffer.concat([photoTakenAt('2024:08:12 09:41:00'), Buffer.alloc(20 * 1024 * 1024, 7)]);
  const picking = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '添加佐证' }).click();
  await (await picking).setFiles([{ name: '大照片.jpg', mimeType: 'image/jpeg', buffer }]);
  const figure = page.getByRole('region', { name: '佐证' }).getByRole('figure').filter({ hasText: '大照片.jpg' });
  await expect(figure.getByText('✓原图')).toBeVisible({ timeout: 60_000 });
  await expectSaved(page);
  expect((await readOriginal(data, buffer)).equals(buffer)).toBe(true);
  const drawn = await figure.getByRole('img').evaluate(async (image) => {
    if (!(image instanceof HTMLImageElement)) return 0;
    await image.decode();
    return image.naturalWidth;
  });
  expect(drawn).toBeGreaterThan(0);
});

test('a notice is made in a thread, shown page by page, and saved where the dialog proposes', async ({ program }) => {
  const { app, page, breaches } = program;
  await page.getByRole('button', { name: SAMPLE }).click();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '公示' }).click();
  expect(await lookAtPages(page)).toBeGreaterThan(1);
  const proposed = app.evaluate(
    ({ session }) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          resolve(item.getSaveDialogOptions().defaultPath ?? '');
        });
      }),
  );
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'XLSX' }).click();
  const file = await offered;
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
  expect(await proposed).toContain(file.suggestedFilename());
  expect(breaches).toEqual([]);
});

test('a page whose process dies is loaded again', async ({ program }) => {
  const { app } = program;
  const look = () =>
    app.evaluate(({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      return { process: page?.getOSProcessId(), crashed: page?.isCrashed(), title: page?.getTitle() };
    });
  const before = await look();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect.poll(async () => (await look()).process).not.toBe(before.process);
  await expect.poll(look).toMatchObject({ crashed: false, title: before.title });
});

test('closing the window ends the program in order, though a page says no', async ({ program }) => {
  const { app, page, data } = program;
  await page.getByRole('button', { name: SAMPLE }).click();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  const child = app.process();
  const ended = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  await expect.poll(() => child.exitCode).toBe(0);
  expect(existsSync(join(data, 'lock'))).toBe(false);
});

test('a second start hands its file to the first, and ends', async ({ program }) => {
  const { page, data } = program;
  const file = join(data, '第二次.ysb');
  await writeFile(file, 'a text file in disguise');
  const { code, said } = await runToEnd(electronBinary() ?? '', [ROOT, ...rootFlags, '--data', data, file]);
  expect(code, said).toBe(0);
  await expect(page.getByRole('dialog')).toContainText('这个文件不是数据包');
});

test('what is sealed tells with which key', async ({ program }) => {
  test.skip(process.platform !== 'linux', 'only Linux has several');
  const tag = await program.app.evaluate(async ({ safeStorage }) => {
    const sealed = await safeStorage.encryptStringAsync('trial');
    return sealed.toString('latin1', 0, 3);
  });
  expect(['v10', 'v11', 'v12']).toContain(tag);
});
