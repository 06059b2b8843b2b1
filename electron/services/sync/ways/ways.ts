import type { Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import type { SignedHead } from '#shared/log/voucher.ts';

/** A part among those of its stream: which event it continues (null: from the first), and the hash of each that it holds. */
export interface Piece {
  readonly after: Head | null;
  readonly head: Head;
  readonly hashes: readonly Sha256[];
}

/** A part of a way, and the event of it at which the next one goes on; that of the last is the end. */
export interface Step<T> {
  readonly piece: T;
  readonly upTo: number;
}

/** Which events of a stream are reached by parts that continue each other from the first one on. */
export interface Ways<T> {
  /** The events that nothing goes on from, the farthest first: more than one where the stream went apart. */
  readonly ends: readonly Head[];
  /** The parts by which an end is reached, in order; none: it is not reached. */
  to(end: Head): readonly Step<T>[];
}

/**
 * Puts the parts of a stream together that several laptops cut, each where it found its end, so that they overlap. An event
 * whose predecessor is not there is not reached. Takes time in proportion to the events.
 */
export function waysThrough<T extends Piece>(pieces: readonly T[]): Ways<T> {
  const reachedBy = new Map<Sha256, T>();
  const goneOnFrom = new Set<Sha256>();
  // A part that goes on from the midst of another begins later than that, which is therefore reached before.
  for (const piece of pieces.toSorted(inOrder)) {
    let before = piece.after?.hash ?? null;
    if (before !== null && !reachedBy.has(before)) continue;
    for (const hash of piece.hashes) {
      if (before !== null) goneOnFrom.add(before);
      if (!reachedBy.has(hash)) reachedBy.set(hash, piece);
      before = hash;
    }
  }
  const ends = new Map<Sha256, Head>();
  for (const { head } of pieces) if (reachedBy.has(head.hash) && !goneOnFrom.has(head.hash)) ends.set(head.hash, head);
  return { ends: [...ends.values()].toSorted(farthestFirst), to: (end) => stepsTo(end, reachedBy) };
}

function stepsTo<T extends Piece>(end: Head, reachedBy: ReadonlyMap<Sha256, T>): readonly Step<T>[] {
  const steps: Step<T>[] = [];
  let at: Head | null = end;
  while (at !== null) {
    const piece = reachedBy.get(at.hash);
    if (piece === undefined) return [];
    steps.push({ piece, upTo: at.seq });
    at = piece.after;
  }
  return steps.toReversed();
}

const byHash = (a: Head, b: Head): number => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);

/** All who look see the ends in one order. */
const farthestFirst = (a: Head, b: Head): number => b.seq - a.seq || byHash(a, b);

const inOrder = (a: Piece, b: Piece): number =>
  (a.after?.seq ?? 0) - (b.after?.seq ?? 0) || a.head.seq - b.head.seq || byHash(a.head, b.head);

/** Each signature of an end once, and of every other key on the way there the last; nobody's: null. */
export function distinctVouchers(
  ofEnd: readonly SignedHead[],
  onWay: readonly SignedHead[],
): readonly (SignedHead | null)[] {
  const found = new Map(ofEnd.map((voucher) => [voucher.signature, voucher]));
  const keys = new Set(ofEnd.map(({ key }) => key));
  for (const voucher of onWay.toReversed()) {
    if (!keys.has(voucher.key)) found.set(voucher.signature, voucher);
    keys.add(voucher.key);
  }
  return found.size === 0 ? [null] : [...found.values()];
}
