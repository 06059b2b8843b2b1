import type { Page } from '@playwright/test';
import type { Job, JobKind } from '#shared/host/job-records.ts';
import { expect, test } from './fixture.ts';
import { expectSaved, goTo } from './walk.ts';

// However fast a host tells how far it is, a window draws it now and then. A drawing for each would keep it from everything
// else, and be taken for an endless loop by React where a dialog sets a state after each drawing.

const TELLINGS = 5000;

const jobOf = (kind: JobKind, id: string, phase: string) =>
  ({ id, kind, phase, done: 0, total: TELLINGS, state: { is: 'running' } }) as const;

/** From the next load on, whatever line the window hears its host by can be spoken into. */
async function tapEvents(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const True = window.EventSource;
    window.EventSource = class extends True {
      constructor(url: string | URL) {
        super(url);
        addEventListener('say', (said) => this.dispatchEvent(new MessageEvent('message', { data: said.detail })));
      }
    };
  });
  await page.reload();
}

declare global {
  interface WindowEventMap {
    say: CustomEvent<string>;
  }
}

/** Answers a call that starts a job with one that never gets on, and questions about that one. */
async function answerWith(page: Page, call: string, job: Job): Promise<void> {
  await page.route('**/api/call', async (route) => {
    const asked: unknown = route.request().postDataJSON();
    const { name, payload } = asked as { readonly name: string; readonly payload: { readonly job?: string } };
    if (name === call) return route.fulfill({ json: { ok: true, value: { job: job.id, kind: job.kind } } });
    // What it says itself is not to be overtaken by what it is asked.
    if (name === 'job:get' && payload.job === job.id)
      return route.fulfill({ json: { ok: false, error: { code: 'app.host-unreachable' } } });
    if (name === 'job:cancel' && payload.job === job.id) {
      await route.fulfill({ json: { ok: true, value: {} } });
      return say(page, { ...job, state: { is: 'cancelled' } });
    }
    return route.fallback();
  });
}

const say = (page: Page, job: Job): Promise<void> =>
  page.evaluate((data) => void dispatchEvent(new CustomEvent('say', { detail: data })), event(job));

const event = (job: Job): string => JSON.stringify({ type: 'job', job });

/** Thousands of tellings in one turn of the window's event loop; answers how often something changed on screen for them. */
async function burst(page: Page, job: Job): Promise<number> {
  return page.evaluate(
    async ({ text, tellings }) => {
      const told: { job: { done: number } } = JSON.parse(text);
      let drawn = 0;
      const observer = new MutationObserver(() => (drawn += 1));
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      for (let done = 1; done <= tellings; done += 1) {
        told.job.done = done;
        dispatchEvent(new CustomEvent('say', { detail: JSON.stringify(told) }));
        // As between two messages of a line: what wants to be drawn at once is.
        await Promise.resolve();
      }
      await new Promise((resolve) => setTimeout(resolve, 400));
      observer.disconnect();
      return drawn;
    },
    { text: event(job), tellings: TELLINGS },
  );
}

test('a burst of progress is drawn a few times, in a dialog and beside one, and can still be called off', async ({
  page,
}) => {
  await tapEvents(page);
  await page.getByRole('button', { name: '打开示例（学苑社区）' }).click();
  await expect(page.getByText('符合 19')).toBeVisible();
  await expectSaved(page);
  const dialog = page.getByRole('dialog');
  const cancel = (within: Page | typeof dialog) => within.locator('output.job').getByRole('button', { name: '取消' });

  await test.step('a backup that another window has begun', async () => {
    await goTo(page, '备份');
    await page.getByRole('button', { name: '立即备份' }).click();
    await expect(page.getByText(/^备份完成/)).toBeVisible();
    const job = jobOf('backup', 'jbackup', 'originals');
    await answerWith(page, 'backup:run', job);
    expect(await burst(page, job)).toBeLessThan(10);
    await expect(page.getByText('核对照片和文件 5000 / 5000')).toBeVisible();
    await say(page, { ...job, state: { is: 'cancelled' } });
    await expect(page.locator('output.job')).toBeHidden();
  });

  await test.step('what a restore would bring, and the restore', async () => {
    await answerWith(page, 'backup:preview-restore', jobOf('restore-preview', 'jpreview', 'originals'));
    await page.getByRole('button', { name: /^恢复 / }).click();
    await expect(cancel(dialog)).toBeVisible();
    expect(await burst(page, jobOf('restore-preview', 'jpreview', 'originals'))).toBeLessThan(10);
    await expect(dialog).toContainText('核对照片和文件 5000 / 5000');
    await cancel(dialog).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('a package', async () => {
    await answerWith(page, 'package:export', jobOf('package-export', 'jexport', 'write'));
    await goTo(page, '项目');
    await page.getByRole('button', { name: '导出数据包：学苑社区' }).click();
    await expect(cancel(dialog)).toBeVisible();
    expect(await burst(page, jobOf('package-export', 'jexport', 'write'))).toBeLessThan(10);
    await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
    await cancel(dialog).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('a notice', async () => {
    await answerWith(page, 'notice:preview', jobOf('notice', 'jnotice', 'draw'));
    await goTo(page, '公示');
    await expect(cancel(page)).toBeVisible();
    expect(await burst(page, jobOf('notice', 'jnotice', 'draw'))).toBeLessThan(10);
    await expect(page.locator('output.job')).toContainText('生成 PDF');
    await cancel(page).click();
    await expect(page.getByText('已取消')).toBeVisible();
  });
});
