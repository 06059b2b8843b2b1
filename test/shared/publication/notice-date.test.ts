import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { writtenAt } from '#shared/log/clock.ts';
import type { Draft } from '#shared/log/events.ts';
import { fold } from '#shared/log/fold.ts';
import { chinaDayStart, chinaMinute } from '#shared/publication/chinese-date.ts';
import { dateDoubts, isAhead, usualDate } from '#shared/publication/notice-date.ts';
import { noticeInputOf, settlementOf } from '#shared/publication/notice-input.ts';
import { Sha256 } from '#shared/ids.ts';
import { catalogue, sampleInput } from '#test/electron/publish/sample.ts';
import { CREATED, laptops, note } from '#test/shared/log/events.ts';

const TRUE = Date.UTC(2026, 10, 27, 18);
const AHEAD = TRUE + 10 * 365 * 86_400_000;
const sha = v.parse(Sha256, 'a'.repeat(64));
const finalised = (more: object = {}): Draft => ({
  type: 'inspection.finalised',
  payload: { by: '王审核', factsSha256: sha, accepted: [], ...more },
});
const behind: Draft = { type: 'clock.observed', payload: { kind: 'behind', wall: TRUE, by: TRUE - AHEAD } };

/** An inspection whose logical clock one note drove ten years ahead. */
function driven(last: readonly Draft[]) {
  const world = laptops();
  const events = [
    ...world.write('a', TRUE - 86_400_000, [CREATED]),
    ...world.write('a', AHEAD, [note('时钟快了十年')]),
    ...world.write('a', TRUE, last),
  ];
  const state = fold(events);
  if (state === null || state.finalised === null) throw new Error('not finalised');
  return { state, finalised: state.finalised };
}
const inputOf = (last: readonly Draft[], now: number) => {
  const { state, finalised: of } = driven(last);
  const { facts } = state;
  const source = { catalogue, catalogueSha256: sampleInput.catalogueSha256, facts, edition: 'web' as const };
  return noticeInputOf({ ...source, settled: settlementOf(of, state) }, now);
};

describe('the date under a notice', () => {
  it('[PU23] is that of the host’s clock at 定稿, wherever the logical clock stands', () => {
    const { finalised: of } = driven([finalised({ wall: TRUE })]);
    expect(of.event.hlc.wall).toBe(AHEAD);
    expect(inputOf([finalised({ wall: TRUE })], 0)).toMatchObject({
      date: '2026-11-28',
      createdAt: new Date(TRUE).toISOString(),
    });
  });

  it('[PU23] is the one that was confirmed', () => {
    expect(inputOf([finalised({ wall: TRUE, noticeDate: '2026-11-20' })], 0).date).toBe('2026-11-20');
  });

  it('[PU23][LG17] of a 定稿 that says no time comes from the last look at the clock', () => {
    expect(inputOf([behind, finalised()], 0).date).toBe('2026-11-28');
    // Without any look the logical clock is all there is; such a notice is ahead of its signature and not signed.
    const blind = inputOf([finalised()], 0);
    expect(blind.date).toBe('2036-11-25');
    expect(isAhead(blind, TRUE)).toBe(true);
  });

  it('[PU10] does not depend on when the notice is made', () => {
    expect(inputOf([finalised({ wall: TRUE })], 1)).toEqual(inputOf([finalised({ wall: TRUE })], AHEAD));
  });

  it('an event that led its device’s clock was written when it says', () => {
    const { state } = driven([finalised()]);
    const [created] = state.history;
    expect(created && writtenAt(created.event, state.history)).toBe(TRUE - 86_400_000);
  });

  it('[PU23] an event behind a driven clock was written at its own device’s last look at the clock, nobody else’s', () => {
    const world = laptops();
    const hour = TRUE + 3_600_000;
    const look = (wall: number): Draft => ({
      type: 'clock.observed',
      payload: { kind: 'behind', wall, by: wall - hour },
    });
    world.write('a', TRUE, [CREATED, note('甲先写'), note('甲再写')]);
    world.carry('a', 'b');
    world.write('b', hour, [note('时钟快了一小时')]);
    world.write('b', TRUE + 5000, [look(TRUE + 5000)]);
    world.carry('b', 'a');
    const [late] = world.write('a', TRUE + 9000, [note('看过乙之后')]);
    const [last] = world.write('b', TRUE + 7000, [note('乙再写')]);
    const history = fold(world.all())?.history ?? [];
    expect([late?.hlc.wall, last?.hlc.wall]).toEqual([hour, hour]);
    expect(last && writtenAt(last, history)).toBe(TRUE + 5000);
    expect(late && writtenAt(late, history)).toBe(hour);
  });

  it('[PU23] is asked about where it cannot quite be', () => {
    const { state } = driven([behind, finalised()]);
    const look = { folded: { ...state, clocks: [] }, now: AHEAD };
    const usual = usualDate(state.facts, AHEAD);
    expect(dateDoubts({ ...look, day: usual })).toEqual([]);
    expect(dateDoubts({ ...look, day: '2036-11-26' })).toEqual(['future']);
    expect(dateDoubts({ ...look, day: '2036-11-24' })).toEqual(['not-today']);
    expect(dateDoubts({ ...look, now: TRUE, day: '2026-11-28' })).toEqual(['clock-behind']);
    expect(dateDoubts({ ...look, day: '2020-01-01' })).toEqual(['not-today', 'before-period']);
    const moved = { ...state.history[0], kind: 'moved', wall: TRUE, by: 1e6 } as const;
    const clocks = moved.event === undefined ? [] : [{ ...moved, event: moved.event }];
    expect(dateDoubts({ day: usual, now: AHEAD, folded: { ...state, clocks } })).toEqual(['clock-moved']);
  });

  it('[PU23] names Beijing’s day and minute, wherever the computer stands', () => {
    expect(chinaMinute(TRUE)).toBe('2026-11-28 02:00');
    expect(new Date(chinaDayStart('2026-11-28')).toISOString()).toBe('2026-11-27T16:00:00.000Z');
    expect(isAhead({ date: '2026-11-28', createdAt: new Date(TRUE).toISOString() }, TRUE)).toBe(false);
    expect(isAhead({ date: '2026-11-29', createdAt: new Date(TRUE).toISOString() }, TRUE)).toBe(true);
    expect(isAhead({ date: '2026-11-28', createdAt: new Date(TRUE + 1).toISOString() }, TRUE)).toBe(true);
  });
});
