import type { Page } from '@playwright/test';
import { HOST_NAMES } from '#shared/host/contract.ts';
import { expect, test } from './fixture.ts';
import { expectIndicator } from './walk.ts';

/**
 * Puts a bridge like that of Electron's preload script in front of the page: the true host behind it, which gives itself out
 * for the desktop edition, what the page reports, and a way to choose in a menu outside.
 */
async function underShell(page: Page): Promise<void> {
  await page.addInitScript((names) => {
    const listeners = new Set<(event: unknown) => void>();
    const reports: unknown[] = [];
    const call = (name: string) => async (payload: unknown) => {
      if (name === 'shell:report-state') reports.push(payload);
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch('/api/call', { method: 'POST', headers, body: JSON.stringify({ name, payload }) });
      const answer: { ok: boolean; value: { edition?: string } } = await response.json();
      if (name === 'app:get-info' && answer.ok) answer.value.edition = 'electron';
      return answer;
    };
    const on = (listener: (event: unknown) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const calls = Object.fromEntries(names.map((name) => [name, call(name)]));
    const choose = (event: unknown) => listeners.forEach((listener) => listener(event));
    Object.assign(window, { host: { ...calls, on }, shell: { reports, choose } });
  }, HOST_NAMES);
  await page.reload();
}

const lastReport = (page: Page) =>
  page.evaluate(() => {
    const shell: { reports: unknown[] } = Reflect.get(window, 'shell');
    return shell.reports.at(-1);
  });
const choose = (page: Page, command: string, inspection: unknown = null) =>
  page.evaluate(
    (event) => {
      const shell: { choose: (event: unknown) => void } = Reflect.get(window, 'shell');
      shell.choose(event);
    },
    { type: 'command', command, inspection },
  );

test('under a shell with menus the window has none of its own, tells what it can do, and does what is chosen there', async ({
  page,
}) => {
  await underShell(page);
  await expect.poll(() => lastReport(page)).toMatchObject({ screen: 'projects', inspection: false, recent: [] });
  await expect(page.getByRole('menubar')).toHaveCount(0);
  await choose(page, 'file.open-sample');
  await expectIndicator(page, '有线宽带网络', '符合');
  const recent = [{ title: '学苑社区 2024年8月1日—31日' }];
  await expect.poll(() => lastReport(page)).toMatchObject({ screen: 'walk', inspection: true, dialog: false, recent });

  await choose(page, 'help.about');
  await expect(page.getByRole('dialog', { name: '关于' })).toContainText('桌面版');
  await expect.poll(() => lastReport(page)).toMatchObject({ dialog: true });
  // The menu may be a moment behind: what a dialog forbids is not done.
  await choose(page, 'view.board');
  await page.keyboard.press('Escape');
  await expect.poll(() => lastReport(page)).toMatchObject({ screen: 'walk', dialog: false });

  const picking = page.waitForEvent('filechooser');
  await choose(page, 'tools.add-evidence');
  expect((await picking).isMultiple()).toBe(true);
  await page.getByRole('textbox', { name: '备注' }).fill('看过');
  await expect.poll(() => lastReport(page)).toMatchObject({ undoable: true });
  await page.getByRole('heading', { level: 1 }).click();
  await choose(page, 'edit.undo');
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('');

  await choose(page, 'format-disk');
  await choose(page, 'file.close');
  await expect.poll(() => lastReport(page)).toMatchObject({ screen: 'projects', inspection: false, recent });
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('dialog', { name: '新建验收' })).toBeVisible();
});
