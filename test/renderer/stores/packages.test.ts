import { describe, expect, it } from 'vitest';
import { followJob } from '#renderer/host/follow-job.ts';
import { sendPackage } from '#renderer/host/send-package.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Job, JobOf } from '#shared/host/job-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

const job = (state: JobOf<'update'>['state'], done = 0): Job => ({
  id: 'j1',
  kind: 'update',
  phase: 'store',
  done,
  total: 9,
  state,
});

describe('a job that is followed', () => {
  it('tells of no progress after its end, whatever answer comes in late', async () => {
    const listeners = new Set<(event: HostEvent) => void>();
    let answer: (job: Job) => void = () => undefined;
    const late = new Promise<Job>((resolve) => (answer = resolve));
    const host: HostApi = {
      ...createMemoryHost(),
      call: async () => ok(await late) as never,
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const told: number[] = [];
    const start = async () => ok({ job: 'j1', kind: 'update' } as const);
    const ended = followJob(
      host,
      () => () => undefined,
      start,
      ({ done }) => told.push(done),
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
    const end = job({ is: 'done', product: null }, 9);
    for (const listener of listeners) listener({ type: 'job', job: end });
    expect(await ended).toMatchObject({ ok: true });
    answer(job({ is: 'running' }, 5));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toEqual([0]);
  });
});

describe('a package that is sent to the host', () => {
  const file = (bytes: number): File => new File([new Uint8Array(bytes)], '大.ysb');
  const never = new AbortController().signal;

  it('goes piece by piece, however large it is', async () => {
    const told: number[] = [];
    const sent = await sendPackage(createMemoryHost(), file(20 * 1024 ** 2), never, (bytes) => told.push(bytes));
    expect(sent).toMatchObject({ ok: true, value: { name: '大.ysb', bytes: 20 * 1024 ** 2 } });
    expect(told).toEqual([8, 16, 20].map((megabytes) => megabytes * 1024 ** 2));
  });

  it('called off half-way, it is forgotten by the host', async () => {
    const host = createMemoryHost();
    const stop = new AbortController();
    const sent = await sendPackage(host, file(20 * 1024 ** 2), stop.signal, () => stop.abort());
    expect(sent).toEqual({ ok: false, error: { code: 'package.cancelled' } });
  });
});
