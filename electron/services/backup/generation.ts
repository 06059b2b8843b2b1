import { join } from 'node:path';
import { readOrNothing } from '#electron/services/disk/read.ts';
import { wholeOf } from '#electron/services/holdings/part-of.ts';
import { partAfter } from '#electron/services/journal/stream-part.ts';
import { contentOf } from '#electron/services/holdings/remote.ts';
import type { Remote } from '#electron/services/holdings/remote.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { ok } from '#shared/result.ts';
import { keptAt } from './manifest.ts';
import type { BackupPaths, Manifest, NamedManifest } from './manifest.ts';

interface Files {
  readonly photos: readonly Manifest['photos'][number][];
  readonly catalogues: readonly Manifest['catalogues'][number][];
  readonly notices: readonly Manifest['notices'][number][];
}

/** The files that a generation holds: of catalogues its own, of originals and notices those kept for all generations. */
export function filesOf({ photos, catalogues, notices }: Files): { file: FileHolding; bytes: number | null }[] {
  return [
    ...photos.map(({ sha256, size }) => ({ file: { is: 'original' as const, sha256 }, bytes: size })),
    ...catalogues.map((sha256) => ({ file: { is: 'catalogue' as const, sha256 }, bytes: null })),
    ...notices.map(({ size, ...notice }) => ({ file: { is: 'notice' as const, ...notice }, bytes: size })),
  ];
}

/** A generation as a place to bring things back from. What of it cannot be read is as good as not there. */
export function openGeneration({ name, manifest }: NamedManifest, place: BackupPaths, hash: HashText): Remote {
  const folder = join(place.generations, name);
  return {
    streams: async () => ok(manifest.streams.map(({ events, ...stream }) => ({ ...stream, seq: events, hash: null }))),
    part: async ({ inspection, device }, after) => {
      const path = pathOf({ is: 'stream', inspection, device });
      const whole = wholeOf(
        (await readOrNothing(join(folder, path))) ?? new Uint8Array(),
        { inspection, device },
        hash,
      );
      return ok(whole === null ? null : partAfter(whole, after));
    },
    files: async () => ok(filesOf(manifest)),
    open: (file, signal) => contentOf(keptAt(file, folder, place), signal),
  };
}
