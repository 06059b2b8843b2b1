import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { collectNotices } from './collect-notices.ts';
import type { CollectedNotices } from './collect-notices.ts';
import { orFault } from './faults.ts';
import type { Faults } from './faults.ts';
import type { BackedUpStream, FileToKeep } from './manifest.ts';
import { step } from './steps.ts';
import { signedHeadOf } from './vouch-streams.ts';
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
  const folder = `inspections/${inspection}`;
  const names = (await orFault(faults, folder, () => readdir(join(paths.inspections, inspection)))) ?? [];
  for (const device of parsed(names.filter(isStream).map(withoutEnding), DeviceId)) {
    const path = ['inspections', inspection, `${device}.jsonl`];
    const read = await orFault(faults, path.join('/'), () =>
      readComplete(join(paths.root, ...path), { inspection, device }, ports.hash),
    );
    if (read === null || read.bytes.length === 0) continue;
    const { bytes, damaged, head } = read;
    const copy = { inspection, device, events: read.events };
    const voucher = head === null ? null : await signedHeadOf({ ...copy, head }, ports.witness);
    streams.push({ inspection, device, sha256: hashBytes(bytes), events: read.events.length, damaged, voucher });
    files.push({ path, bytes });
    events.push(...read.events);
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
  const bytes = await readRegular(path);
  const { events, head, length, end } = scanStream(bytes, id, hash);
  const damaged = end.is === 'damaged';
  return { events, head, bytes: damaged ? bytes : bytes.subarray(0, length), damaged };
}

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
