import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { MAX_SHARED, Place, PlaceId, PlaceUse, ServerAddress, SharedFolder } from '../sync/places.ts';
import { InspectionAtPlace, Moved } from '../sync/standing.ts';
import { FailureRecord } from './failure-record.ts';

/** An inspection that lies in a place and that nobody here has said yes to. */
export const OfferedInspection = v.object({
  inspection: InspectionId,
  community: v.string(),
  /** It is in this data folder as well. */
  here: v.boolean(),
});
export type OfferedInspection = v.InferOutput<typeof OfferedInspection>;

/** How a place stands. */
export const PlaceState = v.object({
  place: Place,
  /** When everything that is shared had last been exchanged and asked for; null: never yet. */
  contact: v.nullable(v.string()),
  /** Why the last attempt was none, and when; null: it was one, or there was none. */
  failure: v.nullable(v.object({ at: v.string(), why: FailureRecord })),
  /** The job that synchronises at the moment. */
  job: v.nullable(v.string()),
  /**
   * What a server was found to be since the program began: it has lost what it had, it is another one at the same address,
   * or what was put there last lies on fewer disks than it should.
   */
  news: v.array(v.picklist(['restored', 'other-server', 'few-copies'])),
  /** As the place answered at the last contact. */
  inspections: v.array(InspectionAtPlace),
  offered: v.array(OfferedInspection),
});
export type PlaceState = v.InferOutput<typeof PlaceState>;

/** How everything stands that is shared from here. */
export const SyncState = v.object({
  places: v.array(PlaceState),
  /** The system's own dialog can ask for a folder; otherwise its path is typed. */
  dialog: v.boolean(),
});
export type SyncState = v.InferOutput<typeof SyncState>;

/** A synchronisation that has ended. */
export const SyncReport = v.object({ place: PlaceId, moved: Moved, stuck: v.number() });
export type SyncReport = v.InferOutput<typeof SyncReport>;

/** Asking for a folder in the system's own dialog. */
export const SharedFolderChoice = v.variant('is', [
  v.object({ is: v.literal('chosen'), folder: SharedFolder }),
  v.object({ is: v.literal('cancelled') }),
  /** There is no such dialog here: the path has to be typed. */
  v.object({ is: v.literal('unavailable') }),
]);
export type SharedFolderChoice = v.InferOutput<typeof SharedFolderChoice>;

export const OfPlace = v.strictObject({ place: PlaceId });
export const NewPlace = v.strictObject({ folder: SharedFolder, ...PlaceUse.entries });
/** Proves who we are: a password or a token. */
const LoginSecret = v.pipe(v.string(), v.minLength(1), v.maxLength(4000));
/** `unprotected`: the user knows that this computer cannot protect it. */
const Secret = { secret: LoginSecret, unprotected: v.boolean() };
export const NewServer = v.strictObject({ ...PlaceUse.entries, server: ServerAddress, ...Secret });
export const NewSecret = v.strictObject({ place: PlaceId, ...Secret });
/** A device is the one whose key has this fingerprint, as somebody decided who asked its owner. */
export const KeyAtPlace = v.strictObject({ place: PlaceId, device: DeviceId, fingerprint: Sha256 });
export const PlaceUsed = v.strictObject({ place: PlaceId, ...PlaceUse.entries });
export const SharedThere = v.strictObject({
  place: PlaceId,
  inspections: v.pipe(v.array(InspectionId), v.maxLength(MAX_SHARED)),
});
