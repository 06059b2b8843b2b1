import type { StreamId } from '#electron/services/journal/stream.ts';
import { waysThrough } from '#electron/services/sync/ways/ways.ts';
import type { Piece } from '#electron/services/sync/ways/ways.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import { NO_PREV, prevOf } from './documents.ts';
import type { EventName, VoucherName } from './documents.ts';

/** An event that nothing goes on from, and which of those before it lead there. */
export interface ReachedEnd {
  readonly head: Head;
  readonly isOnWay: (of: { readonly hash: Sha256 }) => boolean;
}

/** How far a stream goes by the names of its events. */
export interface Reached {
  /** The farthest first, and no more of them than anybody looks into. */
  readonly ends: readonly ReachedEnd[];
  /** Whether there is more than leads to one end: a fork, or what lies behind a gap. */
  readonly loose: boolean;
}

/** Whoever may write there could put any number of ends. */
const MAX_ENDS = 16;

/** The events that all before them are there of and that nothing goes on from, by the names of the events alone. */
export function reachedBy(names: readonly EventName[]): Reached {
  const full = new Map(names.map(({ seq, hash }) => [keyOf(seq, prevOf(hash)), hash]));
  const pieces = names.flatMap(({ seq, hash, prev }): readonly Piece[] => {
    const piece = { head: { seq, hash }, hashes: [hash] };
    if (seq === 1) return prev === NO_PREV ? [{ ...piece, after: null }] : [];
    const before = full.get(keyOf(seq - 1, prev));
    return before === undefined ? [] : [{ ...piece, after: { seq: seq - 1, hash: before } }];
  });
  const ways = waysThrough(pieces);
  const ends = ways.ends.slice(0, MAX_ENDS).map((head): ReachedEnd => {
    const on = new Set(ways.to(head).map(({ piece }) => piece.head.hash));
    return { head, isOnWay: ({ hash }) => on.has(hash) };
  });
  return { ends, loose: (ends[0]?.head.seq ?? 0) !== names.length };
}

const keyOf = (seq: number, hash: string): string => `${seq} ${hash}`;

/**
 * Where a stream ends that ended at `head`, and of which these names are new; null: that cannot be said by them, since one
 * neither continues it nor is known (`isKnown`) to be a part of it.
 */
export function advanced(
  head: Head | null,
  names: readonly EventName[],
  isKnown: (name: EventName) => boolean,
): { readonly head: Head | null; readonly passed: readonly Head[] } | null {
  let at = head;
  const passed: Head[] = [];
  for (const name of names.toSorted((a, b) => a.seq - b.seq)) {
    const { seq, hash, prev } = name;
    if (seq === (at?.seq ?? 0) + 1 && prev === (at === null ? NO_PREV : prevOf(at.hash))) {
      at = { seq, hash };
      passed.push(at);
    } else if (seq > (at?.seq ?? 0) || !isKnown(name)) return null;
  }
  return { head: at, passed };
}

/** The signed heads on the way, the farthest first. */
export const farthestFirst = (names: readonly VoucherName[]): VoucherName[] =>
  names.toSorted((a, b) => b.seq - a.seq || (a.id < b.id ? -1 : 1));

export const streamKey = ({ inspection, device }: StreamId): string => `${inspection} ${device}`;
