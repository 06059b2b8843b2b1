import type { Head } from '#shared/log/heads.ts';

/** A part among those of its stream: which event it continues (null: from the first), and where it ends. */
export interface Piece {
  readonly after: Head | null;
  readonly head: Head;
}

/** A way by which an event is reached: its last part, and how many there are with those before. */
interface Way<T> {
  readonly last: T;
  readonly before: Way<T> | null;
  readonly count: number;
}

/**
 * The parts by which the first event and the farthest one are joined without a gap, in order. Whoever brings a stream here
 * begins where it ended when they looked, so parts of several laptops overlap; of two ways to the same end the one with
 * fewer parts is taken, of two ends as far away the one whose hash sorts first, so that all who look see the same.
 */
export function farthestWay<T extends Piece>(pieces: readonly T[]): readonly T[] {
  const ways = new Map<string, Way<T>>();
  let farthest: Head | null = null;
  // What continues an event comes behind all that leads to it, so every way is final before it is gone on from.
  for (const last of pieces.toSorted(inOrder)) {
    const { after, head } = last;
    const before = after === null ? null : ways.get(keyOf(after));
    if (before === undefined) continue;
    const count = (before?.count ?? 0) + 1;
    const known = ways.get(keyOf(head));
    if (known === undefined || count < known.count) ways.set(keyOf(head), { last, before, count });
    if (isFarther(head, farthest)) farthest = head;
  }
  return farthest === null ? [] : partsOf(ways.get(keyOf(farthest)) ?? null);
}

function partsOf<T>(way: Way<T> | null): readonly T[] {
  const parts: T[] = [];
  for (let step = way; step !== null; step = step.before) parts.push(step.last);
  return parts.toReversed();
}

const inOrder = (a: Piece, b: Piece): number =>
  (a.after?.seq ?? 0) - (b.after?.seq ?? 0) || a.head.seq - b.head.seq || (a.head.hash < b.head.hash ? -1 : 1);

const keyOf = ({ seq, hash }: Head): string => `${seq} ${hash}`;

const isFarther = ({ seq, hash }: Head, than: Head | null): boolean =>
  than === null || seq > than.seq || (seq === than.seq && hash < than.hash);
