import * as v from 'valibot';
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createJobs, type JobContext, type Jobs, type JobWork } from '#electron/services/jobs/jobs.ts';
import { endOf, Job, type JobProduct } from '#shared/host/job-records.ts';
import type { GenerationCheck, RestorePlan } from '#shared/host/backup-records.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import { type Answer, err, ok } from '#shared/result.ts';

let jobs: Jobs;
let told: Job[];
let faults: unknown[];

beforeEach(() => {
  told = [];
  faults = [];
  let ids = 0;
  jobs = createJobs(
    () => `j${(ids += 1)}`,
    (job) => told.push(job),
    (fault) => faults.push(fault),
  );
});

const untilAborted = ({ signal }: JobContext) =>
  new Promise<ReturnType<typeof err<'update.cancelled'>>>((resolve) =>
    signal.addEventListener('abort', () => resolve(err('update.cancelled'))),
  );

describe('jobs of the host', () => {
  it('a job of a kind leaves behind what its kind says, and nothing else compiles', () => {
    expectTypeOf<JobProduct<'package-export'>>().toEqualTypeOf<PackageFile>();
    expectTypeOf<JobProduct<'notice'>>().toEqualTypeOf<Notice>();
    expectTypeOf<JobProduct<'backup-check'>>().toEqualTypeOf<GenerationCheck>();
    expectTypeOf<JobProduct<'update'>>().toEqualTypeOf<null>();
    expectTypeOf<ReturnType<JobWork<JobProduct<'restore'>>>>().toEqualTypeOf<Answer<RestorePlan>>();
    expectTypeOf<{ notice: null }>().not.toExtend<JobProduct<'update'>>();
  });

  it('are listed while they are under way, the earliest first', async () => {
    const first = jobs.start('update', untilAborted);
    const second = jobs.start('update', async ({ progress, signal }) => {
      progress('download', 1, 2);
      return untilAborted({ progress, signal });
    });
    expect(jobs.running()).toMatchObject([
      { id: first.job, phase: '', total: 0 },
      { id: second.job, phase: 'download', done: 1, total: 2 },
    ]);
    jobs.cancel(first.job);
    await expect.poll(() => jobs.running().map(({ id }) => id)).toEqual([second.job]);
    await jobs.close();
    expect(jobs.running()).toEqual([]);
    expect(told.at(-1)).toMatchObject({ id: second.job, state: { is: 'cancelled' } });
  });

  it('a product that is not what the kind leaves is a fault of the program and reaches no window', async () => {
    const broken = { sha256: 'not a hash', name: 'a.ysb', size: 1 } as unknown as PackageFile;
    const { job, kind } = jobs.start('package-export', async () => ok(broken));
    await jobs.close();
    expect(told.at(-1)).toMatchObject({ id: job, state: { is: 'failed', failure: { code: 'app.internal' } } });
    expect(String(faults)).toContain('state.product.sha256');
    const [last] = told.slice(-1);
    expect(last && endOf(last, kind)).toEqual(err('app.internal'));
  });

  it('the end of a job is asked for by the kind it was started as', () => {
    const job: Job = { id: 'j1', kind: 'update', phase: '', done: 0, total: 0, state: { is: 'done', product: null } };
    expect(endOf(job, 'update')).toEqual(ok(null));
    expect(endOf(job, 'notice')).toEqual(err('app.internal'));
    expect(endOf({ ...job, state: { is: 'running' } }, 'update')).toBeNull();
    expect(endOf({ ...job, state: { is: 'cancelled' } }, 'update')).toEqual(err('update.cancelled'));
    const unknown = { ...job, state: { is: 'failed', failure: { code: 'not.known' } } };
    expect(v.is(Job, unknown)).toBe(false);
  });
});
