import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { PlannedStream } from '../package/plan.ts';
import { FailureRecord } from './failure-record.ts';

/** A generation's name: when it was made (UTC) and by which device. It is a folder's name and nothing else. */
export const GenerationName = v.pipe(v.string(), v.regex(/^\d{8}T\d{9}-[a-z0-9-]{4,40}$/));

/** What a job of backup or restore does at the moment, for `Job.phase`. */
export const BACKUP_PHASES = [
  'collect',
  'originals',
  'write',
  'check',
  'catalogues',
  'notices',
  'inspections',
] as const;
export type BackupPhase = (typeof BACKUP_PHASES)[number];

/** Choices of the settings: how many generations of a device are kept, and how many minutes lie between two of them. */
export const GENERATIONS = { least: 2, usual: 5, most: 50 } as const;
export const BACKUP_MINUTES = { least: 5, usual: 15, most: 240 } as const;

/**
 * Something that a backup met and could not use as it was. `reason`: the system's (`EIO`), `damaged`: the bytes are no
 * longer the ones that its name stands for, `linked`: there was no room to make a copy of what shares its bytes with the
 * file here. `healed`: it is whole again, from the other copy.
 */
export const BackupFault = v.object({
  /** The data folder, or the backup's copy of it. */
  side: v.picklist(['here', 'backup']),
  place: v.string(),
  reason: v.string(),
  healed: v.boolean(),
});
export type BackupFault = v.InferOutput<typeof BackupFault>;

/** So many faults of a generation are told one by one. */
export const FAULTS_TOLD = 20;

/** One complete and verified copy. */
export const Generation = v.object({
  name: GenerationName,
  at: v.string(),
  device: DeviceId,
  inspections: v.number(),
  events: v.number(),
  photos: v.number(),
  /** Files of signed notices. */
  notices: v.number(),
  /** Bytes of everything in it; originals are kept once for all generations. */
  bytes: v.number(),
  /** Originals that were unreadable here or no longer what their name says; the backup may still have them sound. */
  unsound: v.number(),
  /** What it met on the way, at most `FAULTS_TOLD` of them, and how many there were. */
  faults: v.array(BackupFault),
  faultCount: v.number(),
});
export type Generation = v.InferOutput<typeof Generation>;

/**
 * A generation of which nobody can tell what it holds, and why: its manifest is `missing`, `damaged` or of a `newer` program,
 * or the system's reason for not giving it out. It stays as it is.
 */
export const UnreadGeneration = v.object({ name: GenerationName, reason: v.string() });
export type UnreadGeneration = v.InferOutput<typeof UnreadGeneration>;

export const BackupList = v.object({
  folder: v.string(),
  /** Latest first. */
  generations: v.array(Generation),
  unread: v.array(UnreadGeneration),
});
export type BackupList = v.InferOutput<typeof BackupList>;

/** How the backups of a data folder stand. */
export const BackupState = v.object({
  /** Where generations go. */
  folder: v.string(),
  /** The user chose it; otherwise it lies within the data folder. */
  chosen: v.boolean(),
  /** It lies on the disk of the data, and would be lost with it; null: it is not there at the moment. */
  sameDisk: v.nullable(v.boolean()),
  /** The system's own dialog can ask for a folder; otherwise its path is typed. */
  dialog: v.boolean(),
  /** When all there was had last been backed up, and where; null: never yet. */
  last: v.nullable(v.object({ at: v.string(), folder: v.string() })),
  /** Why the last attempt since the program began made none; null: it did, or there was none. */
  failure: v.nullable(FailureRecord),
});
export type BackupState = v.InferOutput<typeof BackupState>;

/** Asking for a folder in the system's own dialog. */
export const FolderChoice = v.variant('is', [
  v.object({ is: v.literal('chosen'), state: BackupState }),
  v.object({ is: v.literal('cancelled') }),
  /** There is no such dialog here: the path has to be typed. */
  v.object({ is: v.literal('unavailable') }),
]);
export type FolderChoice = v.InferOutput<typeof FolderChoice>;

/** What came of reading a generation again and holding every file against its hash. */
export const GenerationCheck = v.object({
  generation: GenerationName,
  /** Files that were read. */
  files: v.number(),
  /** Those that are missing or no longer what they were, by kind. */
  broken: v.object({ streams: v.number(), originals: v.number(), others: v.number() }),
});
export type GenerationCheck = v.InferOutput<typeof GenerationCheck>;

/** What a restore would bring back, or has brought back. Nothing sound here is ever replaced; what is damaged is kept. */
export const RestorePlan = v.object({
  generation: GenerationName,
  /** Inspections with a stream that is not the same here. */
  inspections: v.array(
    v.object({ id: InspectionId, community: v.string(), streams: v.array(PlannedStream), events: v.number() }),
  ),
  /** Inspections that are the same here. */
  same: v.number(),
  events: v.number(),
  photos: v.number(),
  photoBytes: v.number(),
  catalogues: v.number(),
  /** Files of signed notices. */
  notices: v.number(),
  /** Originals and notices among them that are here but damaged, and are put right. */
  repaired: v.number(),
  /** Files of the generation that do not verify and are left alone. */
  unsound: v.number(),
});
export type RestorePlan = v.InferOutput<typeof RestorePlan>;

/** A device, and the key in a generation that it is to be known by: what somebody chose who asked the device's owner. */
export const KeyInGeneration = v.strictObject({ generation: GenerationName, device: DeviceId, fingerprint: Sha256 });
