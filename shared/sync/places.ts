import * as v from 'valibot';
import { InspectionId } from '../ids.ts';

/** Names a place that laptops share: made with it and kept in it, whatever drive or address it is reached by. */
export const PlaceId = v.pipe(v.string(), v.regex(/^p[0-9a-f]{15}$/), v.brand('PlaceId'));
export type PlaceId = v.InferOutput<typeof PlaceId>;

/** What a place is called here. */
export const PlaceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** A folder as it is chosen: on a stick, a network drive, a synchronised disk. */
export const SharedFolder = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));

/** Most inspections that a laptop shares through one place. */
export const MAX_SHARED = 2000;

/** How a place is used from here. */
export const PlaceUse = v.object({
  name: PlaceName,
  /** Synchronise by itself whenever it can be reached; else only when asked to. */
  auto: v.boolean(),
  /** Send and fetch originals, which are most of the bytes; else records, catalogues and notices alone. */
  originals: v.boolean(),
});
export type PlaceUse = v.InferOutput<typeof PlaceUse>;

/** A place that this laptop shares inspections through. */
export const Place = v.object({
  id: PlaceId,
  ...PlaceUse.entries,
  folder: SharedFolder,
  /** The inspections that somebody here said yes to. */
  inspections: v.pipe(v.array(InspectionId), v.maxLength(MAX_SHARED)),
});
export type Place = v.InferOutput<typeof Place>;
