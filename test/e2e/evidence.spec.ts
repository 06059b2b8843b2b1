import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type JSHandle, type Locator, type Page } from '@playwright/test';
import { av1C, grid, heifOf, irot, ispe, type HeifItem } from '#test/fixtures/heif-bytes.ts';
import { jpeg } from '#test/fixtures/photo-bytes.ts';
import { test } from './fixture.ts';
import { photoTakenAt } from './photo.ts';
import { clause, expectSaved, openIndicator } from './walk.ts';

// Whatever brings a file to the window, it arrives, or the window says that it did not and why.

interface Given {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const photo = (name: string, time = '2024:08:12 09:41:00'): Given => ({
  name,
  type: 'image/jpeg',
  bytes: photoTakenAt(time),
});
const pdf = (name: string): Given => ({
  name,
  type: 'application/pdf',
  bytes: readFileSync(join(import.meta.dirname, '..', 'fixtures', 'pdf', name)),
});

async function transferOf(page: Page, files: readonly Given[], text = ''): Promise<JSHandle<DataTransfer>> {
  const given = files.map(({ name, type, bytes }) => ({ name, type, data: [...bytes] }));
  return page.evaluateHandle(
    ([list, words]) => {
      const transfer = new DataTransfer();
      if (words !== '') transfer.setData('text/plain', words);
      for (const { name, type, data } of list) transfer.items.add(new File([new Uint8Array(data)], name, { type }));
      return transfer;
    },
    [given, text] as const,
  );
}

async function drop(target: Locator, files: readonly Given[]): Promise<void> {
  const dataTransfer = await transferOf(target.page(), files);
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}

async function paste(target: Locator, files: readonly Given[], text = ''): Promise<void> {
  const transfer = await transferOf(target.page(), files, text);
  await target.evaluate(
    (element, clipboardData) =>
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    transfer,
  );
}

const panel = (page: Page) => page.getByRole('region', { name: '佐证' });
const card = (page: Page, name: string | RegExp) => panel(page).getByRole('figure').filter({ hasText: name });

test('a photo arrives whichever way it is brought, and goes to another indicator with all that is known of it', async ({
  page,
}) => {
  await openSample(page);
  await test.step('dropped on a clause’s card, beside it, or pasted', () => bringIn(page));
  await test.step('moved', () => moveElsewhere(page));
  await test.step('of what is dropped together nothing is passed over in silence', () => dropTogether(page));
});

test('card and viewer say what a file does not say of itself, what is not whole, and what cannot be shown', async ({
  page,
}) => {
  await openSample(page);
  await test.step('the cards', () => lookAtCards(page));
  await test.step('the viewer, of PDF files', () => showDocuments(page));
  await test.step('a picture that the browser does not show by itself', () => lookAtHeif(page));
  await test.step('photos turned, held beside each other, found again elsewhere, and taken out', () =>
    lookClosely(page));
});

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /打开示例/ }).click();
  await expect(page.getByText('符合 19')).toBeVisible();
}

async function bringIn(page: Page): Promise<void> {
  await openIndicator(page, 8);
  const second = clause(page, '8-2');
  const dragged = await transferOf(page, [photo('平台.jpg')]);
  await second.dispatchEvent('dragover', { dataTransfer: dragged });
  await expect(page.getByText('松开即添加为 8-2 的佐证')).toBeVisible();
  await second.dispatchEvent('drop', { dataTransfer: dragged });
  await expect(card(page, '平台.jpg').getByText('✓原图')).toBeVisible();
  await expect(card(page, '平台.jpg')).toContainText('8-2');

  await drop(page.getByRole('banner'), [photo('页眉.jpg', '2024:08:13 09:41:00')]);
  await expect(card(page, '页眉.jpg').getByText('✓原图')).toBeVisible();
  await paste(page.locator('body'), [{ ...photo('image.png', '2024:08:14 09:41:00'), name: 'image.png' }]);
  await expect(card(page, /粘贴 \d{8}-\d{6}\.png/).getByText('✓原图')).toBeVisible();

  const note = page.getByRole('textbox', { name: '备注' });
  await note.focus();
  await paste(note, [photo('单元格.png', '2024:08:15 09:41:00')], '1204\t1100');
  await paste(note, [photo('截图.png', '2024:08:16 09:41:00')]);
  await expect(card(page, '截图.png').getByText('✓原图')).toBeVisible();
  await expect(card(page, '单元格.png')).toHaveCount(0);
  await expectSaved(page);
}

async function dropTogether(page: Page): Promise<void> {
  await openIndicator(page, 9);
  const bad = (name: string): Given => ({ name, type: '', bytes: Buffer.from('no package') });
  await drop(page.getByRole('main').first(), [photo('窗口.jpg'), bad('一.ysb'), bad('二.ysb')]);
  const dialog = page.getByRole('dialog').filter({ hasText: '这个文件不是数据包' });
  await expect(dialog).toBeVisible();
  await expect(page.getByText('“二.ysb”没有打开')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(card(page, '窗口.jpg').getByText('✓原图')).toBeVisible();

  await page.getByRole('button', { name: '关闭提示' }).click();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: /总览/ }).click();
  await drop(page.getByRole('main').first(), [photo('不在这里.jpg', '2024:08:17 09:41:00')]);
  await expect(page.getByText('1 个文件没有添加')).toBeVisible();
}

async function moveElsewhere(page: Page): Promise<void> {
  await openIndicator(page, 9);
  await drop(clause(page, '9-1'), [photo('电梯.jpg')]);
  await expect(card(page, '电梯.jpg').getByText('✓原图')).toBeVisible();
  await card(page, '电梯.jpg')
    .getByRole('button', { name: /打开原件/ })
    .click();
  const viewer = page.getByRole('dialog');
  const target = viewer.getByRole('combobox', { name: /^归属条款：9/ });
  await target.click();
  await page.keyboard.type('电动车进电梯');
  await page.keyboard.press('Enter');
  await expect(card(page, '电梯.jpg')).toHaveCount(0);
  await openIndicator(page, 21);
  await expect(card(page, '电梯.jpg').getByText('✓原图')).toBeVisible();
  await expect(card(page, '电梯.jpg')).toContainText('2024-08-12 09:41');
  await expectSaved(page);
}

async function lookAtCards(page: Page): Promise<void> {
  await openIndicator(page, 9);
  const silent = jpeg({ camera: ['HUAWEI', 'NOH-AN00'] });
  const whole = photoTakenAt('2024:08:12 09:41:00');
  await drop(clause(page, '9-1'), [
    { name: '无时间.jpg', type: 'image/jpeg', bytes: silent },
    { name: '半张.jpg', type: 'image/jpeg', bytes: whole.subarray(0, whole.length - 20) },
  ]);
  await expect(card(page, '无时间.jpg')).toContainText('无拍摄时间');
  await card(page, '无时间.jpg')
    .getByRole('button', { name: /打开原件/ })
    .click();
  await expect(page.getByRole('dialog')).toContainText('拍摄设备HUAWEI NOH-AN00');
  await page.keyboard.press('Escape');
  await expect(card(page, '半张.jpg')).toContainText('文件不完整');
  await expect(card(page, '半张.jpg')).toContainText('✓原图');
  await card(page, '半张.jpg')
    .getByRole('button', { name: /打开原件/ })
    .click();
  await expect(page.getByRole('dialog')).toContainText('添加时就没有到结尾');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function showDocuments(page: Page): Promise<void> {
  const names = ['font-not-embedded.pdf', 'jpeg-2000.pdf', 'password.pdf'];
  const torn = pdf('jpeg-2000.pdf').bytes.subarray(0, 300);
  await drop(clause(page, '9-1'), [...names.map(pdf), { name: 'torn.pdf', type: 'application/pdf', bytes: torn }]);
  await expect(panel(page).getByText('✓原件')).toHaveCount(4);
  const viewer = page.getByRole('dialog');
  const show = async (name: string) =>
    card(page, name)
      .getByRole('button', { name: /打开原件/ })
      .click();
  for (const name of ['font-not-embedded.pdf', 'jpeg-2000.pdf']) {
    await show(name);
    const canvas = viewer.locator('canvas');
    await expect(canvas).toBeVisible();
    await expect.poll(() => canvas.evaluate(inkOf)).toBeGreaterThan(200);
    await expect(viewer.getByText('显示可能不全')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  }
  for (const [name, words] of [
    ['password.pdf', '设有打开密码'],
    ['torn.pdf', '文件本身不完整或有错'],
  ] as const) {
    await show(name);
    await expect(viewer).toContainText(words);
    await expect(viewer).toContainText('原件已原样保存');
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  }
}

/**
 * A HEIF file as phones write it, but coded in AV1, for which every Chromium has a decoder; HEVC it leaves to the hardware.
 * A red tile left of a blue one, turned by a quarter against the clock: blue lies above red.
 */
async function lookAtHeif(page: Page): Promise<void> {
  const tiles = await page.evaluate(codeTiles);
  const items = tiles.map((data): HeifItem => ({
    type: 'av01',
    data: Buffer.from(data),
    properties: [av1C([0x81, 0, 0, 0]), ispe(64, 64)],
  }));
  const whole: HeifItem = {
    type: 'grid',
    data: grid(1, 2, 128, 60),
    properties: [ispe(128, 60), irot(1)],
    parts: [2, 3],
  };
  await openIndicator(page, 13);
  await drop(clause(page, '13-1'), [
    { name: '手机.heic', type: 'image/heic', bytes: heifOf([whole, ...items]) },
    { name: '别的.heic', type: 'image/heic', bytes: heifOf([{ ...whole, type: 'iovl' }, ...items]) },
  ]);
  await expect(card(page, '手机.heic').getByText('✓原图')).toBeVisible();
  await expect.poll(() => card(page, '手机.heic').getByRole('img').evaluate(colours)).toEqual(['blue', 'red']);
  await card(page, '手机.heic')
    .getByRole('button', { name: /打开原件/ })
    .click();
  const viewer = page.getByRole('dialog', { name: /^佐证/ });
  await expect(viewer).toContainText('60 × 128 像素');
  expect(await viewer.locator('.sheet img').evaluate(colours)).toEqual(['blue', 'red']);
  await page.keyboard.press('ArrowRight');
  await expect(viewer).toContainText('这种图片在本机不能直接显示');
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
}

/** A red and a blue picture of 64 × 64 pixels, coded in AV1 by the browser. */
async function codeTiles(): Promise<number[][]> {
  const coded: number[][] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      coded.push([...bytes]);
    },
    error: (fault) => {
      throw fault;
    },
  });
  for (const [at, colour] of ['red', 'blue'].entries()) {
    const canvas = new OffscreenCanvas(64, 64);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = colour;
    context.fillRect(0, 0, 64, 64);
    encoder.configure({ codec: 'av01.0.00M.08', width: 64, height: 64, bitrate: 1_000_000 });
    const frame = new VideoFrame(canvas, { timestamp: at });
    encoder.encode(frame, { keyFrame: true });
    frame.close();
    await encoder.flush();
  }
  encoder.close();
  return coded;
}

/** The colours of the upper and the lower half of a picture. */
function colours(image: SVGElement | HTMLElement): readonly string[] {
  const context = new OffscreenCanvas(16, 16).getContext('2d');
  if (context === null || !(image instanceof HTMLImageElement) || image.naturalWidth === 0) return [];
  context.drawImage(image, 0, 0, 16, 16);
  return [4, 12].map((y) => {
    const [red = 0, , blue = 0] = context.getImageData(8, y, 1, 1).data;
    return red > 150 && blue < 100 ? 'red' : blue > 150 && red < 100 ? 'blue' : `${red} ${blue}`;
  });
}

/** By the keyboard, as somebody does who goes through many. */
async function lookClosely(page: Page): Promise<void> {
  const [first, second] = [photo('整改前.jpg', '2024:08:12 09:41:00'), photo('整改后.jpg', '2024:08:20 09:41:00')];
  await openIndicator(page, 11);
  await drop(clause(page, '11-1'), [first]);
  await expect(panel(page).getByText('✓原图')).toHaveCount(1);
  await openIndicator(page, 10);
  await drop(clause(page, '10-1'), [first, second]);
  await expect(panel(page).getByText('✓原图')).toHaveCount(2);
  await card(page, '整改前.jpg')
    .getByRole('button', { name: /打开原件/ })
    .click();
  const viewer = page.getByRole('dialog', { name: /^佐证/ });
  const pictures = viewer.locator('.sheet img');
  await expect(pictures).toHaveJSProperty('complete', true);
  await page.keyboard.press('r');
  await expect(pictures).toHaveCSS('rotate', '90deg');
  expect(await viewer.locator('.stage').evaluate(holdsPicture)).toBe(true);

  await page.keyboard.press('c');
  await page.keyboard.press('ArrowRight');
  await expect(pictures).toHaveCount(2);
  await expect(pictures.first()).toHaveCSS('rotate', '90deg');
  await expect(pictures.last()).toHaveCSS('rotate', 'none');
  for (const name of ['整改前.jpg', '整改后.jpg'])
    await expect(viewer.locator('.which', { hasText: name })).toBeVisible();

  await page.keyboard.press('Delete');
  await page.getByRole('textbox', { name: '理由' }).pressSequentially('rc');
  await expect(pictures).toHaveCount(2);
  await expect(pictures.last()).toHaveCSS('rotate', 'none');
  await page.getByRole('button', { name: '移除', exact: true }).press('Enter');
  await expect(pictures).toHaveCount(1);
  await expect(viewer).toContainText('佐证 1 / 1');
  await expect(pictures).toHaveCSS('rotate', '90deg');
  await viewer.getByRole('button', { name: '也在 11-1' }).click();
  await expect(viewer).toBeHidden();
  await expect(card(page, '整改前.jpg')).toContainText('11-1');
  await openIndicator(page, 10);
  await expect(card(page, '整改后.jpg')).toHaveCount(0);
  // On a card as in the viewer: what goes hands the keyboard to what is left.
  await panel(page).getByRole('button', { name: /^移除/ }).press('Enter');
  await page.getByRole('textbox', { name: '理由' }).fill('重拍');
  await page.getByRole('button', { name: '移除', exact: true }).press('Enter');
  await expect(panel(page).getByRole('button', { name: /^拖入窗口、粘贴/ })).toBeFocused();
}

/** Whether a picture lies within its stage as it is drawn. */
function holdsPicture(stage: SVGElement | HTMLElement): boolean {
  const [outer, inner] = [stage, stage.querySelector('img')].map((element) => element?.getBoundingClientRect());
  if (outer === undefined || inner === undefined) return false;
  return (
    inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right
  );
}

/** How many pixels of a drawn page are not white. */
function inkOf(canvas: SVGElement | HTMLElement): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 200 || (data[at + 1] ?? 255) < 200) ink += 1;
  return ink;
}
