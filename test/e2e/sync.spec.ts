import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import * as v from 'valibot';
import { freePort } from '#build/free-port.ts';
import { InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { expect, test } from './fixture.ts';
import { callHost } from './host-call.ts';
import { startHost } from './host-process.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const HERE = '验收 U 盘';

const goToSync = (page: Page) => page.keyboard.press('Alt+7');
const placeOn = (page: Page) => page.getByRole('region', { name: HERE });
const headOf = (page: Page) => page.locator('.sync-state');

async function syncNow(page: Page): Promise<void> {
  await placeOn(page)
    .getByRole('button', { name: `与${HERE}立即同步` })
    .click();
  await expect(placeOn(page).getByText(/^同步完成/)).toBeVisible();
}

/** What another window on the same data would write. */
async function write(page: Page, inspection: InspectionId, text: string): Promise<void> {
  const drafts = [{ type: 'note.set' as const, payload: { indicator: 1, text } }];
  await callHost(page, 'inspection:append-events', { inspection, drafts });
}

test('two laptops share a stick: what both wrote is a conflict on both, a stick that is away is said to be', async ({
  page: a,
  browser,
}) => {
  test.slow();
  const root = await mkdtemp(join(tmpdir(), 'workbench-sync-'));
  const [stick, data] = [join(root, 'stick'), join(root, 'b')];
  await mkdir(stick);
  const host = await startHost(data, await freePort());
  const b = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await b.goto(host.link);
  const id = v.parse(InspectionId, (await callHost(a, 'inspection:open-sample', {})).id);

  await test.step('a folder is made a place by hand, and nothing leaves until something is shared', async () => {
    await expect(headOf(a)).toHaveCount(0);
    await goToSync(a);
    await a.getByRole('button', { name: '添加位置…' }).click();
    await a.getByLabel('文件夹的完整路径').fill(join(root, 'nowhere'));
    await a.getByLabel('名称').fill(HERE);
    await a.getByRole('button', { name: '添加这个位置' }).click();
    await expect(a.getByRole('alert')).toContainText('联系不上同步位置');
    await a.getByLabel('文件夹的完整路径').fill(stick);
    await a.getByRole('button', { name: '添加这个位置' }).click();
    await expect(headOf(a)).toHaveText('同步未选项目');
    await placeOn(a).getByRole('button', { name: '共享学苑社区' }).click();
    await syncNow(a);
    await expect(headOf(a)).toHaveText(`全部已在${HERE}`);
    const found = await new AxeBuilder({ page: a }).withTags(RULES).analyze();
    expect(found.violations).toEqual([]);
    await a.screenshot({ path: 'out/pictures/sync.png' });
  });

  await test.step('the other one joins, both write the same place, and both are told', async () => {
    const use = { name: HERE, auto: false, originals: true };
    await callHost(b, 'sync:add-folder', { folder: stick, ...use });
    await goToSync(b);
    await syncNow(b);
    await placeOn(b).getByRole('button', { name: '加入学苑社区' }).click();
    await syncNow(b);
    await write(a, id, '甲的说明');
    await write(b, id, '乙的说明');
    await expect(headOf(b)).toContainText('未送达');
    for (const page of [a, b, a]) await syncNow(page);
    for (const page of [a, b]) {
      await expect(headOf(page)).toHaveText(`全部已在${HERE}`);
      const { events } = await callHost(page, 'inspection:read-events', { inspection: id, seen: {} });
      expect(fold(events)?.conflicts).toMatchObject([{ register: { of: 'note', indicator: 1 } }]);
    }
  });

  await test.step('a stick that is pulled out is said to be away, and goes on by itself when it is back', async () => {
    await rename(stick, `${stick}-away`);
    await write(a, id, '路上写的');
    await goToSync(a);
    await placeOn(a)
      .getByRole('button', { name: `与${HERE}立即同步` })
      .click();
    await expect(placeOn(a).getByRole('alert')).toContainText('联系不上同步位置');
    await expect(headOf(a)).toContainText(`${HERE}不在`);
    await a.screenshot({ path: 'out/pictures/sync-away.png' });
    await rename(`${stick}-away`, stick);
    await syncNow(a);
    await expect(headOf(a)).toHaveText(`全部已在${HERE}`);
  });

  await b.close();
  await host.stop();
  await rm(root, { recursive: true, force: true });
});
