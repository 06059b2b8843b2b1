import { add, compare, decimalText, type Exact } from './exact.ts';

/** A number as far as the answers tell; `hi` null: no upper bound. Exactly known when both are the same. */
export interface Bounds {
  readonly lo: Exact;
  readonly hi: Exact | null;
}

/** Nothing known: anything from 0 up. */
export const UNKNOWN: Bounds = { lo: 0, hi: null };

/** A number known exactly. */
export function exactly(value: Exact): Bounds {
  return { lo: value, hi: value };
}

/** The number itself where the bounds leave no choice. */
export function settled(bounds: Bounds): Exact | null {
  return bounds.hi !== null && compare(bounds.lo, bounds.hi) === 0 ? bounds.lo : null;
}

/** The number as exact decimal text, null while it is not settled. */
export function settledText(bounds: Bounds): string | null {
  const value = settled(bounds);
  return value === null ? null : decimalText(value);
}

/** Adds two numbers known within bounds. */
export function addBounds(a: Bounds, b: Bounds): Bounds {
  return { lo: add(a.lo, b.lo), hi: a.hi === null || b.hi === null ? null : add(a.hi, b.hi) };
}
