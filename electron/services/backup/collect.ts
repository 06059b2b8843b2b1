import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { readOrNull } from '#electron/services/journal/data-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { collectNotices } from './collect-notices.ts';
import type { CollectedNotices } from './collect-notices.ts';
import { hashBytes } from '#electron/services/disk/hash-file.ts';
import type { BackedUpStream, FileToKeep } from './manifest.ts';
import { step } from './steps.ts';

/** Everything of a data folder that a backup keeps, as it is at this moment. */
export interface Collected extends Omit<CollectedNotices, 'files'> {
  readonly streams: readonly BackedUpStream[];
  readonly catalogues: readonly Sha256[];
  readonly settings: Sha256 | null;
  readonly files: readonly FileToKeep[];
  readonly photos: readonly { readonly sha256: Sha256; readonly size: number }[];
}

/**
 * Reads a data folder. Streams come before photos and notices: those are on disk before an event names them, so none is
 * missed. A write under way is left out up to its last complete batch; a damaged stream is taken whole. Throws the
 * system's error, or the signal's reason.
 */
export async function collect(paths: DataPaths, hash: HashText, control: JobContext): Promise<Collected> {
  const streams: BackedUpStream[] = [];
  const files: FileToKeep[] = [];
  const notices: CollectedNotices[] = [];
  const inspections = await namesOf(paths.inspections, InspectionId);
  for (const [index, inspection] of inspections.entries()) {
    step(control, 'collect', index, inspections.length);
    const found = await collectStreams(paths, inspection, hash);
    streams.push(...found.streams);
    files.push(...found.files);
    notices.push(await collectNotices(paths.notices, inspection, found.events));
  }
  const settings = await readOrNull(paths.settings);
  const settingsBytes = settings === null ? null : Buffer.from(settings, 'utf8');
  if (settingsBytes !== null) files.push({ path: ['settings.json'], bytes: settingsBytes });
  const catalogues = await collectCatalogues(paths.catalogues);
  return {
    streams,
    catalogues: catalogues.map(({ sha256 }) => sha256),
    settings: settingsBytes === null ? null : hashBytes(settingsBytes),
    files: [...files, ...catalogues.map(({ file }) => file), ...notices.flatMap((one) => one.files)],
    photos: await photosOf(paths.photos),
    notices: notices.flatMap((one) => one.notices),
    latestNotices: notices.flatMap((one) => one.latestNotices),
  };
}

async function collectStreams(paths: DataPaths, inspection: InspectionId, hash: HashText) {
  const streams: BackedUpStream[] = [];
  const files: FileToKeep[] = [];
  const events: Event[] = [];
  const names = await readdir(join(paths.inspections, inspection));
  for (const device of parsed(names.filter(isStream).map(withoutEnding), DeviceId)) {
    const path = ['inspections', inspection, `${device}.jsonl`];
    const read = await readComplete(join(paths.root, ...path), { inspection, device }, hash);
    if (read.bytes.length === 0) continue;
    const { bytes, damaged } = read;
    streams.push({ inspection, device, sha256: hashBytes(bytes), events: read.events.length, damaged });
    files.push({ path, bytes });
    events.push(...read.events);
  }
  return { streams, files, events };
}

async function collectCatalogues(folder: string) {
  const found: { readonly sha256: Sha256; readonly file: FileToKeep }[] = [];
  for (const sha256 of parsed((await readdir(folder)).map(withoutEnding), Sha256)) {
    const bytes = await readFile(join(folder, `${sha256}.json`));
    if (hashBytes(bytes) === sha256) found.push({ sha256, file: { path: ['catalogues', `${sha256}.json`], bytes } });
  }
  return found;
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
  return { events, bytes: damaged ? bytes : bytes.subarray(0, length), damaged };
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
