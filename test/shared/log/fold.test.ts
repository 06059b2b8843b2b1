import { describe, expect, it } from 'vitest';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import { EMPTY_FOLD, fold, foldInto } from '#shared/log/fold.ts';
import { reachOf } from '#shared/log/causality.ts';
import { answer, CATALOGUE_HASH, CREATED, device, INSPECTION, laptops, note, PROFILE } from './events.ts';

/** An inspection begun on laptop a and carried to b and c. */
function begun() {
  const world = laptops();
  world.write('a', 1000, [CREATED]);
  world.carry('a', 'b');
  world.carry('a', 'c');
  return world;
}

describe('writing after seeing', () => {
  it('[LG2] replaces the earlier value although the clock is years behind', () => {
    const world = begun();
    world.write('a', 5_000_000_000_000, [answer('count', 1)]);
    world.carry('a', 'b');
    world.write('b', 1, [answer('count', 2)]);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { count: 2 } });
    expect(state?.conflicts).toEqual([]);
  });

  it('[LG2] clearing is a write like any other', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 1), answer('count', null)]);
    expect(fold(world.all())?.facts.answers).toEqual({});
  });
});

describe('writing at the same time', () => {
  it('[LG3] shows the later by clock and surfaces the other', () => {
    const world = begun();
    world.write('a', 3000, [answer('count', 1)]);
    world.write('b', 2000, [answer('count', 2)]);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { count: 1 } });
    expect(state?.conflicts).toMatchObject([
      { register: { of: 'answer', field: 'count' }, shown: { value: 1 }, others: [{ value: 2 }] },
    ]);
  });

  it('[LG3] equal clocks are told apart by device', () => {
    const world = begun();
    world.write('b', 2000, [note('乙')]);
    world.write('a', 2000, [note('甲')]);
    expect(fold(world.all())?.facts.notes).toEqual({ 1: '乙' });
  });

  it('[LG3] the same value is no conflict', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 7)]);
    world.write('b', 3000, [answer('count', 7)]);
    expect(fold(world.all())?.conflicts).toEqual([]);
  });

  it('[LG3] different fields are no conflict', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 7)]);
    world.write('b', 3000, [answer('other', 8)]);
    expect(fold(world.all())?.conflicts).toEqual([]);
  });

  it('[LG3] a number cleared by one and changed by another is a conflict', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 7)]);
    world.carry('a', 'b');
    world.write('a', 3000, [answer('count', null)]);
    world.write('b', 3000, [answer('count', 8)]);
    expect(fold(world.all())?.conflicts).toHaveLength(1);
  });

  it('[LG4] stays a conflict when someone writes who saw only one of the values', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 1)]);
    world.write('b', 2000, [answer('count', 2)]);
    world.carry('a', 'c');
    world.write('c', 9000, [answer('count', 3)]);
    const [conflict] = fold(world.all())?.conflicts ?? [];
    expect(conflict).toMatchObject({ shown: { value: 3 }, others: [{ value: 2 }] });
  });

  it('[LG4] ends with the draft of a version, written by someone who saw them all', () => {
    const world = begun();
    world.write('a', 2000, [answer('count', 1)]);
    world.write('b', 3000, [answer('count', 2)]);
    world.carry('b', 'a');
    const [conflict] = fold(world.all())?.conflicts ?? [];
    world.write('a', 1, conflict?.others.map(({ draft }) => draft) ?? []);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { count: 1 } });
    expect(state?.conflicts).toEqual([]);
  });

  it('[LG4] writing from a screen that had not shown the other value does not end it', () => {
    const world = begun();
    const before = reachOf(world.all());
    world.write('b', 3000, [answer('count', 2)]);
    world.carry('b', 'a');
    world.write('a', 4000, [answer('count', 1)], before);
    expect(fold(world.all())?.conflicts).toHaveLength(1);
  });
});

describe('checklists', () => {
  const whole = (value: Record<string, boolean> | null) =>
    ({ type: 'answer.set', payload: { clause: '1a', estate: null, field: 'boxes', option: null, value } }) as const;
  const box = (option: string, value: boolean | null) => answer('boxes', value, option);

  it('[LG6] boxes ticked by two people at once are both ticked', () => {
    const world = begun();
    world.write('a', 2000, [box('充电桩', true)]);
    world.write('b', 2000, [box('路灯', false)]);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { boxes: { 充电桩: true, 路灯: false } } });
    expect(state?.conflicts).toEqual([]);
  });

  it('[LG6] a box set after the whole list changes that box alone', () => {
    const world = begun();
    world.write('a', 2000, [whole({ 充电桩: true, 路灯: true }), box('路灯', false)]);
    expect(fold(world.all())?.facts.answers).toEqual({ '1a': { boxes: { 充电桩: true, 路灯: false } } });
  });

  it('[LG6] clearing the list while someone ticks a box is a conflict about that box', () => {
    const world = begun();
    world.write('a', 2000, [whole({ 充电桩: true })]);
    world.carry('a', 'b');
    world.write('a', 3000, [whole(null)]);
    world.write('b', 4000, [box('路灯', true)]);
    const state = fold(world.all());
    expect(state?.facts.answers).toEqual({ '1a': { boxes: { 路灯: true } } });
    expect(state?.conflicts).toMatchObject([{ register: { option: '路灯' }, shown: { value: true } }]);
  });

  it('[LG6] a list with every box cleared is unanswered', () => {
    const world = begun();
    world.write('a', 2000, [box('充电桩', true), box('充电桩', null)]);
    expect(fold(world.all())?.facts.answers).toEqual({});
  });
});

describe('profile and 小区', () => {
  it('[LG7] a new profile leaves the figures it does not name', () => {
    const world = begun();
    const households = { clause: null, estate: null, field: 'households', option: null, value: 2813 } as const;
    const renamed = { ...PROFILE, community: '学苑二社区', facts: { residents: 5814 } };
    world.write('a', 2000, [
      { type: 'answer.set', payload: households },
      { type: 'profile.set', payload: { profile: renamed } },
    ]);
    expect(fold(world.all())?.facts.profile).toMatchObject({
      community: '学苑二社区',
      facts: { households: 2813, residents: 5814 },
    });
  });

  it('[LG7] a removed 小区 takes its answers along and brings them back', () => {
    const world = begun();
    const estate = (name: string | null) => ({ type: 'estate.set', payload: { id: 'east', name, facts: {} } }) as const;
    const closed = { clause: null, estate: 'east', field: 'closed', option: null, value: true } as const;
    world.write('a', 2000, [estate('东苑'), { type: 'answer.set', payload: closed }, estate(null)]);
    expect(fold(world.all())?.facts.estates).toEqual([]);
    world.write('a', 3000, [estate('东苑')]);
    expect(fold(world.all())?.facts.estates).toMatchObject([{ name: '东苑', facts: { closed: true } }]);
  });
});

describe('events of another making', () => {
  const foreign = (patch: Partial<Event>): Event => ({
    type: 'note.set',
    v: 1,
    inspection: INSPECTION,
    device: device('z'),
    seq: 1,
    prev: null,
    hlc: { wall: 1, count: 0 },
    deps: {},
    author: '',
    payload: { indicator: 1, text: '别处' },
    ...patch,
  });

  it.each([
    ['unknown-type', { type: 'drone.flown' }],
    ['unknown-type', { type: 'constructor' }],
    ['newer-version', { v: 2 }],
    ['bad-payload', { payload: { indicator: 'one' } }],
  ] as const)('[LG5] %s is kept and named: %j', (reason, patch) => {
    const events = [...begun().all(), foreign(patch)];
    const state = fold(events);
    expect(state?.unknownEvents).toMatchObject([{ reason, event: { device: 'laptop-z' } }]);
    expect(state?.history).toHaveLength(2);
    expect(state?.facts.notes).toEqual({});
  });

  it('[LG5] two different events under one number are both kept', () => {
    const twins = [foreign({}), foreign({ payload: { indicator: 1, text: '副本' } })];
    const state = fold([...begun().all(), ...twins, ...twins]);
    expect(state?.history).toHaveLength(3);
    expect(state?.conflicts).toHaveLength(1);
  });

  it('[LG5] hostile field names become plain fields', () => {
    const payload = { clause: '1a', estate: null, field: '__proto__', option: null, value: 1 };
    const state = fold([...begun().all(), foreign({ type: 'answer.set', payload })]);
    expect(Object.getPrototypeOf(state?.facts.answers['1a'])).toBe(Object.prototype);
  });

  it('[LG1] without a readable beginning there is no state', () => {
    expect(fold([foreign({})])).toBeNull();
    expect(fold([])).toBeNull();
  });
});

describe('定稿', () => {
  const finalised: Draft = {
    type: 'inspection.finalised',
    payload: { by: '张三', factsSha256: CATALOGUE_HASH, accepted: [] },
  };

  it('[LG13] names changes that the finalising writer had not seen', () => {
    const world = begun();
    world.write('b', 2000, [note('同时')]);
    world.write('a', 3000, [finalised]);
    expect(fold(world.all())?.finalised).toMatchObject({ by: '张三', late: [{ device: 'laptop-b', seq: 1 }] });
  });

  it('[LG13] 撤销定稿 opens the inspection again', () => {
    const world = begun();
    world.write('a', 3000, [finalised, { type: 'inspection.reopened', payload: { by: '李四', reason: '更正' } }]);
    expect(fold(world.all())).toMatchObject({ finalised: null, reopenings: [{ by: '李四' }] });
  });
});

describe('adding to a fold', () => {
  it('[LG14] one’s own writing continues it, with the same result', () => {
    const world = begun();
    let state = foldInto(EMPTY_FOLD, world.all());
    for (let index = 1; index < 30; index += 1) {
      state = foldInto(state, world.write('a', 1000 * index, [answer(`f${index % 7}`, index)]));
    }
    expect(state.inspection).toEqual(fold(world.all()));
    expect(foldInto(state, world.all())).toBe(state);
  });
});
