import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { DeviceId } from '#shared/ids.ts';
import { causalOrder } from '#shared/log/causal-order.ts';
import { Draft as DraftSchema } from '#shared/log/events.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import { EMPTY_FOLD, fold, foldInto } from '#shared/log/fold.ts';
import { readEvent } from '#shared/log/read-event.ts';
import { growth } from '#test/support/steps.ts';
import { answer, CREATED, INSPECTION, laptops, note } from './events.ts';

/** What twice the events may cost: twice the steps, and what sorting adds. */
const LINEAR = 2.3;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const whole = (value: Readonly<Record<string, boolean>>): Draft => ({
  type: 'answer.set',
  payload: { clause: '1a', estate: null, field: 'boxes', option: null, value },
});
const box = (name: string, value = true): Draft => answer('boxes', value, name);
const manyBoxes = (count: number) => Object.fromEntries(numbers(count).map((index) => [`框${index}`, index % 2 === 0]));

/** Events of one laptop, and the events of many of which none saw another. */
const alone = (drafts: readonly Draft[]): Event[] => laptops().write('a', 1_700_000_000_000, [CREATED, ...drafts]);
const apart = (count: number, draft: (index: number) => Draft, first: readonly Draft[] = []): Event[] => {
  const world = laptops();
  const begun = world.write('a', 1_700_000_000_000, [CREATED, ...first]);
  return [...begun, ...numbers(count).flatMap((index) => world.write(`b${index}`, 1_700_000_000_000, [draft(index)]))];
};

const cases: readonly (readonly [string, (count: number) => Event[]])[] = [
  ['boxes named in one event', (n) => alone([whole(manyBoxes(n))])],
  ['boxes ticked one by one', (n) => alone(numbers(n).map((index) => box(`框${index}`)))],
  ['a whole checklist, then each box', (n) => alone([whole(manyBoxes(n)), ...numbers(n).map((i) => box(`框${i}`))])],
  [
    'boxes, then the whole checklist again and again',
    (n) => alone([...numbers(n).map((i) => box(`框${i}`)), ...numbers(n).map((i) => whole({ [`框${i}`]: true }))]),
  ],
  ['a whole checklist and boxes written at the same time', (n) => apart(40, () => whole(manyBoxes(n)), [whole({})])],
  ['notes written again and again', (n) => alone(numbers(n).map((index) => note(`第${index}次`, (index % 30) + 1)))],
  [
    '小区 with facts and answers',
    (n) =>
      alone(
        numbers(n).flatMap((index): Draft[] => [
          { type: 'estate.set', payload: { id: `e${index}`, name: `小区${index}`, facts: { households: index } } },
          {
            type: 'answer.set',
            payload: { clause: '4a', estate: `e${index}`, field: 'x', option: null, value: index },
          },
        ]),
      ),
  ],
];

describe('what an inspection costs, for any number of events', () => {
  it.each(cases)('[LG22] folding grows with them alone: %s', (_name, make) => {
    expect(
      growth((size) => {
        const events = make(size);
        return () => fold(events);
      }, 200),
    ).toBeLessThan(LINEAR);
  });

  it.each(cases)('[LG22] events heard again cost no more than reading them: %s', (_name, make) => {
    expect(
      growth((size) => {
        const events = make(size);
        const known = foldInto(EMPTY_FOLD, events);
        return () => foldInto(known, structuredClone(events));
      }, 200),
    ).toBeLessThan(LINEAR);
  });
});

describe('how much one answer may say', () => {
  const entries = (count: number): Draft => ({
    type: 'answer.set',
    payload: {
      clause: '1a',
      estate: null,
      field: 'list',
      option: null,
      value: numbers(count).map((index) => ({ name: `第${index}项`, answers: {} })),
    },
  });
  const longOption = answer('boxes', true, '长'.repeat(61));

  it('[LG22] more boxes or entries than anybody needs are not written', () => {
    const admitted = (draft: Draft) => v.is(DraftSchema, draft);
    expect([whole(manyBoxes(500)), entries(1000)].map(admitted)).toEqual([true, true]);
    expect([whole(manyBoxes(501)), entries(1001), longOption].map(admitted)).toEqual([false, false, false]);
  });

  it('[LG22] what was written before is read, all of it; what is no answer is not', () => {
    const [, boxes, list, wrong] = alone([whole(manyBoxes(501)), entries(1001), longOption]);
    const read = [boxes, list, wrong].map((event) => event && readEvent(event).draft);
    expect(read).toEqual([whole(manyBoxes(501)), entries(1001), null]);
    const state = fold(alone([whole(manyBoxes(501))]));
    expect(state?.unknownEvents).toEqual([]);
    expect(Object.keys(state?.facts.answers['1a']?.['boxes'] ?? {})).toHaveLength(501);
  });
});

describe('the order of many streams', () => {
  const id = (index: number) => v.parse(DeviceId, `many-${index}`);
  const stranger = (index: number, deps: Event['deps'], seq = 1): Event => ({
    type: 'note.set',
    v: 1,
    inspection: INSPECTION,
    device: id(index),
    seq,
    prev: null,
    hlc: { wall: 1_700_000_000_000 - index, count: 0 },
    deps,
    author: '',
    payload: { indicator: 1, text: '' },
  });

  it('[LG22] streams that saw each other in a row are put in order in steps that grow with their number', () => {
    expect(
      growth((size) => {
        const events = numbers(size).map((i) => stranger(i, i === 0 ? {} : { [id(i - 1)]: 1 }));
        return () => causalOrder(events);
      }, 200),
    ).toBeLessThan(LINEAR);
  });

  it('[LG22] streams that all wait for the last event of a long one are asked once', () => {
    expect(
      growth((size) => {
        const long = numbers(size).map((i) => stranger(0, {}, i + 1));
        const waiting = numbers(size).map((i) => stranger(i + 1, { [id(0)]: size }));
        return () => causalOrder([...waiting, ...long]);
      }, 200),
    ).toBeLessThan(LINEAR);
  });

  it('[LG2] whoever waits comes behind, the clock decides where deps form a circle', () => {
    const order = causalOrder([
      stranger(1, { [id(2)]: 1 }),
      stranger(2, { [id(3)]: 1 }),
      stranger(3, {}),
      stranger(4, { [id(5)]: 1 }),
      stranger(5, { [id(4)]: 1 }),
      stranger(6, { [id(4)]: 1 }),
    ]);
    expect(order.map(({ device }) => device)).toEqual([3, 2, 1, 6, 5, 4].map(id));
  });
});
