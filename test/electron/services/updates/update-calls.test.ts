import { expect, it } from 'vitest';
import { updateCalls } from '#electron/services/updates/update-area.ts';
import { createJobs } from '#electron/services/jobs/jobs.ts';
import type { Updates } from '#electron/services/updates/updates.ts';
import { ok } from '#shared/result.ts';

it('an installer is not opened while a job runs, and is afterwards', async () => {
  const opened: string[] = [];
  const jobs = createJobs(
    () => 'job-1',
    () => undefined,
    () => undefined,
  );
  const updates: Pick<Updates, 'open'> = { open: async () => (opened.push('opened'), ok(null)) };
  // Only `open` is asked of these.
  const services = updateCalls({ jobs, updates: updates as Updates });
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => void (finish = resolve));
  jobs.start('update', async () => {
    await finished;
    return ok(null);
  });
  expect(await services['update:open']({}, new Uint8Array())).toMatchObject({ error: { code: 'update.busy' } });
  expect(opened).toEqual([]);
  finish();
  await jobs.close();
  expect(await services['update:open']({}, new Uint8Array())).toEqual(ok({}));
  expect(opened).toEqual(['opened']);
});
