import type { Event, WindowCall } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
import { sameJson } from '#shared/log/canonical.ts';
import { withOwn } from './what-was-seen.ts';

/** As many drafts as the host takes in one call. */
const BATCH = 500;

/** A change that no acknowledgement covers yet. */
export interface Pending {
  readonly key: string;
  readonly draft: Draft;
  readonly order: number;
  /** What was entered in one move has one number: it is saved together, or set aside together. */
  readonly group: number;
  /** What the writer had before their eyes. */
  readonly seen: Reach;
}

/** One write, as it is asked for until its outcome is known: the host knows it again by its number. */
export interface Call {
  readonly window: WindowCall;
  readonly seen: Reach;
  readonly entries: readonly Pending[];
}

/** Entries on their way to the journal, in order, and how they are put into calls. */
export class SendQueue {
  readonly #window: string;
  #calls = 0;
  #entries: readonly Pending[] = [];
  #open: Call | null = null;
  /** At most so many groups in a call; fewer while one that can't be taken is looked for. */
  #groups = BATCH;

  constructor(window: string) {
    this.#window = window;
  }

  get entries(): readonly Pending[] {
    return this.#entries;
  }

  add(entries: readonly Pending[]): void {
    this.#entries = [...this.#entries, ...entries];
  }

  /** What to ask for next: a call whose outcome is not known, as it was; null: nothing. */
  next(): Call | null {
    if (this.#open !== null) return this.#open;
    const entries = leading(this.#entries, this.#groups);
    const [first] = entries;
    if (first === undefined) return null;
    this.#calls += 1;
    this.#open = { window: { id: this.#window, no: this.#calls }, seen: first.seen, entries };
    return this.#open;
  }

  /** The call's events are in the journal: whatever was entered behind it had seen them. */
  done(call: Call, events: readonly Event[]): void {
    this.#open = null;
    this.#groups = BATCH;
    const known = new Map<Reach, Reach>();
    this.#entries = without(this.#entries, call.entries).map((entry) => {
      const seen = known.get(entry.seen) ?? withOwn(entry.seen, events);
      known.set(entry.seen, seen);
      return { ...entry, seen };
    });
  }

  /** Nothing of the call was written, and it may be put together anew. */
  failed(): void {
    this.#open = null;
  }

  /** Takes out what the host refuses: the entry at that place, with all that was entered in the same move. */
  takeOut(call: Call, place: number): readonly Pending[] {
    const refused = call.entries[place];
    const out = this.#entries.filter((entry) => entry.group === refused?.group);
    this.#open = null;
    this.#entries = without(this.#entries, out);
    return out;
  }

  /** Halves the next call, to find what can't be taken; false: it was a single move already. */
  halve(call: Call): boolean {
    const groups = new Set(call.entries.map(({ group }) => group)).size;
    this.#open = null;
    this.#groups = Math.max(1, Math.floor(groups / 2));
    return groups > 1;
  }

  clear(): void {
    this.#open = null;
    this.#entries = [];
  }
}

/** The first entries that one writer's knowledge covers, whole moves where they fit into a call. */
function leading(entries: readonly Pending[], most: number): readonly Pending[] {
  const [first] = entries;
  if (first === undefined) return [];
  const differs = entries.findIndex(({ seen }) => seen !== first.seen && !sameJson(seen, first.seen));
  const alike = differs < 0 ? entries : entries.slice(0, differs);
  const groups = [...new Set(alike.map(({ group }) => group))].slice(0, most);
  const whole = new Set(groups);
  const chosen = alike.filter(({ group }) => whole.has(group));
  if (chosen.length <= BATCH) return chosen;
  const cut = chosen[BATCH]?.group;
  const fitting = chosen.slice(0, BATCH).filter(({ group }) => group !== cut);
  return fitting.length > 0 ? fitting : chosen.slice(0, BATCH);
}

function without(entries: readonly Pending[], some: readonly Pending[]): readonly Pending[] {
  const gone = new Set(some);
  return entries.filter((entry) => !gone.has(entry));
}
