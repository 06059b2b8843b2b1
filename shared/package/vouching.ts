import type { ErrorCode } from '../errors.ts';
import type { StreamComparison } from '../log/heads.ts';

/** What this data folder knows of the device that a stream is said to be of. */
export interface KnownDevice {
  /** Whether it is a device of this data folder, now or formerly. */
  readonly isOwn: boolean;
  /** The key it is known by: its own, or the one it first came with; null: it never signed anything. */
  readonly key: string | null;
  /** Somebody compared that key with the device's owner and settled on it. */
  readonly confirmed: boolean;
}

/** A stream of `seq` events that comes from elsewhere, held against the one here. */
export interface Carried {
  readonly seq: number;
  /** The key that vouches for it, and up to which event; null: nobody does (an earlier version, or somebody else). */
  readonly signed: { readonly key: string; readonly seq: number } | null;
  /** Up to which event it is what is here, was here, or is known to be signed by the device's key. */
  readonly familiar: number;
  readonly is: StreamComparison['is'];
  /** The key that vouches for the stream here; null: nobody, or there is none. */
  readonly hereKey: string | null;
}

/**
 * Who vouches for a stream: this data folder, a device by its known key, one seen for the first time, another key than the
 * one its device is known by, or nobody.
 */
export const VOUCHINGS = ['own', 'known', 'new', 'other', 'unsigned'] as const;
type Vouching = (typeof VOUCHINGS)[number];

export interface Judgement {
  readonly by: Vouching;
  /** How many of its events may be taken in, from the first. */
  readonly upTo: number;
  /** Why nothing beyond that is; null: all of it may be. */
  readonly refused: StreamRefusal | null;
  /** It takes the place of a stream here that another key, or nobody, vouches for; that one is kept aside. */
  readonly replaces: boolean;
}

export const STREAM_REFUSALS = [
  'package.stream-own',
  'package.stream-key-changed',
  'package.stream-unsigned',
  'package.key-unreadable',
] as const satisfies readonly ErrorCode[];
export type StreamRefusal = (typeof STREAM_REFUSALS)[number];

/**
 * How much of a stream that comes from elsewhere may be taken in (SPEC LG24), whoever carries it. A device is known by the
 * first key that vouched for it, and nothing comes in under its name by another, nor beyond the event that its signature
 * is over. What is familiar says nothing new and may always come back. Unsigned streams, which earlier versions wrote, are
 * taken where the device is not known at all and nothing of it is here: they could be anybody's, and must not stand in the
 * way of what is truly that device's. `known` null: the record of keys cannot be read.
 */
export function judge(known: KnownDevice | null, carried: Carried): Judgement {
  const { seq, signed, familiar, is, hereKey } = carried;
  const by = vouchingOf(signed?.key ?? null, known);
  const upTo = (end: number, refused: StreamRefusal): Judgement => {
    const reach = Math.min(seq, Math.max(end, familiar));
    return { by, upTo: reach, refused: reach < seq ? refused : null, replaces: false };
  };
  if (known === null) return upTo(0, 'package.key-unreadable');
  if (signed === null) {
    if (known.isOwn) return upTo(0, 'package.stream-own');
    return upTo(known.key === null && is === 'new' ? seq : 0, 'package.stream-unsigned');
  }
  if (known.isOwn) return upTo(by === 'own' ? signed.seq : 0, 'package.stream-own');
  if (by === 'other') return upTo(0, 'package.stream-key-changed');
  const replaces = is === 'fork' && known.confirmed && hereKey !== signed.key;
  return { ...upTo(signed.seq, 'package.stream-unsigned'), replaces };
}

function vouchingOf(key: string | null, known: KnownDevice | null): Vouching {
  if (key === null) return 'unsigned';
  if (known?.key === key) return known.isOwn ? 'own' : 'known';
  return known?.isOwn === false && known.key === null ? 'new' : 'other';
}
