import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import { isSystemError } from '#electron/services/journal/disk.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { StreamCopy } from '#electron/services/journal/stream-copy.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { RestorePlan, StreamComparison } from '#shared/host/backup-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { fold } from '#shared/log/fold.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { hashBytes } from './hash-file.ts';
import { originalIn } from './keep-original.ts';
import type { BackupPaths, NamedManifest } from './manifest.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** Where a restore goes. */
export interface RestorePorts {
  readonly evidence: EvidenceStore;
  readonly catalogues: Catalogues;
  readonly adopt: (copy: StreamCopy, apply: boolean) => Answer<StreamComparison>;
  readonly onRestored: (inspection: InspectionId) => Promise<void>;
  readonly hash: HashText;
}

/**
 * Brings back what a generation has and this data folder has not, or only says what that would be. Originals and
 * catalogues come first, so that no event ever names one that is missing. A restore that fails half-way has only added,
 * and is finished by running it again.
 */
export async function restore(
  { name, manifest }: NamedManifest,
  from: BackupPaths,
  ports: RestorePorts,
  apply: boolean,
): Answer<RestorePlan> {
  const folder = join(from.generations, name);
  const photos = await restorePhotos(manifest.photos, from, ports, apply);
  if (!photos.ok) return photos;
  const catalogues = await restoreCatalogues(manifest.catalogues, folder, ports, apply);
  if (!catalogues.ok) return catalogues;
  const streams = await restoreStreams(manifest.streams, folder, ports, apply);
  if (!streams.ok) return streams;
  const { inspections } = streams.value;
  const events = inspections.reduce((sum, inspection) => sum + inspection.events, 0);
  const { count, bytes } = photos.value;
  const unsound = photos.value.unsound + catalogues.value.unsound + streams.value.unsound;
  const plan = { generation: name, inspections, events, photos: count, photoBytes: bytes };
  return ok({ ...plan, catalogues: catalogues.value.count, unsound });
}

async function restorePhotos(
  photos: NamedManifest['manifest']['photos'],
  from: BackupPaths,
  { evidence }: RestorePorts,
  apply: boolean,
): Answer<{ count: number; bytes: number; unsound: number }> {
  const sum = { count: 0, bytes: 0, unsound: 0 };
  for (const { sha256, size } of photos) {
    if ((await evidence.find(sha256)).ok) continue;
    const bytes = await soundBytes(originalIn(from.photos, sha256), sha256);
    if (bytes === null) {
      sum.unsound += 1;
      continue;
    }
    sum.count += 1;
    sum.bytes += size;
    const stored = apply ? await evidence.store(bytes, sha256) : null;
    if (stored?.ok === false) return stored;
  }
  return ok(sum);
}

async function restoreCatalogues(
  catalogues: NamedManifest['manifest']['catalogues'],
  folder: string,
  ports: RestorePorts,
  apply: boolean,
): Answer<{ count: number; unsound: number }> {
  const sum = { count: 0, unsound: 0 };
  for (const sha256 of catalogues) {
    if ((await ports.catalogues.read(sha256)).ok) continue;
    const bytes = await soundBytes(join(folder, 'catalogues', `${sha256}.json`), sha256);
    if (bytes === null) {
      sum.unsound += 1;
      continue;
    }
    sum.count += 1;
    const imported = apply ? await ports.catalogues.import(new TextDecoder().decode(bytes)) : null;
    if (imported?.ok === false) return imported;
  }
  return ok(sum);
}

async function restoreStreams(
  streams: NamedManifest['manifest']['streams'],
  folder: string,
  ports: RestorePorts,
  apply: boolean,
): Answer<Pick<RestorePlan, 'inspections' | 'unsound'>> {
  const inspections: RestorePlan['inspections'] = [];
  let unsound = 0;
  for (const id of new Set(streams.map(({ inspection }) => inspection))) {
    const copies: StreamCopy[] = [];
    for (const { device } of streams.filter(({ inspection }) => inspection === id)) {
      const copy = await readCopy(join(folder, 'inspections', id, `${device}.jsonl`), id, device, ports.hash);
      if (copy === null) unsound += 1;
      else copies.push(copy);
    }
    const restored = await restoreInspection(copies, ports, apply);
    if (!restored.ok) return restored;
    const differing = restored.value.filter(({ is }) => is !== 'same');
    const events = differing.reduce((sum, stream) => sum + stream.events, 0);
    if (apply && events > 0) await ports.onRestored(id);
    const community = fold(copies.flatMap((copy) => copy.events))?.facts.profile.community ?? '';
    if (differing.length > 0) inspections.push({ id, community, streams: differing, events });
  }
  return ok({ inspections, unsound });
}

async function restoreInspection(
  copies: readonly StreamCopy[],
  { adopt }: RestorePorts,
  apply: boolean,
): Answer<StreamComparison[]> {
  const comparisons: StreamComparison[] = [];
  for (const copy of copies) {
    const adopted = await adopt(copy, apply);
    if (!adopted.ok) return adopted;
    comparisons.push(adopted.value);
  }
  return ok(comparisons);
}

/** What is intact of a backed-up stream; null where that is nothing. */
async function readCopy(
  path: string,
  inspection: InspectionId,
  device: StreamCopy['device'],
  hash: HashText,
): Promise<StreamCopy | null> {
  const bytes = await readOrNothing(path);
  const { events, head } = scanStream(bytes ?? new Uint8Array(), { inspection, device }, hash);
  return head === null ? null : { inspection, device, events, head };
}

async function soundBytes(path: string, sha256: string): Promise<Uint8Array | null> {
  const bytes = await readOrNothing(path);
  return bytes !== null && hashBytes(bytes) === sha256 ? bytes : null;
}

async function readOrNothing(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
}
