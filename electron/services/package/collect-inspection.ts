import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { isOfOneFile } from '#electron/services/journal/stream.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { DeviceId, Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/heads.ts';
import type { Event } from '#shared/log/event.ts';
import { fold } from '#shared/log/fold.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import type { ManifestBody } from '#shared/package/manifest.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { ZipSource } from './write-zip.ts';
import { hashBytes, hashFile } from '#electron/services/disk/hash.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { pathOf } from '#shared/holding/holding.ts';

export interface CollectPorts {
  readonly paths: DataPaths;
  readonly evidence: EvidenceStore;
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
): Promise<Result<CollectedInspection, ErrorCode>> {
  const streams = await readStreams(inspection, ports);
  if (streams.length === 0) return err('inspection.not-found');
  const events = streams.flatMap((stream) => stream.events);
  const state = fold(events);
  const sources = streams.map(({ source }) => source);
  const missing: Sha256[] = [];
  const wanted = [...originalsOf(events, ports), ...noticesOf(inspection, state, ports)];
  for (const [index, file] of wanted.entries()) {
    signal.throwIfAborted();
    progress('check', index, wanted.length);
    const source = await soundFile(file);
    if (source === null) missing.push(file.sha256);
    else sources.push(source);
  }
  const catalogue = state === null ? null : await ports.catalogues.read(state.catalogueRef.sha256);
  if (catalogue?.ok === true) {
    const { sha256, json } = catalogue.value;
    sources.push(inMemory(pathOf({ is: 'catalogue', sha256 }), Buffer.from(json, 'utf8')));
  }
  const heads = new Map(streams.map(({ device, head }) => [device, head]));
  const community = state?.facts.profile.community ?? '';
  return ok({
    sources: sources.toSorted(byPath),
    missing: missing.toSorted((a, b) => (a < b ? -1 : 1)),
    heads,
    community,
  });
}

const byPath = (a: ZipSource, b: ZipSource): number => (a.path < b.path ? -1 : 1);

const inMemory = (path: string, bytes: Uint8Array): ZipSource => ({
  path,
  bytes: bytes.length,
  sha256: hashBytes(bytes),
  from: bytes,
});

async function readStreams(inspection: InspectionId, { paths, hash }: CollectPorts) {
  const folder = join(paths.inspections, inspection);
  const names = await readdir(folder).catch((fault: unknown) => {
    if (reasonOf(fault) !== 'ENOENT') throw fault;
    return [];
  });
  const streams = [];
  const unread: Error[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const device = v.safeParse(DeviceId, name.replace(/\.jsonl$/, ''));
    if (!name.endsWith('.jsonl') || !device.success) continue;
    const bytes = await readRegular(join(folder, name)).catch((fault: unknown) => {
      // What cannot be read here stays where it is, and stops nobody from handing on the rest.
      if (!isOfOneFile(fault)) throw fault;
      unread.push(fault);
      return null;
    });
    if (bytes === null) continue;
    const { events, head, length } = scanStream(bytes, { inspection, device: device.output }, hash);
    if (head === null) continue;
    const source = inMemory(pathOf({ is: 'stream', inspection, device: device.output }), bytes.subarray(0, length));
    streams.push({ device: device.output, events, head, source });
  }
  const [first] = unread;
  if (first !== undefined && streams.length === 0) throw first;
  return streams;
}

interface WantedFile {
  readonly path: string;
  readonly file: string;
  readonly sha256: Sha256;
}

/** A version of the program that adds to the payload still names the original in the same place. */
const NamesOriginal = v.object({ evidence: v.object({ sha256: Sha256 }) });

function originalsOf(events: readonly Event[], { paths }: CollectPorts): WantedFile[] {
  const named = events.flatMap(({ payload }) => {
    const read = v.safeParse(NamesOriginal, payload);
    return read.success ? [read.output.evidence.sha256] : [];
  });
  return [...new Set(named)].map((sha256) => ({
    path: pathOf({ is: 'original', sha256 }),
    file: join(paths.photos, sha256.slice(0, 2), sha256),
    sha256,
  }));
}

function noticesOf(inspection: InspectionId, state: FoldedInspection | null, { paths }: CollectPorts): WantedFile[] {
  const file = (sha256: Sha256, ending: 'pdf' | 'xlsx') => ({
    path: pathOf({ is: 'notice', inspection, sha256, ending }),
    file: join(paths.notices, inspection, `${sha256}.${ending}`),
    sha256,
  });
  const all = (state?.published ?? []).flatMap(({ pdfSha256, xlsxSha256 }) => [
    file(pdfSha256, 'pdf'),
    file(xlsxSha256, 'xlsx'),
  ]);
  return [...new Map(all.map((one) => [one.path, one])).values()];
}

/** The file where it is there, not empty, and still what its name says. */
async function soundFile({ path, file, sha256 }: WantedFile): Promise<ZipSource | null> {
  try {
    const { size } = await stat(file);
    return size > 0 && (await hashFile(file)) === sha256 ? { path, bytes: size, sha256, from: { file } } : null;
  } catch (fault) {
    // A file that cannot be read is as good as missing; the package says so.
    if (reasonOf(fault) === 'unknown') throw fault;
    return null;
  }
}
