import * as v from 'valibot';
import { NoticeEdition } from '../publication/notice-edition.ts';
import { COMMAND_IDS } from '../commands/table.ts';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { Heads } from '../log/heads.ts';
import { BACKUP_MINUTES, BackupState, GENERATIONS } from './backup-records.ts';
import { Job } from './job-records.ts';
import { OfferedPackage } from './package-records.ts';
import { SyncState } from './sync-records.ts';
import { WindowPresence } from './window-records.ts';

/** A catalogue on offer, without its body. */
export const CatalogueInfo = v.object({
  sha256: Sha256,
  id: v.string(),
  version: v.string(),
  standard: v.string(),
  tier: v.string(),
  builtIn: v.boolean(),
});
export type CatalogueInfo = v.InferOutput<typeof CatalogueInfo>;

export const InspectionInfo = v.object({
  id: InspectionId,
  heads: Heads,
  events: v.number(),
  /** Damage or a cut tail found when the journal was opened, in the catalogue of error codes; null: intact. */
  damage: v.nullable(
    v.object({
      code: v.string(),
      line: v.number(),
      intact: v.number(),
      /** Of a file that the system does not give out: whose, and why. */
      device: v.optional(DeviceId),
      reason: v.optional(v.string()),
    }),
  ),
});
export type InspectionInfo = v.InferOutput<typeof InspectionInfo>;

/** What the host learned of an original while it stored it, byte for byte, under its hash. */
export const StoredFile = v.object({
  sha256: Sha256,
  size: v.number(),
  mime: v.string(),
  /** The file breaks off before its format's own end. */
  incomplete: v.boolean(),
  takenAt: v.nullable(v.string()),
  gps: v.nullable(v.object({ latitude: v.number(), longitude: v.number() })),
});
export type StoredFile = v.InferOutput<typeof StoredFile>;

/** Per-installation settings; the data folder holds them. */
export const Settings = v.strictObject({
  author: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40)), ''),
  authority: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
  noticeEdition: v.optional(NoticeEdition, 'web'),
  role: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(20)), '审核人'),
  /** Folder for backups, on another disk at best; absent: within the data folder. */
  backupFolder: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400))),
  /** Generations that are kept of this device; absent: the usual number. */
  backupGenerations: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(GENERATIONS.least), v.maxValue(GENERATIONS.most)),
  ),
  /** Minutes between automatic backups; absent: the usual number. */
  backupMinutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(BACKUP_MINUTES.least), v.maxValue(BACKUP_MINUTES.most)),
  ),
});
export type Settings = v.InferOutput<typeof Settings>;

/** Space of the data folder. */
export const StorageInfo = v.object({
  /** Bytes that may still be written; null where the system does not tell. */
  free: v.nullable(v.number()),
  /** Space kept back for a full disk: there, given back to finish a record, or none could be kept. */
  reserve: v.picklist(['ready', 'released', 'none']),
});
export type StorageInfo = v.InferOutput<typeof StorageInfo>;

export const AppInfo = v.object({
  version: v.string(),
  edition: v.picklist(['electron', 'browser', 'command']),
  device: DeviceId,
  dataFolder: v.string(),
  runtime: v.string(),
  /** What the host itself runs on, name and version. */
  engines: v.record(v.string(), v.string()),
  /** Nothing may be written in the data folder: it is there to be looked at. */
  readOnly: v.boolean(),
  storage: StorageInfo,
});
export type AppInfo = v.InferOutput<typeof AppInfo>;

/** What the host tells the window unasked. */
export const HostEvent = v.variant('type', [
  /** Said by the window's own end of the line: the host cannot be heard, or can again and may have said things meanwhile. */
  v.object({ type: v.literal('connection'), state: v.picklist(['lost', 'back']) }),
  v.object({ type: v.literal('job'), job: Job }),
  v.object({ type: v.literal('journal'), inspection: InspectionId, heads: Heads }),
  /** The disk was full and the reserve went to a record, or there is a reserve again. */
  v.object({ type: v.literal('storage'), storage: StorageInfo }),
  /** Chosen in a menu that the shell draws; `inspection`: which one of 最近打开. */
  v.object({ type: v.literal('command'), command: v.picklist(COMMAND_IDS), inspection: v.nullable(InspectionId) }),
  /** A backup was made or failed, or goes elsewhere from now on. */
  v.object({ type: v.literal('backup'), backup: BackupState }),
  /** A place was asked, or could not be, or is used otherwise from now on. */
  v.object({ type: v.literal('sync'), sync: SyncState }),
  /** A window of this host has an inspection open, or no longer. */
  v.object({ type: v.literal('window'), presence: WindowPresence }),
  /** The program is about to end: save what is in the window, then answer with `window:drained`. */
  v.object({ type: v.literal('drain'), drain: v.string() }),
  /** The intranet server has a newer version of the program. */
  v.object({ type: v.literal('update'), version: v.string() }),
  /** The system handed the program a package to open. */
  v.object({ type: v.literal('package-offered'), offered: OfferedPackage }),
]);
export type HostEvent = v.InferOutput<typeof HostEvent>;
