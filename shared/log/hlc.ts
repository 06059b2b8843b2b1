import { compareHlc } from './causality.ts';
import type { Hlc } from './event.ts';

const DAY = 86_400_000;

/**
 * The clock of the next event: beyond `last` and beyond every event seen, close to `now` (wall milliseconds). A `seen`
 * clock more than 24 hours ahead of both is not followed, so that one laptop with a wrong date cannot drag the others
 * along; the order of events does not depend on it, because causality comes first.
 */
export function nextHlc(last: Hlc | null, now: number, seen: readonly Hlc[] = []): Hlc {
  const wall = Math.max(0, Math.floor(now));
  const limit = Math.max(wall, last?.wall ?? 0) + DAY;
  const known = [...(last === null ? [] : [last]), ...seen.filter((hlc) => hlc.wall <= limit)];
  const highest = known.reduce<Hlc | null>((best, hlc) => (best && compareHlc(best, hlc) >= 0 ? best : hlc), null);
  if (highest === null || wall > highest.wall) return { wall, count: 0 };
  return { wall: highest.wall, count: highest.count + 1 };
}
