import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { readOrNull } from '#electron/services/journal/data-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { hashBytes } from './hash-file.ts';
import type { BackedUpStream } from './manifest.ts';

/** A file to be copied into a generation: where to, and what it holds. */
export interface FileToKeep {
  readonly path: readonly string[];
  readonly bytes: Uint8Array;
}

/** Everything of a data folder that a backup keeps, as it is at this moment. */
export interface Collected {
  readonly streams: readonly BackedUpStream[];
  readonly catalogues: readonly Sha256[];
  readonly settings: Sha256 | null;
  readonly files: readonly FileToKeep[];
  readonly photos: readonly { readonly sha256: Sha256; readonly size: number }[];
}

/**
 * Reads a data folder. Streams come before photos: an original is on disk before an event names it, so none is missed.
 * A write under way is left out up to its last complete batch; a damaged stream is taken whole. Throws the system's error.
 */
export async function collect(paths: DataPaths, hash: HashText): Promise<Collected> {
  const streams: BackedUpStream[] = [];
  const files: FileToKeep[] = [];
  for (const inspection of await namesOf(paths.inspections, InspectionId)) {
    const names = await readdir(join(paths.inspections, inspection));
    for (const device of parsed(names.filter(isStream).map(withoutEnding), DeviceId)) {
      const path = ['inspections', inspection, `${device}.jsonl`];
      const { events, bytes, damaged } = await readComplete(join(paths.root, ...path), { inspection, device }, hash);
      if (bytes.length === 0) continue;
      streams.push({ inspection, device, sha256: hashBytes(bytes), events, damaged });
      files.push({ path, bytes });
    }
  }
  const catalogues: Sha256[] = [];
  for (const sha256 of parsed((await readdir(paths.catalogues)).map(withoutEnding), Sha256)) {
    const bytes = await readFile(join(paths.catalogues, `${sha256}.json`));
    if (hashBytes(bytes) !== sha256) continue;
    catalogues.push(sha256);
    files.push({ path: ['catalogues', `${sha256}.json`], bytes });
  }
  const settings = await readOrNull(paths.settings);
  const settingsBytes = settings === null ? null : Buffer.from(settings, 'utf8');
  if (settingsBytes !== null) files.push({ path: ['settings.json'], bytes: settingsBytes });
  const settingsHash = settingsBytes === null ? null : hashBytes(settingsBytes);
  return { streams, catalogues, settings: settingsHash, files, photos: await photosOf(paths.photos) };
}

const isStream = (name: string): boolean => name.endsWith('.jsonl');
const withoutEnding = (name: string): string => name.replace(/\.jsonl?$/, '');

function parsed<T>(names: readonly string[], schema: v.GenericSchema<unknown, T>): T[] {
  return names
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => {
      const result = v.safeParse(schema, name);
      return result.success ? [result.output] : [];
    });
}

const namesOf = async <T>(folder: string, schema: v.GenericSchema<unknown, T>): Promise<T[]> =>
  parsed(await readdir(folder), schema);

async function readComplete(
  path: string,
  id: { readonly inspection: InspectionId; readonly device: DeviceId },
  hash: HashText,
) {
  const bytes = await readFile(path);
  const { events, length, end } = scanStream(bytes, id, hash);
  const damaged = end.is === 'damaged';
  return { events: events.length, bytes: damaged ? bytes : bytes.subarray(0, length), damaged };
}

async function photosOf(folder: string): Promise<Collected['photos']> {
  const photos: { sha256: Sha256; size: number }[] = [];
  for (const shelf of (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted()) {
    for (const sha256 of await namesOf(join(folder, shelf), Sha256)) {
      photos.push({ sha256, size: (await stat(join(folder, shelf, sha256))).size });
    }
  }
  return photos;
}
