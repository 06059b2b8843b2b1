import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { INSTALLER, publisher, releaseServer } from '#test/electron/services/updates/release-server.ts';
import { PRODUCT } from '#shared/updates/release.ts';
import { expect, test } from './fixture.ts';
import { callHost } from './host-call.ts';

const COMMUNITY = '甲乙社区';

/** An inspection ready to be signed, made past the window: how one gets there is the main line's to show. */
async function finalisedInspection(page: Page): Promise<void> {
  const profile = {
    community: COMMUNITY,
    applicant: '街道办事处',
    authority: '区大数据中心',
    basis: '山东省智慧社区建设指标',
    period: { from: '2024-08-01', to: '2024-08-05' },
  };
  const [catalogue] = await callHost(page, 'catalogue:list', {});
  if (catalogue === undefined) throw new Error('the host has no catalogue');
  const { id } = await callHost(page, 'inspection:create', { catalogue: catalogue.sha256, profile, estates: [] });
  const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
  await callHost(page, 'notice:finalise', { inspection: id, by: '张三', accepted });
  await callHost(page, 'settings:set', { author: '张三', authority: '', noticeEdition: 'web', role: '审核人' });
  await page.reload();
  await page.getByText(COMMUNITY).first().click();
  await expect(page).toHaveTitle(new RegExp(`^${COMMUNITY}`));
}

const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: screen }).click();

/** Everything the window stores, as text. */
function storedByWindow(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const rows: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no reason')));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        rows.push(store, await settled(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(rows);
  });
}

test('a certificate is kept by the host, signs without its file, leaves nothing in the window, and is forgotten', async ({
  page,
}) => {
  await finalisedInspection(page);
  await goTo(page, '公示');
  const steps = page.getByRole('group', { name: '公示步骤' });
  const offered = page.waitForEvent('download');
  await steps.getByRole('button', { name: '制作测试证书' }).click();
  const p12 = await readFile(await (await offered).path());
  const password = (await steps.locator('code').innerText()).trim();
  expect(password.length).toBeGreaterThan(8);

  await steps.getByRole('button', { name: '记住此证书' }).click();
  await expect(steps.getByText('只在本次运行中记住，不写入磁盘；关闭程序即忘')).toBeVisible();
  await expect(steps.getByText(password)).toBeHidden();
  await page.reload();
  await expect(steps.getByText('张三（测试证书）').first()).toBeVisible();
  await steps.getByRole('button', { name: '签名', exact: true }).click();
  await expect(steps.getByText('已签', { exact: true })).toBeVisible({ timeout: 30_000 });

  const stored = await storedByWindow(page);
  expect(stored).toContain(COMMUNITY);
  expect(stored).not.toContain(password);
  expect(stored).not.toContain(p12.toString('base64').slice(-200, -160));
  expect(await page.content()).not.toContain(password);

  await goTo(page, '设置');
  await page.getByRole('button', { name: '忘记证书' }).click();
  await expect(page.getByText('没有记住证书。')).toBeVisible();
  await goTo(page, '公示');
  await steps.getByRole('button', { name: '重新签名' }).click();
  await expect(steps.getByRole('button', { name: '选择证书文件…' })).toBeVisible();
});

test('newer versions come from an address or from files, and only with the publisher’s signature', async ({ page }) => {
  const office = publisher();
  const server = await releaseServer();
  // The browser edition is a folder, the same for every system.
  const name = `${PRODUCT}-9.0.0-any-any.zip`;
  const fileOf = (sha256: string) => ({
    platform: 'any',
    arch: 'any',
    format: 'archive',
    name,
    bytes: INSTALLER.length,
    sha256,
  });
  const [{ sha256 }] = JSON.parse(JSON.parse(office.release()).manifest).files;
  const release = (by = office) => by.release({ version: '9.0.0', minVersion: '0.0.0', files: [fileOf(sha256)] });
  server.put('release.json', release(publisher()));
  server.put(name, INSTALLER);

  await goTo(page, '设置');
  await expect(page.getByRole('button', { name: '检查更新' })).toBeDisabled();
  await page.getByRole('textbox', { name: '更新地址' }).fill(server.address);
  await page.getByRole('textbox', { name: '发布公钥' }).fill(office.publicKey);
  await page.getByRole('button', { name: '保存更新设置' }).click();
  await expect(page.getByText(/^指纹 ([0-9A-F]{4} ){7}[0-9A-F]{4}$/)).toBeVisible();
  await expect(page.getByText(/^这是不加密的 http 地址/)).toBeVisible();
  expect(server.asked).toEqual([]);

  await page.getByRole('button', { name: '检查更新' }).click();
  await expect(page.getByRole('alert')).toContainText('更新没有发布方的签名，或签名与所填公钥不符，已拒绝。');
  server.put('release.json', release());
  await page.getByRole('button', { name: '检查更新' }).click();
  await expect(page.getByText('新版本 9.0.0（2026-11-20 发布）')).toBeVisible();
  await page.getByRole('button', { name: /^下载（/ }).click();
  await expect(page.getByText('已下载，内容与发布方签名的一致：')).toBeVisible();
  await expect(page.getByText(/^浏览器版请先关闭程序/)).toBeVisible();
  await server.close();

  await page.reload();
  await goTo(page, '项目');
  const banner = page.getByRole('status').filter({ hasText: '程序有新版本 9.0.0' });
  await banner.getByRole('button', { name: '查看' }).click();
  await expect(page.getByText('新版本 9.0.0（2026-11-20 发布）')).toBeInViewport();
  await goTo(page, '项目');
  await expect(banner).toBeHidden();
  await goTo(page, '设置');

  const files = page.getByLabel('离线更新包文件');
  const stick = (bytes: Buffer) => [
    { name: 'release.json', mimeType: 'application/json', buffer: Buffer.from(release()) },
    { name, mimeType: 'application/zip', buffer: bytes },
  ];
  await files.setInputFiles(stick(INSTALLER).slice(1));
  await expect(page.getByText('请把 release.json 和它所说的安装文件一起选上。')).toBeVisible();
  await files.setInputFiles(stick(INSTALLER));
  await expect(page.getByText('已下载，内容与发布方签名的一致：')).toBeVisible();
});
