import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { streamsIn } from '#electron/services/journal/journal-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { InspectionId, Sha256 } from '#shared/ids.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { collectNotices } from './collect-notices.ts';
import type { CollectedNotices } from './collect-notices.ts';
import { orFault } from './faults.ts';
import type { Faults } from './faults.ts';
import type { BackedUpStream, FileToKeep } from './manifest.ts';
import { step } from '#electron/services/jobs/step.ts';
import { signedHeadOf } from '#electron/services/holdings/signed-head.ts';
import { readOrNull } from '#electron/services/disk/read.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';

/** Everything of a data folder that a backup keeps, as it is at this moment. */
export interface Collected extends Omit<CollectedNotices, 'files'> {
  readonly streams: readonly BackedUpStream[];
  readonly catalogues: readonly Sha256[];
  readonly settings: Sha256 | null;
  readonly files: readonly FileToKeep[];
  readonly photos: readonly { readonly sha256: Sha256; readonly size: number }[];
  /** What could not be read; everything else is there all the same. */
  readonly faults: Faults;
}

/** What streams are verified and signed with. */
interface CollectPorts {
  readonly hash: HashText;
  readonly witness: WitnessPorts;
}

/**
 * Reads a data folder. Streams come before photos and notices: those are on disk before an event names them, so none is
 * missed. A write under way is left out up to its last complete batch; a damaged stream is taken whole; what the system
 * does not let read is named and left out. Throws the signal's reason.
 */
export async function collect(paths: DataPaths, ports: CollectPorts, control: JobContext): Promise<Collected> {
  const streams: BackedUpStream[] = [];
  const files: FileToKeep[] = [];
  const notices: CollectedNotices[] = [];
  const faults: Faults = [];
  const inspections = (await orFault(faults, 'inspections', () => namesOf(paths.inspections, InspectionId))) ?? [];
  for (const [index, inspection] of inspections.entries()) {
    step(control, 'collect', index, inspections.length);
    const found = await collectStreams(paths, inspection, ports, faults);
    streams.push(...found.streams);
    files.push(...found.files);
    notices.push(await collectNotices(paths.notices, inspection, found.events, faults));
  }
  const settings = await orFault(faults, 'settings.json', () => readOrNull(paths.settings));
  const settingsBytes = settings === null ? null : Buffer.from(settings, 'utf8');
  if (settingsBytes !== null) files.push({ path: ['settings.json'], bytes: settingsBytes });
  const catalogues = await collectCatalogues(paths.catalogues, faults);
  return {
    streams,
    catalogues: catalogues.map(({ sha256 }) => sha256),
    settings: settingsBytes === null ? null : hashBytes(settingsBytes),
    files: [...files, ...catalogues.map(({ file }) => file), ...notices.flatMap((one) => one.files)],
    photos: await photosOf(paths.photos, faults),
    notices: notices.flatMap((one) => one.notices),
    latestNotices: notices.flatMap((one) => one.latestNotices),
    faults,
  };
}

async function collectStreams(paths: DataPaths, inspection: InspectionId, ports: CollectPorts, faults: Faults) {
  const streams: BackedUpStream[] = [];
  const files: FileToKeep[] = [];
  const events: Event[] = [];
  const folder = join(paths.inspections, inspection);
  const found = await orFault(faults, `inspections/${inspection}`, () => streamsIn(folder, inspection));
  for (const { device, path } of found ?? []) {
    const id = { inspection, device };
    const place = pathOf({ is: 'stream', ...id });
    const read = await orFault(faults, place, () => readRegular(path));
    if (read === null) continue;
    const { head, end, length, ...scan } = scanStream(read, id, ports.hash);
    const damaged = end.is === 'damaged';
    const bytes = damaged ? read : read.subarray(0, length);
    if (bytes.length === 0) continue;
    const copy = { ...id, after: null, events: scan.events };
    const voucher = head === null ? null : await signedHeadOf({ ...copy, head }, ports.witness);
    streams.push({ ...id, sha256: hashBytes(bytes), events: scan.events.length, damaged, voucher });
    files.push({ path: place.split('/'), bytes });
    events.push(...scan.events);
  }
  return { streams, files, events };
}

async function collectCatalogues(folder: string, faults: Faults) {
  const found: { readonly sha256: Sha256; readonly file: FileToKeep }[] = [];
  const names = (await orFault(faults, 'catalogues', () => readdir(folder))) ?? [];
  for (const sha256 of parsed(names.map(withoutEnding), Sha256)) {
    const name = `${sha256}.json`;
    const bytes = await orFault(faults, `catalogues/${name}`, () => readRegular(join(folder, name)));
    if (bytes !== null && hashBytes(bytes) === sha256)
      found.push({ sha256, file: { path: ['catalogues', `${sha256}.json`], bytes } });
  }
  return found;
}

const withoutEnding = (name: string): string => name.replace(/\.json$/, '');

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

async function photosOf(folder: string, faults: Faults): Promise<Collected['photos']> {
  const photos: { sha256: Sha256; size: number }[] = [];
  const shelves = (await orFault(faults, 'photos', () => readdir(folder))) ?? [];
  for (const shelf of shelves.filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted()) {
    const names = await orFault(faults, `photos/${shelf}`, () => namesOf(join(folder, shelf), Sha256));
    for (const sha256 of names ?? []) {
      const found = await orFault(faults, `photos/${shelf}/${sha256}`, () => stat(join(folder, shelf, sha256)));
      if (found !== null) photos.push({ sha256, size: found.size });
    }
  }
  return photos;
}
