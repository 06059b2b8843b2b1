import { join } from 'node:path';
import * as v from 'valibot';
import { BackupFault, FAULTS_TOLD } from '#shared/host/backup-records.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { SignedHead } from '#shared/log/voucher.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { isInstant } from '#shared/reading/days.ts';
import type { FileHolding } from '#shared/holding/holding.ts';

const BackedUpStream = v.object({
  inspection: InspectionId,
  device: DeviceId,
  sha256: Sha256,
  events: v.number(),
  damaged: v.boolean(),
  /** How far its device signed it; one that makes no sense is none, and costs no generation. */
  voucher: v.optional(v.fallback(v.nullable(SignedHead), null), null),
});
export type BackedUpStream = v.InferOutput<typeof BackedUpStream>;

/** A file of a signed notice. */
const BackedUpNotice = v.object({
  inspection: InspectionId,
  sha256: Sha256,
  ending: v.picklist(['pdf', 'xlsx']),
  size: v.number(),
});
export type BackedUpNotice = v.InferOutput<typeof BackedUpNotice>;

/** What a generation holds: written last, so a folder with it is complete. */
export const Manifest = v.object({
  format: v.literal(1),
  at: v.pipe(v.string(), v.check(isInstant)),
  device: DeviceId,
  streams: v.array(BackedUpStream),
  catalogues: v.array(Sha256),
  settings: v.nullable(Sha256),
  photos: v.array(v.object({ sha256: Sha256, size: v.number() })),
  notices: v.optional(v.array(BackedUpNotice), []),
  /** Which signed notice of an inspection was the latest, as its record's hash. */
  latestNotices: v.optional(v.array(v.object({ inspection: InspectionId, sha256: Sha256 })), []),
  /** Bytes of the generation's own files. */
  bytes: v.optional(v.number(), 0),
  unsound: v.number(),
  /** What could not be read or was not sound when it was made. */
  faults: v.optional(v.array(BackupFault), []),
  /** Counts up with each generation of a place, whatever a clock says; 0: from before there was a count. */
  sequence: v.optional(v.number(), 0),
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** A file to be copied into a generation: where to, and what it holds. */
export interface FileToKeep {
  readonly path: readonly string[];
  readonly bytes: Uint8Array;
}

/** Where everything lies below the folder of all generations; originals and notices are kept once for all of them. */
export interface BackupPaths {
  readonly root: string;
  readonly generations: string;
  readonly photos: string;
  readonly notices: string;
}

export const GENERATIONS_FOLDER = 'generations';

export function backupPaths(root: string): BackupPaths {
  const at = (name: string): string => join(root, name);
  return { root, generations: at(GENERATIONS_FOLDER), photos: at('photos'), notices: at('notices') };
}

/** Where a file is kept: catalogues in the folder of the generation, originals and notices on the shelves of all. */
export function keptAt(file: FileHolding, folder: string, { photos, notices }: BackupPaths): string {
  const { is, sha256 } = file;
  if (is === 'catalogue') return join(folder, pathOf(file));
  return join(is === 'original' ? photos : notices, sha256.slice(0, 2), sha256);
}

export const MANIFEST = 'manifest.json';

export interface NamedManifest {
  readonly name: string;
  readonly manifest: Manifest;
}

export function generationOf({ name, manifest }: NamedManifest): Generation {
  const { at, device, streams, photos, notices, unsound, faults } = manifest;
  const sum = (sizes: readonly { readonly size: number }[]) => sizes.reduce((total, { size }) => total + size, 0);
  return {
    name,
    at,
    device,
    inspections: new Set(streams.map((stream) => stream.inspection)).size,
    events: streams.reduce((total, stream) => total + stream.events, 0),
    photos: photos.length,
    notices: notices.length,
    bytes: manifest.bytes + sum(photos) + sum(notices),
    unsound,
    faults: faults.slice(0, FAULTS_TOLD),
    faultCount: faults.length,
  };
}

/**
 * Whether a generation holds what a newer one would, and has met the same. A signature that could not be made this time is
 * no reason for a new one.
 */
export function sameContent(older: Manifest, newer: Manifest): boolean {
  const content = ({ streams, catalogues, settings, photos, notices, latestNotices, faults }: Manifest) =>
    JSON.stringify([streams.map(unsigned), catalogues, settings, photos, notices, latestNotices, faults]);
  const isSigned = ({ voucher }: BackedUpStream, index: number): boolean =>
    voucher === null || JSON.stringify(voucher) === JSON.stringify(older.streams[index]?.voucher);
  return content(older) === content(newer) && newer.streams.every(isSigned);
}

const unsigned = (stream: BackedUpStream): BackedUpStream => ({ ...stream, voucher: null });

/** Whether everything of `older` is in `newer` too: only then may the older one go. */
export function holdsAllOf(newer: Manifest, older: Manifest): boolean {
  const originals = new Set<string>([...newer.photos, ...newer.notices].map(({ sha256 }) => sha256));
  return (
    [...older.photos, ...older.notices].every(({ sha256 }) => originals.has(sha256)) &&
    older.catalogues.every((sha256) => newer.catalogues.includes(sha256)) &&
    (older.settings === null || newer.settings !== null) &&
    older.latestNotices.every(({ inspection }) => newer.latestNotices.some((one) => one.inspection === inspection)) &&
    older.streams.every((stream) => newer.streams.some((candidate) => holdsStream(candidate, stream)))
  );
}

function holdsStream(candidate: BackedUpStream, stream: BackedUpStream): boolean {
  if (candidate.inspection !== stream.inspection || candidate.device !== stream.device) return false;
  if (stream.voucher !== null && candidate.voucher === null) return false;
  return candidate.sha256 === stream.sha256 || (!candidate.damaged && candidate.events >= stream.events);
}
