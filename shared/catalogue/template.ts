import type { Ref } from './rule-schema.ts';

/** A place in a template that is filled in, by what is put there. */
export type Slot =
  | { readonly is: 'community' | 'street' | 'estates' }
  /** The clause's n-th computed ratio, from 1. */
  | { readonly is: 'ratio'; readonly no: number }
  /** What a field says, or how many of its boxes or entries there are. */
  | { readonly is: 'printed' | 'counted'; readonly ref: Ref };

const SLOT = /\{([^{}]*)\}/g;

/** What stands between the braces of a template, slot by slot. */
export function slotsIn(text: string): readonly string[] {
  return [...text.matchAll(SLOT)].map(([, slot = '']) => slot);
}

/** Reads what stands between the braces: `street`, `%1`, `4a1.cameras`, `functions#`. */
export function readSlot(slot: string): Slot {
  if (slot === 'community' || slot === 'street') return { is: slot };
  if (slot === 'each:estate.name') return { is: 'estates' };
  if (slot.startsWith('%')) return { is: 'ratio', no: Number(slot.slice(1)) };
  return slot.endsWith('#') ? { is: 'counted', ref: slot.slice(0, -1) } : { is: 'printed', ref: slot };
}
