import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { addPhotos, DROPPED, PICKED } from './decisions.ts';
import { expect, test } from './fixture.ts';
import { freePort } from '#build/free-port.ts';
import { startHost } from './host-process.ts';
import { readOriginal } from './journal-on-disk.ts';
import { openInspection } from './new-inspection.ts';
import { watch } from './page-watch.ts';
import { download, sign } from './publish.ts';
import { expectSaved, goTo, tally } from './walk.ts';

test('a new machine gets everything back from the backup folder, with the same verdicts', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'workbench-restore-'));
  const stick = join(folder, 'stick');
  await mkdir(stick);
  try {
    await test.step('two inspections, photos and a signed notice', () => fill(page));
    const before = await lookAtAll(page);
    const notice = await lookAtNotice(page);
    await test.step('a folder that will not do is refused; a good one is taken', () => chooseFolder(page, stick));
    await test.step('all of it is backed up', () => backUp(page));
    await test.step('a fresh machine restores it', () =>
      onFreshMachine(browser, join(folder, 'fresh'), async (fresh, dataFolder) => {
        await restore(fresh, stick);
        expect(await lookAtAll(fresh)).toEqual(before);
        expect(await lookAtNotice(fresh)).toEqual(notice);
        await expectPhotos(fresh, dataFolder);
      }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function fill(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await page.getByRole('textbox', { name: '您的姓名' }).fill('张验收');
  await page.getByRole('button', { name: '就用这个名字' }).click();
  await page.getByRole('textbox', { name: '备注' }).fill('换电脑前写的');
  await expectSaved(page);
  await goTo(page, '项目');
  await openInspection(page);
  await addPhotos(page);
  await goTo(page, '公示');
  const steps = page.getByRole('group', { name: '公示步骤' });
  await steps.getByRole('button', { name: /一并接受…$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '理由' }).fill('待下次现场补验');
  await dialog.getByRole('button', { name: '接受', exact: true }).click();
  await steps.getByRole('button', { name: '定稿', exact: true }).click();
  await sign(page);
}

/** Every inspection: its tally, and what the board says of all 32 indicators. */
async function lookAtAll(page: Page): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (const community of ['学苑社区', '松林社区']) {
    await open(page, community);
    await goTo(page, '总览');
    const cards = page.getByRole('button', { name: /^\d+.*(符合|待核|不适用)/ });
    await expect(cards).toHaveCount(32);
    seen.push([community, await tally(page).innerText(), await cards.allInnerTexts()]);
  }
  return seen;
}

async function open(page: Page, community: string): Promise<void> {
  await goTo(page, '项目');
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${community} (示例|已定稿)`) })
    .click();
  await expect(page.getByRole('banner')).toContainText(community);
}

/** The signed notice of 松林社区 as it can be saved: its name and its bytes. */
async function lookAtNotice(page: Page) {
  await open(page, '松林社区');
  await goTo(page, '公示');
  await expect(page.getByRole('group', { name: '公示步骤' }).getByText('已签', { exact: true })).toBeVisible();
  const { name, bytes } = await download(page, '另存 PDF');
  return { name, bytes };
}

async function chooseFolder(page: Page, stick: string): Promise<void> {
  await goTo(page, '备份');
  await page.getByRole('button', { name: '更换…' }).click();
  const field = page.getByRole('textbox', { name: '文件夹的完整路径' });
  await field.fill(join(stick, 'not-there'));
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText(`没有文件夹 ${join(stick, 'not-there')}`);
  await field.fill(stick);
  await field.press('Enter');
  await expect(page.getByText(join(stick, 'workbench-backups'), { exact: true })).toBeVisible();
  await expect(field).toBeHidden();
}

async function backUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(
    page.getByText(/^备份完成，写入的内容都已逐个核对：2 个项目、2 张照片和文件、2 个公示文件/),
  ).toBeVisible();
  await expect(page.getByText(/^上次备份：.*（刚刚）$/)).toBeVisible();
  await page.getByRole('button', { name: /^校验 / }).click();
  await expect(page.getByText(/^校验通过：/)).toBeVisible();
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText('没有新内容，最近一份备份仍然完整')).toBeVisible();
}

async function onFreshMachine(
  browser: Browser,
  dataFolder: string,
  task: (page: Page, dataFolder: string) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const host = await startHost(dataFolder, port);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' });
  try {
    const { faults } = await watch(context, new URL(host.link).origin);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(host.link);
    await task(page, dataFolder);
    expect(faults()).toEqual([]);
  } finally {
    await context.close();
    await host.stop();
  }
}

/** Nothing is changed before it was shown and asked for. */
async function restore(page: Page, stick: string): Promise<void> {
  await page.getByRole('button', { name: '换了电脑？从备份恢复…' }).click();
  await expect(page.getByText('本机还没有需要备份的内容。')).toBeVisible();
  await chooseFolder(page, stick);
  await page.getByRole('button', { name: /^恢复 / }).click();
  const dialog = page.getByRole('dialog', { name: /^恢复 .* 的备份$/ });
  await expect(dialog).toContainText('不会被替换');
  const coming = dialog.getByRole('list', { name: '将补回' }).getByRole('listitem');
  await expect(coming).toHaveCount(2);
  await expect(coming.filter({ hasText: '松林社区' })).toContainText(/本机没有，整个恢复（\d+ 条记录）/);
  await expect(dialog).toContainText(/将补回 \d+ 条记录、2 张照片和文件（.*）、2 个公示文件/);
  await dialog.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(dialog.getByText('恢复完成')).toBeVisible();
  await dialog.getByRole('button', { name: '查看验收项目' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('验收项目');
}

async function expectPhotos(page: Page, dataFolder: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '逐项' }).click();
  for (const { name, buffer } of [PICKED, DROPPED]) {
    const photo = page.getByRole('figure').filter({ hasText: name });
    await expect(photo.getByText('✓原图')).toBeVisible();
    expect(await readOriginal(dataFolder, buffer)).toEqual(buffer);
  }
  expect(await readdir(join(dataFolder, 'inspections'))).toHaveLength(2);
}
