import { canonicalText } from './canonical.ts';
import { compareByClock } from './causality.ts';
import type { Event } from './event.ts';
import { Heap } from './heap.ts';

/**
 * The one order of a set of events: every event after all that its writer had seen, and among those that are free,
 * the smallest by clock, device, seq. Depends on the set alone, never on arrival; repeated events count once, two
 * different events under one number (a copied data folder) are both kept.
 */
export function causalOrder(events: readonly Event[]): Event[] {
  const queue = new Queue(lanesOf(events));
  const order: Event[] = [];
  for (let event = queue.take(); event !== null; event = queue.take()) order.push(event);
  return order;
}

/** An event at the head of its lane, and what its writer had seen of other lanes; up to `met` that is taken already. */
interface Candidate {
  readonly lane: number;
  readonly event: Event;
  readonly deps: readonly (readonly [string, number])[];
  met: number;
}

/** A candidate that comes behind the event of this `seq` of another lane. */
interface Waiting {
  readonly seq: number;
  readonly candidate: Candidate;
}

/**
 * The lanes as far as they are not taken yet. An event whose writer saw another that is still to come waits in that
 * one's lane, so that each of its `deps` is looked at once, however many lanes there are.
 */
class Queue {
  readonly #lanes: readonly (readonly Event[])[];
  readonly #next: number[];
  readonly #laneOf: ReadonlyMap<string, number>;
  readonly #free = new Heap<Candidate>((a, b) => compareByClock(a.event, b.event) < 0);
  readonly #waiting: readonly Heap<Waiting>[];

  constructor(lanes: readonly (readonly Event[])[]) {
    this.#lanes = lanes;
    this.#next = lanes.map(() => 0);
    this.#waiting = lanes.map(() => new Heap<Waiting>((a, b) => a.seq < b.seq));
    this.#laneOf = new Map(lanes.flatMap(([first], lane) => (first === undefined ? [] : [[first.device, lane]])));
    for (const lane of lanes.keys()) this.#offer(lane);
  }

  /** The next event of the order; null at the end. Where deps form a circle (a forgery) the clock alone decides. */
  take(): Event | null {
    const lane = this.#smallestFree() ?? this.#smallestOfAll();
    const event = lane === null ? undefined : this.#head(lane);
    if (lane === null || event === undefined) return null;
    this.#next[lane] = (this.#next[lane] ?? 0) + 1;
    this.#wake(lane);
    this.#offer(lane);
    return event;
  }

  #head(lane: number): Event | undefined {
    return this.#lanes[lane]?.[this.#next[lane] ?? 0];
  }

  #offer(lane: number): void {
    const event = this.#head(lane);
    if (event !== undefined) this.#place({ lane, event, deps: Object.entries(event.deps), met: 0 });
  }

  /** Lets an event go on to the free ones, or wait for the first that it must come behind. */
  #place(candidate: Candidate): void {
    const { deps, event } = candidate;
    for (; candidate.met < deps.length; candidate.met += 1) {
      const [device = '', seq = 0] = deps[candidate.met] ?? [];
      const lane = device === event.device ? undefined : this.#laneOf.get(device);
      if (lane === undefined || (this.#head(lane)?.seq ?? Infinity) > seq) continue;
      this.#waiting[lane]?.push({ seq, candidate });
      return;
    }
    this.#free.push(candidate);
  }

  /** Asks again those that waited for what was just taken of a lane. */
  #wake(lane: number): void {
    const waiting = this.#waiting[lane];
    const reached = this.#head(lane)?.seq ?? Infinity;
    for (let first = waiting?.peek(); first !== undefined && first.seq < reached; first = waiting?.peek()) {
      waiting?.pop();
      this.#place(first.candidate);
    }
  }

  #smallestFree(): number | null {
    for (let free = this.#free.pop(); free !== undefined; free = this.#free.pop()) {
      // Another than the head of its lane was taken out of turn, being part of a circle.
      if (this.#head(free.lane) === free.event) return free.lane;
    }
    return null;
  }

  #smallestOfAll(): number | null {
    let smallest: number | null = null;
    for (const lane of this.#lanes.keys()) {
      const [event, best] = [this.#head(lane), smallest === null ? undefined : this.#head(smallest)];
      if (event !== undefined && (best === undefined || compareByClock(event, best) < 0)) smallest = lane;
    }
    return smallest;
  }
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
