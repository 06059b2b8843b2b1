import type { StreamId } from '#electron/services/journal/stream.ts';
import { farthestWay } from '#electron/services/sync/ways/way.ts';
import type { Piece } from '#electron/services/sync/ways/way.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import { NO_PREV, prevOf } from './documents.ts';
import type { EventName, VoucherName } from './documents.ts';

/** How far a stream goes by the names of its events, and which of them lie on the way there. */
export interface Reached {
  readonly head: Head | null;
  /** Whether there is more than leads there: a fork, or what lies behind a gap. */
  readonly loose: boolean;
  isOnWay(of: { readonly seq: number; readonly hash: Sha256 }): boolean;
}

/** The farthest event that all before it are there of, by the names of the events alone. */
export function reachedBy(names: readonly EventName[]): Reached {
  const full = new Map(names.map(({ seq, hash }) => [keyOf(seq, prevOf(hash)), hash]));
  const pieces = names.flatMap(({ seq, hash, prev }): readonly Piece[] => {
    const head = { seq, hash };
    if (seq === 1) return prev === NO_PREV ? [{ after: null, head }] : [];
    const before = full.get(keyOf(seq - 1, prev));
    return before === undefined ? [] : [{ after: { seq: seq - 1, hash: before }, head }];
  });
  const way = farthestWay(pieces);
  const on = new Set(way.map(({ head }) => keyOf(head.seq, head.hash)));
  const loose = way.length !== names.length;
  return { head: way.at(-1)?.head ?? null, loose, isOnWay: ({ seq, hash }) => on.has(keyOf(seq, hash)) };
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
