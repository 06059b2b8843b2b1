import * as v from 'valibot';
import { CommandState, RecentInspection } from '../commands/state.ts';
import { Day, Estate, MAX_FILE_NAME, PersonName, Profile } from '../facts/schema.ts';
import { InspectionId, Sha256 } from '../ids.ts';
import { Event, WindowCall } from '../log/event.ts';
import { Draft } from '../log/events.ts';
import { Reach, Heads } from '../log/heads.ts';
import { BackupList, BackupState, FolderChoice, GenerationName, KeyInGeneration } from './backup-records.ts';
import { DiagnosticsPreview } from './diagnostics-records.ts';
import { FaultReport } from './fault-report.ts';
import { IndexRepair } from './index-records.ts';
import { Job, Started } from './job-records.ts';
import { KeyChoice, OfferedPackage, PackageToken } from './package-records.ts';
import { CertificateChoice, Notice } from './notice-records.ts';
import { AppInfo, CatalogueInfo, InspectionInfo, Settings, StoredFile } from './records.ts';
import { NoticeEdition } from '../publication/notice-edition.ts';
import {
  KeyAtPlace,
  NewPlace,
  NewSecret,
  NewServer,
  OfPlace,
  PlaceUsed,
  SharedFolderChoice,
  SharedThere,
  SyncState,
} from './sync-records.ts';
import { UpdateSettings, UpdateState } from './update-records.ts';
import { CertificateKeeping } from './vault-records.ts';
import { WindowPresence } from './window-records.ts';

const FileName = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_FILE_NAME));
const ByteCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** Which certificate of a file, where several suit; absent: the only one. */
const Fingerprint = v.optional(Sha256);
const Nothing = v.strictObject({});
const OfGeneration = v.strictObject({ generation: GenerationName });
const NamedEstates = v.pipe(
  v.array(v.strictObject({ id: Estate.entries.id, name: Estate.entries.name })),
  v.maxLength(200),
  v.check((estates) => new Set(estates.map((estate) => estate.id)).size === estates.length, '小区编号重复'),
);

/** Events that were written together, and the heads in which they end. */
const Appended = v.object({ events: v.array(Event), heads: Heads });

/** A call: its input, its output, and whether raw bytes travel with it (a photo, a certificate file). */
interface Call<I extends v.GenericSchema, O extends v.GenericSchema, B extends boolean> {
  readonly input: I;
  readonly output: O;
  readonly bytes: B;
  /** Its output is parsed where it is put together, and not once more on its way out of the host. */
  readonly isParsed: boolean;
}
const call = <I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O): Call<I, O, false> => ({
  input,
  output,
  bytes: false,
  isParsed: false,
});
/**
 * A call that answers with events. Each was parsed when it was stamped or read from the disk, and is of a type that only
 * that parsing gives; the window parses what comes in, as ever.
 */
const answeringEvents = <I extends v.GenericSchema, O extends v.GenericSchema>(
  input: I,
  output: O,
): Call<I, O, false> => ({ ...call(input, output), isParsed: true });
const upload = <I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O): Call<I, O, true> => ({
  input,
  output,
  bytes: true,
  isParsed: false,
});

/**
 * Everything the window may ask of the host. The preload API, the dispatcher, the HTTP adapter and the test fakes are
 * derived from this table; a name appears nowhere else as a free string.
 */
export const HOST = {
  'app:get-info': call(Nothing, AppInfo),
  'settings:get': call(Nothing, Settings),
  'settings:set': call(Settings, Settings),
  'catalogue:list': call(Nothing, v.array(CatalogueInfo)),
  /** The catalogue's JSON text exactly as hashed; the window parses it with the catalogue schema. */
  'catalogue:read': call(v.strictObject({ sha256: Sha256 }), v.object({ json: v.string() })),
  'catalogue:import': upload(Nothing, CatalogueInfo),
  'inspection:list': call(Nothing, v.array(InspectionInfo)),
  /** Begins an inspection with its 小区 in one write: all of it is on disk, or nothing is. */
  'inspection:create': call(
    v.strictObject({ catalogue: Sha256, profile: Profile, estates: v.optional(NamedEstates, []) }),
    v.object({ id: InspectionId }),
  ),
  'inspection:open-sample': call(Nothing, v.object({ id: InspectionId })),
  /** Events beyond what the window has seen, in causal order; at most 2000 a call, `more` says there are further ones. */
  'inspection:read-events': answeringEvents(
    v.strictObject({ inspection: InspectionId, seen: Reach }),
    v.object({ events: v.array(Event), more: v.boolean(), heads: Heads }),
  ),
  /**
   * Appends and fsyncs all drafts, or none; answers only when they are on disk: this is what 已保存 means. A draft that
   * can't be taken is named by its place (`app.bad-request` with path `drafts.3…`, see `refused-draft.ts`).
   */
  'inspection:append-events': answeringEvents(
    v.strictObject({
      inspection: InspectionId,
      drafts: v.pipe(v.array(Draft), v.minLength(1), v.maxLength(500)),
      /** What the writer had before their eyes; a write they had not seen counts as concurrent. Absent: everything. */
      seen: v.optional(Reach),
      /** Which window asks, and the number of its call: one that is in the journal is answered with its events again. */
      window: v.optional(WindowCall),
    }),
    Appended,
  ),
  /** Stores an original byte for byte, write-once, under its SHA-256; answers after fsync. */
  'evidence:store': upload(v.strictObject({ name: FileName }), StoredFile),
  /** Which camera an original says it was taken with; null where it does not say. */
  'evidence:camera': call(v.strictObject({ sha256: Sha256 }), v.nullable(v.string())),
  'notice:preview': call(v.strictObject({ inspection: InspectionId, edition: NoticeEdition }), Started('notice')),
  /**
   * Freezes the facts as they are in the journal: refuses while anything is unresolved (`inspection.not-ready`) or the
   * date is (`publication.date-unsound`).
   */
  'notice:finalise': answeringEvents(
    v.strictObject({
      inspection: InspectionId,
      by: PersonName,
      accepted: v.array(v.strictObject({ indicator: v.number(), reason: v.string() })),
      /** 落款日期; absent: the usual one. `confirmed`: what is doubtful about it was shown and answered. */
      date: v.optional(v.strictObject({ day: Day, confirmed: v.boolean() })),
    }),
    Appended,
  ),
  /** Renders the finalised notice and signs it with the .p12 sent along; nothing is kept of key or password. */
  'notice:sign': upload(
    v.strictObject({
      inspection: InspectionId,
      edition: NoticeEdition,
      role: PersonName,
      name: PersonName,
      password: v.string(),
      certificate: Fingerprint,
    }),
    Started('notice'),
  ),
  /** The same with the certificate that is kept (`secret.not-kept`, `secret.unreadable`: ask for the file again). */
  'notice:sign-kept': call(
    v.strictObject({ inspection: InspectionId, edition: NoticeEdition, role: PersonName, name: PersonName }),
    Started('notice'),
  ),
  /** The notice signed last, its files checked; without one the last preview; null when there is none. */
  'notice:latest': call(v.strictObject({ inspection: InspectionId }), v.nullable(Notice)),
  'certificate:inspect': upload(v.strictObject({ password: v.string() }), CertificateChoice),
  /** Which certificate is kept and how well; never the key or the password. */
  'certificate:kept': call(Nothing, CertificateKeeping),
  /** Keeps the .p12 sent along. `unprotected`: the user knows that this computer cannot protect it (level `basic`). */
  'certificate:keep': upload(
    v.strictObject({ password: v.string(), unprotected: v.boolean(), certificate: Fingerprint }),
    CertificateKeeping,
  ),
  'certificate:forget': call(Nothing, CertificateKeeping),
  /** A clearly labelled 测试证书 for trying the signature; the file comes back as base64 to be saved by the user. */
  'certificate:make-test': call(
    v.strictObject({ name: PersonName, organisation: v.pipe(v.string(), v.trim(), v.maxLength(60)) }),
    v.object({ fileName: v.string(), base64: v.string(), password: v.string() }),
  ),
  'backup:state': call(Nothing, BackupState),
  'backup:list': call(Nothing, BackupList),
  /** Ends when the copy is complete and verified; where nothing changed since the last one, that one. */
  'backup:run': call(Nothing, Started('backup')),
  /** Reads a generation again and holds every file of it against its hash. */
  'backup:check': call(OfGeneration, Started('backup-check')),
  /** Works out what a restore would bring back; changes nothing. */
  'backup:preview-restore': call(OfGeneration, Started('restore-preview')),
  /** Brings back what is missing here; replaces only what is damaged, and keeps that. Cut short, it is done again. */
  'backup:restore': call(OfGeneration, Started('restore')),
  /** Takes a device for the one whose key in a generation has this fingerprint, as somebody decided who asked its owner. */
  'backup:settle-key': call(KeyInGeneration, Nothing),
  /** Backs up to this folder from now on, once it is checked; null: within the data folder. */
  'backup:use-folder': call(v.strictObject({ folder: v.nullable(Settings.entries.backupFolder.wrapped) }), BackupState),
  /** Asks for the folder in the system's own dialog, then does the same. */
  'backup:choose-folder': call(Nothing, FolderChoice),
  /** Writes an inspection with everything that belongs to it into one signed file; the job's end names it. */
  'package:export': call(v.strictObject({ inspection: InspectionId }), Started('package-export')),
  /** Announces a package of `bytes` bytes, which is then sent in pieces. */
  'package:begin': call(v.strictObject({ name: FileName, bytes: ByteCount }), v.object({ package: PackageToken })),
  /** The next piece, which begins at byte `at`; answers how many bytes are there now. */
  'package:receive': upload(
    v.strictObject({ package: PackageToken, at: ByteCount }),
    v.object({ received: v.number() }),
  ),
  /** Packages that the system asked the program to open and that nobody has looked at yet. */
  'package:offers': call(Nothing, v.array(OfferedPackage)),
  /** Verifies all of a package and works out what it would bring; changes nothing. */
  'package:preview': call(v.strictObject({ package: PackageToken }), Started('package-preview')),
  /** Brings in what is not here and replaces nothing. Cut short it is finished by doing it again. */
  'package:import': call(v.strictObject({ package: PackageToken }), Started('package-import')),
  /** Takes a device for the one whose key has this fingerprint, as somebody decided who asked its owner; then look again. */
  'package:settle-key': call(KeyChoice, Nothing),
  /** Forgets a package; a received one is removed. */
  'package:discard': call(v.strictObject({ package: PackageToken }), Nothing),
  /** The places that inspections are shared through, and how each stood when it was asked last. */
  'sync:state': call(Nothing, SyncState),
  /** Asks for a folder to share in the system's own dialog. */
  'sync:choose-folder': call(Nothing, SharedFolderChoice),
  /** Shares through this folder from now on, made ready for that where it is not; sends nothing yet. */
  'sync:add-folder': call(NewPlace, SyncState),
  /** Shares through this server from now on; asks it nothing yet. */
  'sync:add-server': call(NewServer, SyncState),
  /** Another password or token for a server. */
  'sync:set-secret': call(NewSecret, SyncState),
  'sync:use': call(PlaceUsed, SyncState),
  /** Says yes to exactly these inspections: no others are sent to the place or taken from it. */
  'sync:share': call(SharedThere, SyncState),
  /** Takes a device for the one whose key in a place has this fingerprint, as somebody decided who asked its owner. */
  'sync:settle-key': call(KeyAtPlace, Nothing),
  /** Forgets a place. What lies there stays there, and what came from there stays here. */
  'sync:forget': call(OfPlace, SyncState),
  /** Exchanges what is shared, and asks the place what it has; broken off, it goes on the next time. */
  'sync:run': call(OfPlace, Started('sync')),
  /** The inspections opened last, the latest first; `note` puts one first. */
  'recent:list': call(Nothing, v.array(RecentInspection)),
  'recent:note': call(RecentInspection, v.array(RecentInspection)),
  'recent:clear': call(Nothing, v.array(RecentInspection)),
  /** What the window can do now, for the menus that the shell draws around it. A shell without menus takes no notice. */
  'shell:report-state': call(CommandState, Nothing),
  /** Notes a fault of the window in the log; beyond twenty a minute they are only counted. */
  'fault:report': call(FaultReport, Nothing),
  /** Answers a `drain` event: everything in the window is saved, but for so many changes. */
  'window:drained': call(v.strictObject({ drain: v.string(), unsaved: ByteCount }), Nothing),
  /** Tells the other windows of this host that one has an inspection open, asks which others have, or leaves it. */
  'window:present': call(WindowPresence, Nothing),
  /** What a 诊断包 would hold. */
  'diagnostics:preview': call(Nothing, DiagnosticsPreview),
  /** Makes a 诊断包; crash dumps go along only when asked for. The job's end names the file. */
  'diagnostics:make': call(v.strictObject({ withDumps: v.boolean() }), Started('diagnostics')),
  'update:get': call(Nothing, UpdateState),
  'update:configure': call(UpdateSettings, UpdateState),
  /** Asks the intranet server, on the user's word; what is not signed by the publisher's key is refused. */
  'update:check': call(Nothing, UpdateState),
  'update:download': call(Nothing, Started('update')),
  /** Hands the checked installer to the system; never while a job runs (`update.busy`). */
  'update:open': call(Nothing, Nothing),
  /** 离线更新包: the release file, then the installer in parts in their order. */
  'update:begin-file': upload(Nothing, UpdateState),
  'update:add-part': upload(v.strictObject({ offset: v.pipe(v.number(), v.integer(), v.minValue(0)) }), UpdateState),
  /** Notes in the host's log that the window has mended its index from the journal. */
  'index:repaired': call(IndexRepair, Nothing),
  'job:cancel': call(v.strictObject({ job: v.string() }), Nothing),
  /** The jobs under way, the earliest first. */
  'job:list': call(Nothing, v.array(Job)),
  'job:get': call(v.strictObject({ job: v.string() }), Job),
} as const;

export type HostName = keyof typeof HOST;
export const HOST_NAMES = Object.keys(HOST) as readonly HostName[];
export type HostInput<N extends HostName> = v.InferInput<(typeof HOST)[N]['input']>;
export type HostParsedInput<N extends HostName> = v.InferOutput<(typeof HOST)[N]['input']>;
export type HostOutput<N extends HostName> = v.InferOutput<(typeof HOST)[N]['output']>;
/** Names whose call carries raw bytes. */
export type UploadName = { [N in HostName]: (typeof HOST)[N]['bytes'] extends true ? N : never }[HostName];
