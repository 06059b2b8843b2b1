import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { Heads } from '../log/heads.ts';
import { STREAM_REFUSALS } from '../package/vouching.ts';

/** Why a stream, or the end of it, stays where it is: nobody vouches for it, or both sides went on differently. */
export const STUCK_REASONS = [...STREAM_REFUSALS, 'sync.forked', 'sync.damaged-here'] as const;

/** A stream of which something can't be sent or taken in. */
export const StuckStream = v.object({
  device: DeviceId,
  reason: v.picklist(STUCK_REASONS),
  /** How many events that concerns. */
  events: v.number(),
  /** Of the keys that stand for the device there: somebody who asked its owner can settle on one. */
  fingerprints: v.array(Sha256),
});
export type StuckStream = v.InferOutput<typeof StuckStream>;

/** Files and their bytes. */
const FileSum = v.object({ count: v.number(), bytes: v.number() });

/** How an inspection stands in a place, as that answered when it was asked last. */
export const InspectionAtPlace = v.object({
  inspection: InspectionId,
  /** How far the streams that are here are there as well. */
  confirmed: Heads,
  /** Events that are here and not there. */
  unsent: v.number(),
  /** Events that are there and were not taken in. */
  notTaken: v.number(),
  /** Files that the events name: here and not there; there and not here; and neither. */
  filesUnsent: FileSum,
  filesNotFetched: FileSum,
  filesMissing: v.number(),
  stuck: v.array(StuckStream),
});
export type InspectionAtPlace = v.InferOutput<typeof InspectionAtPlace>;

/** What one synchronisation moved. */
export const Moved = v.object({
  eventsSent: v.number(),
  eventsTaken: v.number(),
  filesSent: FileSum,
  filesFetched: FileSum,
});
export type Moved = v.InferOutput<typeof Moved>;
