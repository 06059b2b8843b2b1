import { join } from 'node:path';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { streamsIn } from '#electron/services/journal/journal-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { isOfOneFile } from '#electron/services/journal/stream.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { fold } from '#shared/log/fold.ts';
import type { Head } from '#shared/log/heads.ts';
import type { ManifestBody } from '#shared/package/manifest.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { ZipSource } from './write-zip.ts';

export interface CollectPorts {
  readonly paths: DataPaths;
  readonly catalogues: Catalogues;
  readonly hash: HashText;
}

/** Everything that belongs to an inspection, as it is on the disk at this moment. */
export interface CollectedInspection extends Pick<ManifestBody, 'missing'> {
  /** Where each stream ends. */
  readonly heads: ReadonlyMap<DeviceId, Head>;
  /** By path, the order of the manifest and of the zip. */
  readonly sources: readonly ZipSource[];
  readonly community: string;
}

/**
 * Reads an inspection for a package: whole batches, of a damaged stream what is intact (`inspection.not-found` where
 * that is nothing). Every file is read to its end and held against its name. Throws the system's error.
 */
export async function collectInspection(
  inspection: InspectionId,
  ports: CollectPorts,
  { progress, signal }: JobContext,
): Answer<CollectedInspection> {
  const streams = await readStreams(inspection, ports);
  if (streams.length === 0) return err('inspection.not-found');
  const events = streams.flatMap((stream) => stream.events);
  const sources = streams.map(({ source }) => source);
  const missing: Sha256[] = [];
  const files = [...namedFiles(inspection, events).values()];
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    progress('check', index, files.length);
    const source = await sourceOf(file, ports);
    if (source !== null) sources.push(source);
    else if (file.is !== 'catalogue') missing.push(file.sha256);
  }
  return ok({
    sources: sources.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    missing: missing.toSorted((a, b) => (a < b ? -1 : 1)),
    heads: new Map(streams.map(({ device, head }) => [device, head])),
    community: fold(events)?.facts.profile.community ?? '',
  });
}

export function inMemory(path: string, bytes: Uint8Array): ZipSource {
  return { path, bytes: bytes.length, sha256: hashBytes(bytes), from: bytes };
}

async function readStreams(inspection: InspectionId, { paths, hash }: CollectPorts) {
  const streams = [];
  const unread: Error[] = [];
  for (const { device, path } of await streamsIn(join(paths.inspections, inspection), inspection)) {
    const bytes = await readRegular(path).catch((fault: unknown) => {
      // What cannot be read here stays where it is, and stops nobody from handing on the rest.
      if (!isOfOneFile(fault)) throw fault;
      unread.push(fault);
      return null;
    });
    const scan = scanStream(bytes ?? new Uint8Array(), { inspection, device }, hash);
    if (bytes === null || scan.head === null) continue;
    const source = inMemory(pathOf({ is: 'stream', inspection, device }), bytes.subarray(0, scan.length));
    streams.push({ device, events: scan.events, head: scan.head, source });
  }
  const [first] = unread;
  if (first !== undefined && streams.length === 0) throw first;
  return streams;
}

/** The file where it is there, not empty, and still what its name says; one that cannot be read is as good as missing. */
async function sourceOf(file: FileHolding, { paths, catalogues }: CollectPorts): Promise<ZipSource | null> {
  const path = pathOf(file);
  if (file.is === 'catalogue') {
    const found = await catalogues.read(file.sha256);
    return found.ok ? inMemory(path, Buffer.from(found.value.json, 'utf8')) : null;
  }
  const place = join(paths.root, path);
  const standing = await fileStanding(place, file.sha256);
  if (standing.is !== 'sound' || standing.size === 0) return null;
  return { path, bytes: standing.size, sha256: file.sha256, from: { file: place } };
}
