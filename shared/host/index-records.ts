import * as v from 'valibot';

/**
 * Why the window's index was written anew from the journal: nothing was there (`wiped`), it could not be read or written
 * (`unreadable`), it lacked the latest events (`behind`) or some in between (`gaps`), it held more than the journal
 * (`ahead`) or another history under the same numbers (`differs`).
 */
export const REPAIR_REASONS = ['wiped', 'unreadable', 'behind', 'gaps', 'ahead', 'differs'] as const;
export type RepairReason = (typeof REPAIR_REASONS)[number];

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the window did to its index by itself: figures only, nothing of anybody's data. */
export const IndexRepair = v.strictObject({
  reason: v.picklist(REPAIR_REASONS),
  /** How many inspections, and how many events were read again or thrown away. */
  inspections: Count,
  events: Count,
  /** What Chromium said of its store when it was opened; `unknown`: another browser, or it did not say. */
  dataLoss: v.picklist(['none', 'total', 'unknown']),
});
export type IndexRepair = v.InferOutput<typeof IndexRepair>;
