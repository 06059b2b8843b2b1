import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson, readOrNull } from '#electron/services/journal/data-folder.ts';
import { GenerationName } from '#shared/host/backup-records.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';

const BackedUpStream = v.object({
  inspection: InspectionId,
  device: DeviceId,
  sha256: Sha256,
  events: v.number(),
  damaged: v.boolean(),
});
export type BackedUpStream = v.InferOutput<typeof BackedUpStream>;

/** What a generation holds: written last, so a folder with it is complete. */
export const Manifest = v.object({
  format: v.literal(1),
  at: v.string(),
  device: DeviceId,
  streams: v.array(BackedUpStream),
  catalogues: v.array(Sha256),
  settings: v.nullable(Sha256),
  photos: v.array(v.object({ sha256: Sha256, size: v.number() })),
  unsound: v.number(),
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** Where everything lies below the folder of all generations; originals are kept once for all of them. */
export interface BackupPaths {
  readonly root: string;
  readonly generations: string;
  readonly photos: string;
}

export function backupPaths(root: string): BackupPaths {
  return { root, generations: join(root, 'generations'), photos: join(root, 'photos') };
}

export const MANIFEST = 'manifest.json';

export interface NamedManifest {
  readonly name: string;
  readonly manifest: Manifest;
}

/** Every complete generation, latest first; none where there is no folder yet. Throws the system's error. */
export async function readManifests(paths: BackupPaths): Promise<NamedManifest[]> {
  const names = await readdir(paths.generations).catch(() => []);
  const found: NamedManifest[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? 1 : -1))) {
    if (!v.is(GenerationName, name)) continue;
    const manifest = v.safeParse(
      Manifest,
      parseJson((await readOrNull(join(paths.generations, name, MANIFEST))) ?? ''),
    );
    if (manifest.success) found.push({ name, manifest: manifest.output });
  }
  return found;
}

export function generationOf({ name, manifest }: NamedManifest): Generation {
  const { at, device, streams, photos, unsound } = manifest;
  const events = streams.reduce((sum, stream) => sum + stream.events, 0);
  const inspections = new Set(streams.map((stream) => stream.inspection)).size;
  return { name, at, device, inspections, events, photos: photos.length, unsound };
}

/** Whether two generations hold the same. */
export function sameContent(a: Manifest, b: Manifest): boolean {
  const content = ({ streams, catalogues, settings, photos }: Manifest) =>
    JSON.stringify([streams, catalogues, settings, photos]);
  return content(a) === content(b);
}

/** Whether everything of `older` is in `newer` too: only then may the older one go. */
export function covers(newer: Manifest, older: Manifest): boolean {
  const photos = new Set<string>(newer.photos.map(({ sha256 }) => sha256));
  return (
    older.photos.every(({ sha256 }) => photos.has(sha256)) &&
    older.streams.every((stream) => newer.streams.some((candidate) => holds(candidate, stream)))
  );
}

function holds(candidate: BackedUpStream, stream: BackedUpStream): boolean {
  if (candidate.inspection !== stream.inspection || candidate.device !== stream.device) return false;
  return candidate.sha256 === stream.sha256 || (!candidate.damaged && candidate.events >= stream.events);
}
