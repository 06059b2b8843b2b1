import { canonicalText } from './canonical.ts';
import { compareByClock, reach } from './causality.ts';
import type { Event } from './event.ts';

/**
 * The one order of a set of events: every event after all that its writer had seen, and among those that are free,
 * the smallest by clock, device, seq. Depends on the set alone, never on arrival; repeated events count once, two
 * different events under one number (a copied data folder) are both kept.
 */
export function causalOrder(events: readonly Event[]): Event[] {
  const lanes = lanesOf(events);
  const next = lanes.map(() => 0);
  const reached = new Map(lanes.map((lane, index) => [lane[0]?.device, index]));
  const emitted = (device: Event['device'], seq: number): boolean => {
    const lane = reached.get(device);
    const waiting = lane === undefined ? undefined : lanes[lane]?.[next[lane] ?? 0];
    return waiting === undefined || waiting.seq > seq;
  };
  const order: Event[] = [];
  for (;;) {
    const lane = smallestFree(lanes, next, emitted);
    const event = lanes[lane]?.[next[lane] ?? 0];
    if (event === undefined) return order;
    order.push(event);
    next[lane] = (next[lane] ?? 0) + 1;
  }
}

/** Index of the lane to take from; -1 at the end. Where deps form a circle (a forgery) the clock alone decides. */
function smallestFree(
  lanes: readonly (readonly Event[])[],
  next: readonly number[],
  emitted: (device: Event['device'], seq: number) => boolean,
): number {
  let free = -1;
  let any = -1;
  const smaller = (a: Event, lane: number): boolean => {
    const b = lanes[lane]?.[next[lane] ?? 0];
    return b === undefined || compareByClock(a, b) < 0;
  };
  for (const [index, lane] of lanes.entries()) {
    const event = lane[next[index] ?? 0];
    if (event === undefined) continue;
    if (any < 0 || smaller(event, any)) any = index;
    if ((free < 0 || smaller(event, free)) && sawOnlyEmitted(event, lanes, emitted)) free = index;
  }
  return free < 0 ? any : free;
}

function sawOnlyEmitted(
  event: Event,
  lanes: readonly (readonly Event[])[],
  emitted: (device: Event['device'], seq: number) => boolean,
): boolean {
  return lanes.every((lane) => {
    const device = lane[0]?.device;
    if (device === undefined || device === event.device) return true;
    const seen = reach(event.deps, device);
    return seen === 0 || emitted(device, seen);
  });
}

/** One lane a device, ordered by seq, without repetitions. */
function lanesOf(events: readonly Event[]): Event[][] {
  const byDevice = new Map<string, Map<number, Event[]>>();
  for (const event of events) {
    const lane = byDevice.get(event.device) ?? new Map<number, Event[]>();
    byDevice.set(event.device, lane);
    const twins = lane.get(event.seq);
    if (twins === undefined) lane.set(event.seq, [event]);
    else if (!twins.some((twin) => isSame(twin, event))) twins.push(event);
  }
  return [...byDevice.values()].map((lane) =>
    [...lane.entries()]
      .sort(([a], [b]) => a - b)
      .flatMap(([, twins]) => (twins.length === 1 ? twins : [...twins].sort(byText))),
  );
}

const isSame = (a: Event, b: Event): boolean => a === b || canonicalText(a) === canonicalText(b);

const byText = (a: Event, b: Event): number => ((canonicalText(a) ?? '') < (canonicalText(b) ?? '') ? -1 : 1);
