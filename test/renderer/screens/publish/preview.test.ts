import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pageInSight } from '#renderer/ui/pdf/page-in-sight.ts';
import {
  initialPreview,
  isOutdated,
  type PreviewEvent,
  reducePreview,
} from '#renderer/screens/publish/preview/preview-state.ts';
import { Preview } from '#renderer/screens/publish/preview/preview-store.ts';
import { createJobs } from '#renderer/stores/jobs.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { JobOf } from '#shared/host/job-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { InspectionId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';

const inspection = v.parse(InspectionId, `i${'0'.repeat(20)}`);
const notice = (mark: string): Notice => {
  const sha256 = v.parse(Sha256, mark.repeat(64).slice(0, 64));
  const file = { sha256, name: `${mark}.pdf`, size: 1, pages: 3 };
  return { pdf: file, xlsx: { ...file, pages: null }, signatures: [], final: false };
};

/** A host that only knows jobs, and does nothing but what the test says. */
function jobHost() {
  const listeners = new Set<(event: HostEvent) => void>();
  const jobs = new Map<string, JobOf<'notice'>>();
  const asked: { readonly job: string; readonly edition: string }[] = [];
  const cancelled: string[] = [];
  const change = (id: string, patch: Partial<JobOf<'notice'>>) => {
    const job = { id, kind: 'notice' as const, phase: '', done: 0, total: 0, state: { is: 'running' as const } };
    const next: JobOf<'notice'> = { ...job, ...jobs.get(id), ...patch };
    jobs.set(id, next);
    for (const listener of listeners) listener({ type: 'job', job: next });
  };
  const answer = (name: string, input: unknown): unknown => {
    const said = v.parse(v.object({ job: v.optional(v.string(), ''), edition: v.optional(v.string(), '') }), input);
    if (name === 'job:get') {
      const job = jobs.get(said.job);
      return job === undefined ? err('app.bad-request', { path: 'job' }) : ok(job);
    }
    if (name === 'job:cancel') {
      cancelled.push(said.job);
      change(said.job, { state: { is: 'cancelled' } });
      return ok({});
    }
    const job = `j${asked.length + 1}`;
    asked.push({ job, edition: said.edition });
    change(job, {});
    return ok({ job, kind: 'notice' });
  };
  const host: HostApi = {
    // A fake answers what the test set up for that very call.
    call: async (name, input) => answer(name, input) as never,
    upload: async () => err('app.unknown-call'),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { host, asked, cancelled, change, listeners };
}

/** A clock that stands until it is told to go. */
function hand() {
  const waiting = new Set<() => void>();
  const add = (task: () => void) => {
    waiting.add(task);
    return () => void waiting.delete(task);
  };
  const strike = () => {
    const due = [...waiting];
    waiting.clear();
    for (const task of due) task();
  };
  return { add, strike, waiting };
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('what the preview shows', () => {
  const after = (...events: PreviewEvent[]) => events.reduce(reducePreview, initialPreview('web'));
  const made: readonly PreviewEvent[] = [
    { is: 'changed' },
    { is: 'started', revision: 1, work: 'w1' },
    { is: 'made', revision: 1, edition: 'web', notice: notice('a') },
  ];

  it('keeps the former page, marked as stale, while a newer one is made', () => {
    expect(isOutdated(after(...made))).toBe(false);
    const stale = after(...made, { is: 'changed' }, { is: 'started', revision: 2, work: 'w2' });
    expect(stale.shown?.notice).toEqual(notice('a'));
    expect(isOutdated(stale)).toBe(true);
  });

  it('lets what is overtaken change nothing', () => {
    const state = after(...made, { is: 'changed' }, { is: 'started', revision: 2, work: 'w2' });
    expect(reducePreview(state, { is: 'made', revision: 1, edition: 'web', notice: notice('b') })).toBe(state);
    expect(reducePreview(state, { is: 'failed', revision: 1, failure: { code: 'publication.failed' } })).toBe(state);
  });

  it('tells a failure only of what is still wanted', () => {
    const failure = { code: 'publication.failed' as const };
    const alone = after(
      ...made,
      { is: 'changed' },
      { is: 'started', revision: 2, work: 'w2' },
      { is: 'failed', revision: 2, failure },
    );
    expect(alone.failure).toEqual(failure);
    const overtaken = after(
      ...made,
      { is: 'changed' },
      { is: 'started', revision: 2, work: 'w2' },
      { is: 'changed' },
      { is: 'failed', revision: 2, failure },
    );
    expect(overtaken.failure).toBeNull();
  });
});

describe('making previews', () => {
  const start = () => {
    const fake = jobHost();
    const later = hand();
    const every = hand();
    const jobs = createJobs(fake.host, every.add);
    const needs = { host: fake.host, jobs: jobs.getState(), inspection, edition: 'web', later: later.add } as const;
    const preview = new Preview(needs);
    const works = () => jobs.getState().works;
    return { ...fake, later, every, preview, works, state: () => preview.store.getState() };
  };
  const done = (mark: string) => ({ state: { is: 'done' as const, product: notice(mark) } });

  it('makes the first at once and the next when the facts rest', async () => {
    const { preview, asked, change, later, state, works } = start();
    preview.changed();
    await settled();
    expect(asked).toHaveLength(1);
    change('j1', { phase: 'draw', done: 2, total: 5 });
    await expect
      .poll(works)
      .toMatchObject([{ id: state().making?.work, progress: { phase: 'draw', done: 2, total: 5 } }]);
    change('j1', done('a'));
    await settled();
    expect(state()).toMatchObject({ making: null, shown: { notice: notice('a') } });
    preview.changed();
    preview.changed();
    await settled();
    expect(asked).toHaveLength(1);
    later.strike();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('gives up what nobody wants any more, and makes the edition asked for', async () => {
    const { preview, asked, cancelled, change, state } = start();
    preview.changed();
    await settled();
    preview.setEdition('print');
    await settled();
    expect(cancelled).toEqual(['j1']);
    expect(asked.map(({ edition }) => edition)).toEqual(['web', 'print']);
    change('j2', done('b'));
    await settled();
    expect(state()).toMatchObject({ shown: { edition: 'print' }, making: null, failure: null });
  });

  it('stops when asked to, says so, and can be told to try again', async () => {
    const { preview, asked, state } = start();
    preview.changed();
    await settled();
    preview.cancel();
    await settled();
    expect(state()).toMatchObject({ making: null, failure: { code: 'publication.cancelled' } });
    preview.make();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('leaves no job behind when the screen is left, and nothing that asks for one', async () => {
    const { preview, cancelled, later, every, works } = start();
    preview.changed();
    await settled();
    preview.close();
    await settled();
    expect(cancelled).toEqual(['j1']);
    expect([works().length, later.waiting.size, every.waiting.size]).toEqual([0, 0, 0]);
  });
});

describe('the page in sight', () => {
  it('is the one a third of the way down', () => {
    const tops = [14, 600, 1200];
    expect(pageInSight(tops, 0, 600)).toBe(1);
    expect(pageInSight(tops, 390, 600)).toBe(1);
    expect(pageInSight(tops, 400, 600)).toBe(2);
    expect(pageInSight(tops, 5000, 600)).toBe(3);
    expect(pageInSight([], 0, 600)).toBe(1);
  });
});
