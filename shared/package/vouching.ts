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

/** A stream that comes from elsewhere, held against the one here. */
export interface Carried {
  /** The key that vouches for it; null: nobody does (a package of an earlier version). */
  readonly key: string | null;
  readonly is: StreamComparison['is'];
  /** The key that vouches for the stream here; null: nobody, or there is none. */
  readonly hereKey: string | null;
}

/** Who vouches for a stream: this data folder, a device by its known key, one seen for the first time, or nobody. */
export type Vouching = 'own' | 'known' | 'new' | 'unsigned';

export interface Judgement {
  readonly by: Vouching;
  /** Why nothing of it is taken in; null: it may be. */
  readonly refused: StreamRefusal | null;
  /** It takes the place of a stream here that another key, or nobody, vouches for; that one is kept aside. */
  readonly replaces: boolean;
}

export type StreamRefusal = Extract<
  ErrorCode,
  'package.stream-own' | 'package.stream-key-changed' | 'package.stream-unsigned'
>;

function vouchingOf(key: string | null, isOwn: boolean, known: string | null): Vouching {
  if (key === null) return 'unsigned';
  if (isOwn && key === known) return 'own';
  return known === null ? 'new' : 'known';
}

/** What only repeats what is here cannot say anything false. */
const REPEATS: ReadonlySet<StreamComparison['is']> = new Set(['same', 'shorter']);

/**
 * Whether a stream that comes from elsewhere may be taken in (SPEC LG24). A device is known by the first key that vouched
 * for it, and nothing comes in under its name by another. Unsigned streams, which earlier versions wrote, are taken where
 * the device is not known at all and nothing of it is here: they could be anybody's, and must not stand in the way of what
 * is truly that device's.
 */
export function judge({ isOwn, key: known, confirmed }: KnownDevice, { key, is, hereKey }: Carried): Judgement {
  const by = vouchingOf(key, isOwn, known);
  const may = { by, refused: null, replaces: false } as const;
  const not = (refused: StreamRefusal): Judgement => ({ by, refused, replaces: false });
  if (key === null) {
    if (REPEATS.has(is)) return may;
    if (isOwn) return not('package.stream-own');
    return known === null && is === 'new' ? may : not('package.stream-unsigned');
  }
  if (isOwn) return key === known ? may : not('package.stream-own');
  if (known !== null && known !== key) return not('package.stream-key-changed');
  return { ...may, replaces: is === 'fork' && confirmed && hereKey !== key };
}
