import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFile } from '#electron/services/disk/hash-file.ts';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { isSystemError, makeDurableFolder, reasonOf } from '#electron/services/disk/disk.ts';
import type { StreamCopy } from '#electron/services/journal/stream-copy.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { StreamComparison } from '#shared/host/backup-records.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import type { PackagePlan, PackageSigner } from '#shared/host/package-records.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import { standingOf } from '#shared/package/signature.ts';
import { goalOf } from '#shared/package/plan.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { fingerprintOf } from './device-key.ts';
import type { DeviceKey } from './device-key.ts';
import type { HashedFile, VerifiedPackage } from './open-package.ts';
import type { Trust } from './trust.ts';
import type { Unfinished } from './unfinished.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** Where an import goes. */
export interface ImportPorts {
  readonly paths: DataPaths;
  readonly evidence: EvidenceStore;
  readonly catalogues: Catalogues;
  readonly compare: (copy: StreamCopy) => Answer<StreamComparison>;
  readonly adopt: (copy: StreamCopy) => Answer<StreamComparison>;
  readonly onImported: (inspection: InspectionId) => Promise<void>;
  readonly device: () => DeviceId;
  readonly key: DeviceKey;
  readonly trust: Trust;
  readonly unfinished: Unfinished;
  readonly freeBytes: FreeBytes;
  readonly now: () => number;
}

/** What a package would bring, worked out before anything is written. */
interface Findings {
  readonly plan: PackagePlan;
  /** Files that are not here. */
  readonly fresh: readonly HashedFile[];
}

/** Works out what a package would bring; changes nothing (SPEC PK14). */
export async function planImport(opened: VerifiedPackage, ports: ImportPorts): Answer<PackagePlan> {
  const findings = await findOut(opened, ports);
  return findings.ok ? ok(findings.value.plan) : findings;
}

/**
 * Brings in what is not here and replaces nothing (SPEC PK10). Files come before the events that name them (PK12); one
 * that is cut short has only added, and is finished by importing again (PK11). `package.key-changed`,
 * `package.no-space`, `package.write-failed`, `package.cancelled`, and the codes of the stores.
 */
export async function importPackage(opened: VerifiedPackage, ports: ImportPorts, job: JobContext): Answer<PackagePlan> {
  try {
    const findings = await findOut(opened, ports);
    if (!findings.ok) return findings;
    const { plan, fresh } = findings.value;
    if (plan.signer.standing === 'changed') return err('package.key-changed', { device: plan.signer.device });
    const room = await checkRoom(plan, fresh, ports);
    if (!room.ok) return room;
    const known = await ports.trust.remember(
      plan.signer.device,
      opened.signature.key,
      new Date(ports.now()).toISOString(),
    );
    if (!known.ok) return known;
    const stored = await storeFiles(opened, fresh, ports, job);
    if (!stored.ok) return stored;
    const pinned = await pinCatalogues(opened, ports);
    if (!pinned.ok) return pinned;
    const streams = await adoptStreams(opened, plan, ports);
    return streams.ok ? ok(plan) : streams;
  } catch (fault) {
    if (job.signal.aborted) return err('package.cancelled');
    if (!isSystemError(fault)) throw fault;
    return err('package.write-failed', { reason: reasonOf(fault) });
  }
}

async function findOut(opened: VerifiedPackage, ports: ImportPorts): Answer<Findings> {
  const { manifest, copies, files, state } = opened;
  const signer = await signerOf(opened, ports);
  if (!signer.ok) return signer;
  // Parts of an inspection are of use where it is; alone they would stand in the list as a broken one for ever.
  const begins = state !== null || (await isFolder(join(ports.paths.inspections, manifest.inspection)));
  if (!begins) return err('package.no-beginning');
  const streams: PackagePlan['streams'] = [];
  for (const copy of copies) {
    const comparison = await ports.compare(copy);
    if (!comparison.ok) return comparison;
    streams.push({ ...comparison.value, total: copy.head.seq });
  }
  const fresh: HashedFile[] = [];
  for (const file of files) if (!(await isHere(file, ports))) fresh.push(file);
  const of = (is: HashedFile['is'], list: readonly HashedFile[]) => list.filter((file) => file.is === is);
  const { inspection, madeAt, madeBy, product, missing } = manifest;
  const plan: PackagePlan = {
    inspection,
    community: state?.facts.profile.community ?? '',
    madeAt,
    madeBy,
    product,
    signer: signer.value,
    streams,
    events: streams.reduce((sum, { events }) => sum + events, 0),
    photosHeld: of('original', files).length,
    photos: of('original', fresh).length,
    photoBytes: of('original', fresh).reduce((sum, { bytes }) => sum + bytes, 0),
    catalogues: of('catalogue', fresh).length,
    notices: of('notice', fresh).length,
    missing: missing.length,
  };
  return ok({ plan, fresh });
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true;

async function signerOf({ manifest, signature }: VerifiedPackage, ports: ImportPorts): Answer<PackageSigner> {
  const [ownKey, knownKey] = [await ports.key.publicKey(ports.device()), await ports.trust.keyOf(manifest.device)];
  if (!ownKey.ok) return ownKey;
  if (!knownKey.ok) return knownKey;
  const isOwn = manifest.device === ports.device();
  const standing = standingOf(signature.key, { isOwn, ownKey: ownKey.value, knownKey: knownKey.value });
  return ok({ device: manifest.device, fingerprint: fingerprintOf(signature.key), standing });
}

async function isHere(file: HashedFile, { paths, evidence, catalogues }: ImportPorts): Promise<boolean> {
  switch (file.is) {
    case 'original':
      return (await evidence.find(file.sha256)).ok;
    case 'catalogue':
      return (await catalogues.read(file.sha256)).ok;
    case 'notice':
      return (await hashFile(join(paths.root, file.path)).catch(() => null)) === file.sha256;
  }
}

async function checkRoom(
  { photoBytes }: PackagePlan,
  fresh: readonly HashedFile[],
  { freeBytes, paths }: ImportPorts,
): Answer<null> {
  const free = await freeBytes(paths.root);
  if (free === null || fresh.length === 0) return ok(null);
  // Originals are refused one by one below this; it is better known before the first.
  const needed = photoBytes + LEAST_FREE_FOR_ORIGINALS;
  return free < needed ? err('package.no-space', { free: spaceText(free), needed: spaceText(needed) }) : ok(null);
}

async function storeFiles(
  opened: VerifiedPackage,
  fresh: readonly HashedFile[],
  ports: ImportPorts,
  { progress, signal }: JobContext,
): Answer<null> {
  for (const [index, file] of fresh.entries()) {
    signal.throwIfAborted();
    progress('store', index, fresh.length);
    const bytes = await opened.read(file);
    if (!bytes.ok) return bytes;
    const stored = await storeFile(file, bytes.value, ports);
    if (!stored.ok) return stored;
  }
  signal.throwIfAborted();
  progress('store', fresh.length, fresh.length);
  return ok(null);
}

async function storeFile(file: HashedFile, bytes: Uint8Array, ports: ImportPorts): Answer<unknown> {
  switch (file.is) {
    case 'original':
      return ports.evidence.store(bytes, file.sha256);
    case 'catalogue':
      return ports.catalogues.import(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    case 'notice': {
      const path = join(ports.paths.root, file.path);
      await makeDurableFolder(dirname(path));
      await writeFileAtomic(path, bytes);
      return ok(null);
    }
  }
}

/** A catalogue that this program brings is not here for that: the next version may not bring it any more. */
async function pinCatalogues({ files }: VerifiedPackage, { catalogues }: ImportPorts): Answer<null> {
  for (const file of files) {
    const pinned = file.is === 'catalogue' ? await catalogues.pin(file.sha256) : null;
    if (pinned?.ok === false) return pinned;
  }
  return ok(null);
}

/** The events, stream by stream. From here on nothing is cancelled: it takes moments, and half of it is no state. */
async function adoptStreams(
  { manifest, copies }: VerifiedPackage,
  plan: PackagePlan,
  ports: ImportPorts,
): Answer<null> {
  const { inspection, root, heads } = manifest;
  const goal = goalOf(plan.streams, heads);
  if (Object.keys(goal).length > 0) await ports.unfinished.begin(inspection, root, goal);
  for (const copy of beginningFirst(copies)) {
    const adopted = await ports.adopt(copy);
    if (!adopted.ok) return adopted;
  }
  if (plan.events > 0) await ports.onImported(inspection);
  await ports.unfinished.end(inspection);
  return ok(null);
}

/** The stream that begins the inspection comes first, so that there is never one without its beginning. */
function beginningFirst(copies: readonly StreamCopy[]): StreamCopy[] {
  const begins = ({ events }: StreamCopy): boolean => events.some(({ type }) => type === 'inspection.created');
  return [...copies.filter(begins), ...copies.filter((copy) => !begins(copy))];
}
