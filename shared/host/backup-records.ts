import * as v from 'valibot';
import { DeviceId, InspectionId } from '../ids.ts';

/** A generation's name: when it was made (UTC) and by which device. It is a folder's name and nothing else. */
export const GenerationName = v.pipe(v.string(), v.regex(/^\d{8}T\d{9}-[a-z0-9-]{4,40}$/));

/** One complete and verified copy. */
export const Generation = v.object({
  name: GenerationName,
  at: v.string(),
  device: DeviceId,
  inspections: v.number(),
  events: v.number(),
  photos: v.number(),
  /** Originals that could not be copied because their bytes are no longer what their name says. */
  unsound: v.number(),
});
export type Generation = v.InferOutput<typeof Generation>;

export const BackupList = v.object({
  folder: v.string(),
  /** Latest first. */
  generations: v.array(Generation),
  /** Why the last attempt since the program began made none; null: it did, or there was none. */
  failure: v.nullable(
    v.object({ code: v.string(), detail: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))) }),
  ),
});
export type BackupList = v.InferOutput<typeof BackupList>;

/**
 * A stream of a generation beside the one here: `new` and `longer` bring events back; `same` and `shorter` have nothing
 * to bring; `fork`: both went on from a common beginning, or have none; `damaged-here`: nothing is written behind damage.
 */
export const StreamComparison = v.object({
  device: DeviceId,
  is: v.picklist(['new', 'longer', 'same', 'shorter', 'fork', 'damaged-here']),
  /** Events that are not here and would come back. */
  events: v.number(),
});
export type StreamComparison = v.InferOutput<typeof StreamComparison>;

/** What a restore would bring back, or has brought back. Nothing here is ever replaced. */
export const RestorePlan = v.object({
  generation: GenerationName,
  /** Inspections with a stream that is not the same here. */
  inspections: v.array(
    v.object({ id: InspectionId, community: v.string(), streams: v.array(StreamComparison), events: v.number() }),
  ),
  events: v.number(),
  photos: v.number(),
  photoBytes: v.number(),
  catalogues: v.number(),
  /** Files of the generation that do not verify and are left alone. */
  unsound: v.number(),
});
export type RestorePlan = v.InferOutput<typeof RestorePlan>;
