import { describe, expect, it } from 'vitest';
import { everyMs } from '#renderer/host/every.ts';
import { createJobs, workOf } from '#renderer/stores/jobs.ts';
import { createSafety } from '#renderer/stores/safety.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

/** A host whose events the test can add to. */
function withEvents(host: HostApi) {
  const listeners = new Set<(event: HostEvent) => void>();
  const on: HostApi['on'] = (listener) => {
    const stop = host.on(listener);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      stop();
    };
  };
  return { host: { ...host, on }, tell: (event: HostEvent) => listeners.forEach((listener) => listener(event)) };
}

/** The safety of the data beside the jobs of the same window, as one sees both. */
function openBoth(host: HostApi) {
  const jobs = createJobs(host, everyMs(60_000));
  return { safety: createSafety(host, jobs), running: () => workOf('backup')(jobs.getState()) };
}
const openSafety = (host: HostApi) => openBoth(host).safety;

describe('the safety of the data in the window', () => {
  it('follows a backup to its end, says whether there was anything new, and lists it', async () => {
    const { safety, running } = openBoth(createMemoryHost());
    const stop = safety.getState().attend();
    await safety.getState().load();
    expect(safety.getState()).toMatchObject({ generations: [], backup: { last: null } });
    await safety.getState().backUp();
    expect(safety.getState()).toMatchObject({ ended: { is: 'done', fresh: true } });
    expect(running()).toBeUndefined();
    expect(safety.getState().generations).toHaveLength(1);
    expect(safety.getState().backup?.last).not.toBeNull();
    stop();
  });

  it('tells of a refused folder and keeps the place', async () => {
    const safety = openSafety(createMemoryHost());
    await safety.getState().load();
    const refused = await safety.getState().moveTo('nowhere');
    expect(refused).toMatchObject({ ok: false, error: { code: 'backup.folder-missing' } });
    expect(safety.getState().backup).toMatchObject({ folder: 'memory', chosen: false });
    await safety.getState().moveTo('/stick');
    expect(safety.getState().backup).toMatchObject({ folder: '/stick', chosen: true });
  });

  it('knows at once what the host tells: a failed backup, one that nobody here began, a full disk', async () => {
    const { host, tell } = withEvents(createMemoryHost());
    const { safety, running } = openBoth(host);
    const stop = safety.getState().attend();
    await expect.poll(() => safety.getState().backup).not.toBeNull();
    const { backup } = safety.getState();
    if (backup === null) throw new Error('no state');
    const job = { id: 'job-1', kind: 'backup', phase: 'originals', done: 3, total: 9 } as const;
    tell({ type: 'job', job: { ...job, state: { is: 'running' } } });
    expect(running()).toMatchObject({ id: 'job-1', progress: { phase: 'originals', done: 3, total: 9 } });
    tell({ type: 'job', job: { ...job, state: { is: 'failed', failure: { code: 'backup.folder-gone' } } } });
    tell({ type: 'backup', backup: { ...backup, failure: { code: 'backup.folder-gone' } } });
    tell({ type: 'storage', storage: { free: 5, reserve: 'released' } });
    await expect.poll(running).toBeUndefined();
    expect(safety.getState()).toMatchObject({
      backup: { failure: { code: 'backup.folder-gone' } },
      storage: { free: 5, reserve: 'released' },
    });
    stop();
    tell({ type: 'storage', storage: { free: 6, reserve: 'ready' } });
    expect(safety.getState().storage?.free).toBe(5);
  });
});
