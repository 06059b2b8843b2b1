import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { createJobs, type Following, workOf } from '#renderer/stores/jobs.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Job, JobOf } from '#shared/host/job-records.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { InspectionId } from '#shared/ids.ts';
import { err, ok, type Answer } from '#shared/result.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Update = JobOf<'update'>;
const job = (id: string, patch: Partial<Update> = {}): Update => ({
  id,
  kind: 'update',
  phase: 'download',
  done: 0,
  total: 9000,
  state: { is: 'running' },
  ...patch,
});
const DONE = { is: 'done', product: null } as const;

/** A window whose host says and answers what the test says, and is asked when the test says. */
function open() {
  const listeners = new Set<(event: HostEvent) => void>();
  const known = new Map<string, Job>();
  const cancelled: string[] = [];
  const waiting = new Set<() => void>();
  const answers: Readonly<Record<string, (input: object) => unknown>> = {
    'job:get': (input) => {
      const found = 'job' in input && typeof input.job === 'string' ? known.get(input.job) : undefined;
      return found === undefined ? err('app.bad-request', { path: 'job' }) : ok(found);
    },
    'job:list': () => ok([...known.values()].filter(({ state }) => state.is === 'running')),
    'job:cancel': (input) => {
      if ('job' in input && typeof input.job === 'string') cancelled.push(input.job);
      return ok({});
    },
  };
  const host: HostApi = {
    ...createMemoryHost(),
    call: async (name, input) => (answers[name]?.(input) ?? err('app.unknown-call')) as never,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const say = (event: HostEvent) => listeners.forEach((listener) => listener(event));
  const store = createJobs(host, (task) => {
    waiting.add(task);
    return () => void waiting.delete(task);
  });
  let drawn = 0;
  store.subscribe(() => (drawn += 1));
  return {
    store,
    jobs: store.getState(),
    works: () => store.getState().works,
    drawn: () => drawn,
    cancelled,
    known,
    waiting,
    tell: (told: Job) => {
      known.set(told.id, told);
      say({ type: 'job', job: told });
    },
    say,
    strike: () => [...waiting].forEach((task) => task()),
    settled: () => vi.advanceTimersByTimeAsync(0),
  };
}

/** The answer that names a job, given when the test says. */
function naming() {
  let name: (id: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => (name = resolve));
  return { name: (id: string) => name(id), start: async () => ok({ job: await answer, kind: 'update' } as const) };
}

describe('work under way', () => {
  it('a job that is begun here is shown at once, followed by its name, and gone with its end', async () => {
    const { jobs, works, tell, settled, waiting } = open();
    const { start, name } = naming();
    const { work, end } = jobs.follow(start);
    expect(works()).toEqual([{ id: work, kind: null, progress: { phase: '', done: 0, total: 0 } }]);
    tell(job('j1', { done: 3 }));
    name('j1');
    await settled();
    expect(works()).toEqual([{ id: work, kind: 'update', progress: { phase: 'download', done: 3, total: 9000 } }]);
    tell(job('j1', { state: DONE }));
    expect(works()).toEqual([]);
    expect(await end).toEqual(ok(null));
    expect(waiting.size).toBe(0);
  });

  it('what a job leaves behind is typed by the call that starts it', () => {
    const { jobs } = open();
    const host = createMemoryHost();
    const inspection = v.parse(InspectionId, `i${'0'.repeat(20)}`);
    const begin = () => jobs.follow(() => host.call('package:export', { inspection }));
    expectTypeOf(begin).returns.toEqualTypeOf<Following<PackageFile>>();
  });

  it('an end that came before the answer that names the job is not lost', async () => {
    const { jobs, tell, works } = open();
    const { start, name } = naming();
    const { end } = jobs.follow(start);
    tell(job('j1'));
    tell(job('j1', { state: { is: 'failed', failure: { code: 'update.wrong-hash' } } }));
    name('j1');
    expect(await end).toEqual(err('update.wrong-hash'));
    expect(works()).toEqual([]);
  });

  it('is asked for now and then, so that a lost event costs no more than waiting', async () => {
    const { jobs, known, strike, settled } = open();
    known.set('j1', job('j1'));
    const { end } = jobs.follow(async () => ok({ job: 'j1', kind: 'update' } as const));
    await settled();
    known.set('j1', job('j1', { state: { is: 'cancelled' } }));
    strike();
    expect(await end).toEqual(err('update.cancelled'));
  });

  it('a host that knows nothing of the job any more ends it', async () => {
    const { jobs, known, strike, settled } = open();
    known.set('j1', job('j1'));
    const { end } = jobs.follow(async () => ok({ job: 'j1', kind: 'update' } as const));
    await settled();
    known.clear();
    strike();
    expect(await end).toMatchObject(err('app.bad-request'));
  });

  it('a job that could not be started is gone, with the reason', async () => {
    const { jobs, works } = open();
    const refused: Answer<{ job: string; kind: 'update' }> = Promise.resolve(err('update.busy'));
    expect(await jobs.follow(() => refused).end).toEqual(err('update.busy'));
    expect(works()).toEqual([]);
  });

  it('called off before it has a name, it is called off as soon as it has one', async () => {
    const { jobs, cancelled, settled, known } = open();
    known.set('j1', job('j1'));
    const { start, name } = naming();
    const { work } = jobs.follow(start);
    jobs.cancel(work);
    await settled();
    expect(cancelled).toEqual([]);
    name('j1');
    await settled();
    expect(cancelled).toEqual(['j1']);
  });

  it('what the window does by itself is shown, told of and called off like a job', async () => {
    const { jobs, works } = open();
    const { work, end } = jobs.run('send', ({ signal, tell }) => {
      tell(1, 2);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(err('package.cancelled'))));
    });
    expect(works()).toMatchObject([{ id: work, kind: null, progress: { phase: 'send' } }]);
    await vi.advanceTimersByTimeAsync(100);
    expect(works()).toMatchObject([{ progress: { phase: 'send', done: 1, total: 2 } }]);
    jobs.cancel(work);
    expect(await end).toEqual(err('package.cancelled'));
    expect(works()).toEqual([]);
  });

  it('a window that is loaded anew, and a second one, know what is under way and see it end', async () => {
    const { store, jobs, known, tell, cancelled, say, waiting } = open();
    known.set('j1', job('j1', { done: 7 }));
    known.set('j2', job('j2', { state: DONE }));
    await jobs.load();
    await vi.advanceTimersByTimeAsync(100);
    expect(workOf('update')(store.getState())).toMatchObject({ id: 'j1', progress: { done: 7 } });
    expect(store.getState().works).toHaveLength(1);
    jobs.cancel('j1');
    expect(cancelled).toEqual(['j1']);
    tell(job('j1', { state: { is: 'cancelled' } }));
    await vi.advanceTimersByTimeAsync(100);
    expect([store.getState().works.length, waiting.size]).toEqual([0, 0]);
    // And what began while the host could not be heard.
    known.set('j3', job('j3'));
    say({ type: 'connection', state: 'back' });
    await vi.advanceTimersByTimeAsync(100);
    expect(workOf('update')(store.getState())).toMatchObject({ id: 'j3' });
  });

  it('a late answer brings nothing back that has ended', async () => {
    const { jobs, known, tell, works, strike, settled } = open();
    known.set('j1', job('j1'));
    const { end } = jobs.follow(async () => ok({ job: 'j1', kind: 'update' } as const));
    await settled();
    strike();
    tell(job('j1', { state: DONE }));
    expect(await end).toEqual(ok(null));
    await vi.advanceTimersByTimeAsync(1000);
    expect(works()).toEqual([]);
  });

  it('ten thousand tellings of three jobs in one turn are drawn a handful of times, and every end is told', async () => {
    const { jobs, works, tell, drawn, settled } = open();
    tell(job('j1'));
    const { end } = jobs.follow(async () => ok({ job: 'j1', kind: 'update' } as const));
    await settled();
    await vi.advanceTimersByTimeAsync(1000);
    const before = drawn();
    for (let done = 1; done <= 9000; done += 1) for (const id of ['j1', 'j2', 'j3']) tell(job(id, { done }));
    expect(drawn() - before).toBeLessThanOrEqual(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(works().map(({ progress }) => progress.done)).toEqual([9000, 9000, 9000]);
    expect(drawn() - before).toBeLessThanOrEqual(2);
    // Others that begin and end as fast are no drawing each.
    for (let other = 0; other < 3000; other += 1) {
      tell(job(`k${other}`));
      tell(job(`k${other}`, { state: DONE }));
    }
    tell(job('j1', { state: DONE }));
    expect(await end).toEqual(ok(null));
    await vi.advanceTimersByTimeAsync(100);
    expect(works()).toHaveLength(2);
    expect(drawn() - before).toBeLessThanOrEqual(6);
  });

  it('progress of one leaves what is known of another as it was, so that nothing else is drawn', async () => {
    const { works, tell } = open();
    tell(job('j1'));
    tell(job('j2'));
    await vi.advanceTimersByTimeAsync(100);
    const [, other] = works();
    tell(job('j1', { done: 5 }));
    await vi.advanceTimersByTimeAsync(100);
    expect(works()[0]).toMatchObject({ progress: { done: 5 } });
    expect(works()[1]).toBe(other);
  });
});
