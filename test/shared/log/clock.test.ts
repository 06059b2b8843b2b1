import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitDrafts } from '#shared/log/standing.ts';
import { clockDraft } from '#shared/log/clock.ts';
import { fold } from '#shared/log/fold.ts';
import { changesFacts } from '#shared/log/events.ts';
import { answer, CREATED, device, laptops, note } from './events.ts';

const NOON = Date.UTC(2024, 7, 1, 12);
const MINUTE = 60_000;
const MINE = device('a');

/** One laptop's stream, written at these wall clocks, each write recording first what is to be recorded. */
function writtenAt(...walls: readonly number[]) {
  const team = laptops();
  team.write('a', walls[0] ?? NOON, [CREATED]);
  for (const [index, wall] of walls.slice(1).entries()) {
    const seen = clockDraft({ wall, moved: 0 }, team.all(), MINE);
    team.write('a', wall, [...(seen === null ? [] : [seen]), note(`第${index}次`)]);
  }
  return team.all();
}

const observed = (walls: readonly number[]) =>
  (fold(writtenAt(...walls))?.clocks ?? []).map(({ kind, by }) => [kind, by]);

describe('what is recorded of a clock', () => {
  it('[LG15] a clock more than 2 minutes before the last event is recorded; 2 minutes are not', () => {
    expect(observed([NOON, NOON - 2 * MINUTE])).toEqual([]);
    expect(observed([NOON, NOON - 2 * MINUTE - 1])).toEqual([['behind', -2 * MINUTE - 1]]);
  });

  it('[LG15] once, however long it stays behind, and again when it falls behind anew', () => {
    const hour = 60 * MINUTE;
    const back = [NOON, NOON - hour, NOON - hour + 1, NOON - hour + MINUTE, NOON - 2 * hour];
    expect(observed(back)).toEqual([['behind', -hour]]);
    expect(observed([...back, NOON + hour, NOON])).toEqual([
      ['behind', -hour],
      ['behind', -hour],
    ]);
  });

  it('[LG15] a clock that was set while the program ran is recorded with how far, both ways', () => {
    const events = writtenAt(NOON);
    const draft = (moved: number) => clockDraft({ wall: NOON + 5.5, moved }, events, MINE)?.payload ?? null;
    expect([draft(2 * MINUTE), draft(-2 * MINUTE)]).toEqual([null, null]);
    expect(draft(3 * MINUTE + 0.4)).toEqual({ kind: 'moved', wall: NOON + 5, by: 3 * MINUTE });
    expect(draft(-9 * MINUTE)).toEqual({ kind: 'moved', wall: NOON + 5, by: -9 * MINUTE });
  });

  it('[LG15] another laptop’s clock is its own matter', () => {
    const team = laptops();
    team.write('b', NOON + 600 * MINUTE, [CREATED]);
    expect(clockDraft({ wall: NOON, moved: 0 }, team.all(), MINE)).toBeNull();
  });

  it('[LG16] recording changes no fact, no conflict and no order of the other events', () => {
    const walls = fc.array(fc.integer({ min: NOON - 1e9, max: NOON + 1e9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(walls, (times) => {
        const events = writtenAt(...times);
        const state = fold(events);
        const texts = events.flatMap(({ type, payload }) => (type === 'note.set' ? [payload['text']] : []));
        expect(texts).toEqual(times.slice(1).map((_, index) => `第${index}次`));
        expect(state?.facts.notes[1]).toBe(texts.at(-1));
        expect([state?.conflicts, state?.unknownEvents]).toEqual([[], []]);
      }),
    );
  });

  it('[LG16] it is not a late change of a finalised inspection', () => {
    const seen = clockDraft({ wall: NOON, moved: 5 * MINUTE }, writtenAt(NOON), MINE);
    expect(changesFacts(seen)).toBe(false);
    expect(changesFacts(answer('devices', 1))).toBe(true);
  });

  it('only the host observes: a window that claims to is refused', () => {
    const payload = { kind: 'moved', wall: NOON, by: 0 } as const;
    const refused = admitDrafts([{ type: 'clock.observed', payload }], false);
    expect(refused).toEqual({ ok: false, error: { code: 'app.bad-request', detail: { path: 'drafts.0.type' } } });
  });
});
