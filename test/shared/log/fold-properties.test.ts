import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '#shared/log/canonical.ts';
import { concurrent, happenedBefore } from '#shared/log/causality.ts';
import { causalOrder } from '#shared/log/causal-order.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import { EMPTY_FOLD, fold, foldInto } from '#shared/log/fold.ts';
import { answer, CREATED, laptops, note } from './events.ts';

type Step =
  | { readonly is: 'write'; readonly by: string; readonly clock: number; readonly draft: Draft }
  | { readonly is: 'carry'; readonly by: string; readonly to: string };

const laptop = fc.constantFrom('a', 'b', 'c', 'd');
const boxes = fc.dictionary(fc.constantFrom('甲', '乙', '丙'), fc.boolean(), { maxKeys: 3 });

const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc.tuple(fc.constantFrom('x', 'y'), fc.option(fc.nat(3))).map(([field, value]) => answer(field, value)),
  fc
    .tuple(fc.constantFrom('甲', '乙', '丙'), fc.option(fc.boolean()))
    .map(([option, value]) => answer('boxes', value, option)),
  fc.option(boxes).map((value): Draft => ({
    type: 'answer.set',
    payload: { clause: '1a', estate: null, field: 'boxes', option: null, value },
  })),
  fc.constantFrom('一', '二').map((text) => note(text)),
);

// Clocks are wrong by years: causality alone must decide.
const clock = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1.7e12, max: 1.7e12 + 5 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('write' as const), by: laptop, clock, draft }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('carry' as const), by: laptop, to: laptop }) },
);

/** The events of a history in which laptops write and carry their streams to each other. */
const history: fc.Arbitrary<Event[]> = fc.array(step, { maxLength: 40 }).map((steps) => {
  const world = laptops();
  world.write('a', 1_700_000_000_000, [CREATED]);
  for (const to of ['b', 'c', 'd']) world.carry('a', to);
  for (const one of steps) {
    if (one.is === 'write') world.write(one.by, one.clock, [one.draft]);
    else if (one.by !== one.to) world.carry(one.by, one.to);
  }
  return world.all();
});

const shuffled = (events: readonly Event[]) =>
  fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 });

/** The same event as it would come from another place: equal, but not the same object. */
const copy = (event: Event): Event => structuredClone(event);

describe('fold, for any history of laptops', () => {
  it('[LG1] any order with any repetition gives the same state', () => {
    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
        ([events, delivery]) => {
          expect(canonicalText(fold(delivery.map(copy)))).toBe(canonicalText(fold(events)));
        },
      ),
    );
  });

  it('[LG14] any splitting into deliveries gives the same state', () => {
    const cut = history.chain((events) => fc.tuple(fc.constant(events), shuffled(events), fc.nat(80), fc.nat(80)));
    fc.assert(
      fc.property(cut, ([events, delivery, first, second]) => {
        const [from, to] = first < second ? [first, second] : [second, first];
        const parts = [delivery.slice(0, from), delivery.slice(from, to), delivery.slice(to)];
        const state = parts.reduce((sum, part) => foldInto(sum, part.map(copy)), EMPTY_FOLD);
        expect(canonicalText(state.inspection)).toBe(canonicalText(fold(events)));
      }),
    );
  });

  it('[LG2] the order never puts an event before one its writer had seen', () => {
    fc.assert(
      fc.property(history, (events) => {
        const order = causalOrder(events);
        expect(order).toHaveLength(events.length);
        for (const [index, later] of order.entries()) {
          expect(order.slice(index + 1).some((event) => happenedBefore(event, later))).toBe(false);
        }
      }),
    );
  });

  it('[LG3] a number is in conflict exactly when its latest writes differ and did not see each other', () => {
    fc.assert(
      fc.property(history, (events) => {
        const writes = events.filter(({ payload }) => payload['field'] === 'x');
        const latest = writes.filter((write) => !writes.some((other) => happenedBefore(write, other)));
        const differ = new Set(latest.map(({ payload }) => payload['value'])).size > 1;
        expect(latest.every((write) => latest.every((other) => write === other || concurrent(write, other)))).toBe(
          true,
        );
        const conflicts = fold(events)?.conflicts ?? [];
        expect(conflicts.some(({ register }) => register.of === 'answer' && register.field === 'x')).toBe(differ);
        const shown = fold(events)?.facts.answers['1a']?.['x'] ?? null;
        expect(latest.length === 0 || latest.some(({ payload }) => payload['value'] === shown)).toBe(true);
      }),
    );
  });

  it('[LG4] someone who saw everything settles every conflict by choosing', () => {
    fc.assert(
      fc.property(history, (events) => {
        const state = fold(events);
        const world = laptops();
        world.take('z', events);
        world.write('z', 5, state?.conflicts.map(({ shown }) => shown.draft) ?? []);
        const settled = fold(world.all());
        expect(settled?.conflicts).toEqual([]);
        expect(settled?.facts).toEqual(state?.facts);
      }),
    );
  });

  it('[LG5] nonsense in place of events never throws', () => {
    const nonsense = history.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.array(
          fc.record({
            at: fc.nat(40),
            type: fc.string(),
            deps: fc.dictionary(laptop, fc.nat(50)),
            payload: fc.object(),
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(nonsense, ([events, wrong]) => {
        const broken = wrong.flatMap(({ at, ...patch }) =>
          events.slice(at, at + 1).map((event) => ({ ...event, ...patch })),
        );
        expect(() => fold([...events, ...(broken as Event[])])).not.toThrow();
      }),
    );
  });
});
