import { limitReach, mergeReach, seqIn } from '#shared/log/causality.ts';
import type { Event } from '#shared/log/event.ts';
import type { Reach } from '#shared/log/heads.ts';

/**
 * What a writer knows once their own `events` (one acknowledged write) are in the journal. Where something of another
 * window lies before them it stays unseen: the events are told apart by their window.
 */
export function withOwn(seen: Reach, events: readonly Event[]): Reach {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined || seqIn(seen, first.device) < first.seq - 1) return seen;
  return mergeReach(seen, { [last.device]: last.seq });
}

interface Stay {
  readonly stretch: object | null;
  readonly seen: Reach;
}

/**
 * How far the journal was before a writer's eyes when their stay in a field began. Until they leave it they see what
 * they type, not what comes in from elsewhere: their change must not pass for one that had seen that.
 */
export class Stays {
  readonly #stays = new Map<string, Stay>();

  /** Somebody types in the field `key`; `stretch` is their stay in it, null where the field does not say. */
  type(key: string, stretch: object | null, now: Reach): Reach {
    const known = this.#stays.get(key);
    if (known !== undefined && known.stretch === stretch) return known.seen;
    this.#stays.set(key, { stretch, seen: now });
    return now;
  }

  /** What the writer of a change at these places had seen. */
  record(keys: readonly string[], stretch: object | null, now: Reach): Reach {
    return keys.reduce((seen, key) => {
      const stay = this.#stays.get(key);
      if (stay === undefined) return seen;
      const isSame = stay.stretch === stretch || stay.stretch === null;
      // A stay that does not say its end is over with its change.
      if (!isSame || stretch === null) this.#stays.delete(key);
      else this.#stays.set(key, { stretch, seen: stay.seen });
      return isSame ? limitReach(seen, stay.seen) : seen;
    }, now);
  }

  forget(key: string): void {
    this.#stays.delete(key);
  }

  clear(): void {
    this.#stays.clear();
  }

  /** Notes a write of this window that is in the journal now. */
  wrote(events: readonly Event[]): void {
    for (const [key, stay] of this.#stays) this.#stays.set(key, { ...stay, seen: withOwn(stay.seen, events) });
  }
}
