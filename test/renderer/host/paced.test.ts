import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followJob } from '#renderer/host/follow-job.ts';
import { paced } from '#renderer/host/paced.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Job, JobOf } from '#shared/host/job-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('of what comes in a burst the first is told at once and the latest a moment later', () => {
  const told: number[] = [];
  const { tell, end } = paced((value: number) => told.push(value), 80);
  for (let value = 1; value <= 300; value += 1) tell(value);
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(80);
  expect(told).toEqual([1, 300]);
  vi.advanceTimersByTime(1000);
  tell(301);
  tell(302);
  end();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1, 300, 301]);
});

const job = (done: number, state: JobOf<'update'>['state'] = { is: 'running' }): Job => ({
  id: 'j1',
  kind: 'update',
  phase: 'store',
  done,
  total: 200,
  state,
});

it('a job whose progress comes two hundredfold in one turn is told of a few times, and its end is never lost', async () => {
  const listeners = new Set<(event: HostEvent) => void>();
  const host: HostApi = {
    ...createMemoryHost(),
    call: () => new Promise(() => undefined),
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const told: number[] = [];
  const ended = followJob(
    host,
    () => () => undefined,
    async () => ok({ job: 'j1', kind: 'update' } as const),
    ({ done }) => told.push(done),
  );
  await vi.advanceTimersByTimeAsync(0);
  for (let done = 1; done <= 200; done += 1)
    for (const listener of listeners) listener({ type: 'job', job: job(done) });
  for (const listener of listeners) listener({ type: 'job', job: job(200, { is: 'done', product: null }) });
  expect(await ended).toMatchObject({ ok: true });
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual([0, 1]);
});
