import { describe, expect, it } from 'vitest';
import { profileConflicts } from '#renderer/screens/projects/profile-conflicts.ts';
import { conflictsOf, indicatorOfConflict } from '#renderer/parts/conflicts-of.ts';
import { foldAll } from '#renderer/stores/fold-all.ts';
import { DeviceId } from '#shared/ids.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import * as v from 'valibot';
import { benchmark } from '#test/fixtures/read.ts';
import { answer, hostWithSample, journalOf, newDisk, openWindow } from '../stores/window.ts';

const catalogue = benchmark();
const indicator = (no: number) => {
  const found = catalogue.categories.flatMap((category) => category.indicators).find((one) => one.no === no);
  if (found === undefined) throw new Error(`no indicator ${no}`);
  return found;
};

/** Two people with the same past, each recording without seeing the other. */
async function twoAtOnce(first: Draft, second: Draft) {
  const { host, id } = await hostWithSample();
  const past = await journalOf(host, id);
  const last = past.at(-1);
  if (last === undefined) throw new Error('empty journal');
  const by = (name: string, draft: Draft): Event => ({
    ...last,
    device: v.parse(DeviceId, name),
    seq: 1,
    prev: null,
    deps: { [last.device]: last.seq },
    hlc: { wall: last.hlc.wall + 1000, count: 0 },
    author: name,
    type: draft.type,
    payload: { ...draft.payload },
  });
  const events = [...past, by('laptop-bing', first), by('laptop-yi', second)];
  const settle = (draft: Draft): Event => ({
    ...by('laptop-bing', draft),
    seq: 2,
    deps: { [last.device]: last.seq, [v.parse(DeviceId, 'laptop-yi')]: 1 },
  });
  const conflictsAfter = (more: readonly Event[]) => foldAll([...events, ...more]).inspection?.conflicts ?? [];
  return { conflicts: conflictsAfter([]), settle, conflictsAfter };
}

describe('a conflict', () => {
  it('shows on its own indicator with both values, and the chosen one settles it', async () => {
    const { conflicts, settle, conflictsAfter } = await twoAtOnce(
      answer('1a', 'gigabit', 2800),
      answer('1a', 'gigabit', 2790),
    );
    const [conflict] = conflictsOf(conflicts, catalogue, indicator(1));
    if (conflict === undefined) throw new Error('no conflict');
    expect(new Set([conflict.shown, ...conflict.others].map(({ value }) => value))).toEqual(new Set([2790, 2800]));
    expect(conflictsOf(conflicts, catalogue, indicator(2))).toEqual([]);
    expect(indicatorOfConflict(conflict)).toBe(1);
    const chosen = conflict.others[0]?.draft;
    if (chosen === undefined) throw new Error('no other value');
    expect(conflictsAfter([settle(chosen)])).toEqual([]);
  });

  it('about a fact of the community shows in 项目资料 and on every indicator that uses the fact', async () => {
    const households = (value: number): Draft => ({
      type: 'answer.set',
      payload: { clause: null, estate: null, field: 'households', option: null, value },
    });
    const { conflicts } = await twoAtOnce(households(2813), households(2900));
    expect(profileConflicts(conflicts)).toHaveLength(1);
    expect(conflictsOf(conflicts, catalogue, indicator(1))).toHaveLength(1);
    expect(conflictsOf(conflicts, catalogue, indicator(2))).toHaveLength(0);
  });

  it('is none where both wrote the same', async () => {
    const { conflicts } = await twoAtOnce(answer('1a', 'gigabit', 2800), answer('1a', 'gigabit', 2800));
    expect(conflicts).toEqual([]);
  });
});

describe('writing', () => {
  it('says how far the writer had seen, so that what came in meanwhile is not silently replaced', async () => {
    const { host, id } = await hostWithSample();
    const seen: (Reach | undefined)[] = [];
    const listening: HostApi = {
      ...host,
      call: async (name, input) => {
        if (name === 'inspection:append-events' && 'seen' in input) seen.push(input.seen);
        return host.call(name, input);
      },
    };
    const window = openWindow(listening, newDisk());
    await window.session().open(id);
    const length = (await journalOf(host, id)).length;
    await window.session().record([answer('1a', 'gigabit', 2800)]);
    expect(seen).toEqual([{ 'memory-laptop': length }]);
  });
});
