import { dirname, join } from 'node:path';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import type { StreamCopy } from '#electron/services/journal/stream-copy.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { StreamComparison, Head } from '#shared/log/heads.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { goalOf } from '#shared/package/plan.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { HashedFile, PackedStream, VerifiedPackage } from './open-package.ts';
import { findOut } from './plan-import.ts';
import type { Findings, PlanPorts } from './plan-import.ts';
import type { Unfinished } from './unfinished.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';

/** Where an import goes. */
export interface ImportPorts extends PlanPorts {
  readonly adopt: (copy: StreamCopy) => Answer<StreamComparison>;
  readonly onImported: (inspection: InspectionId) => Promise<void>;
  /** Puts a copy in the place of a stream here, which is kept aside. */
  readonly replace: (copy: StreamCopy) => Answer<StreamComparison>;
  readonly unfinished: Unfinished;
  readonly freeBytes: FreeBytes;
  readonly now: () => number;
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
    const { plan, fresh, copies } = findings.value;
    if (plan.signer.standing === 'changed') return err('package.key-changed', { device: plan.signer.device });
    const room = await checkRoom(plan, fresh, ports);
    if (!room.ok) return room;
    const known = await rememberKeys(opened, copies, ports);
    if (!known.ok) return known;
    const stored = await storeFiles(opened, fresh, ports, job);
    if (!stored.ok) return stored;
    const pinned = await pinCatalogues(opened, ports);
    if (!pinned.ok) return pinned;
    const streams = await adoptStreams(opened, findings.value, ports, job);
    return streams.ok ? ok(plan) : streams;
  } catch (fault) {
    if (job.signal.aborted) return err('package.cancelled');
    if (!isSystemError(fault)) throw fault;
    return err('package.write-failed', { reason: reasonOf(fault) });
  }
}

/** Who signed the package and who vouches for its streams is known from now on, each by its own key. */
function rememberKeys(
  { manifest, signature }: VerifiedPackage,
  copies: readonly PackedStream[],
  { trust, now }: ImportPorts,
): Answer<null> {
  const keys = new Map([[manifest.device, signature.key]]);
  for (const { device, voucher } of copies) if (voucher !== null) keys.set(device, voucher.key);
  return trust.remember(keys, new Date(now()).toISOString());
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

/**
 * The events, stream by stream: each of them whole or not at all, so that one that is called off between two streams has
 * only added. What vouches for them is on the disk before them.
 */
async function adoptStreams(
  { manifest }: VerifiedPackage,
  { plan, copies }: Findings,
  ports: ImportPorts,
  { progress, signal }: JobContext,
): Answer<null> {
  const { inspection, root, heads } = manifest;
  const vouched = await keepVouchers(manifest.inspection, copies, plan, ports);
  if (!vouched.ok) return vouched;
  const goal = goalOf(plan.streams, heads);
  if (Object.keys(goal).length > 0) await ports.unfinished.begin(inspection, root, goal);
  const replaced = new Set(plan.streams.filter(({ is }) => is === 'replace').map(({ device }) => device));
  for (const [index, copy] of beginningFirst(copies).entries()) {
    signal.throwIfAborted();
    progress('adopt', index, copies.length);
    const adopted = await (replaced.has(copy.device) ? ports.replace(copy) : ports.adopt(copy));
    if (!adopted.ok) return adopted;
  }
  if (plan.events > 0) await ports.onImported(inspection);
  await ports.unfinished.end(inspection);
  return ok(null);
}

/** What vouches for the streams that come in, and for those that are here already and were not vouched for. */
async function keepVouchers(
  inspection: InspectionId,
  copies: readonly PackedStream[],
  { streams }: PackagePlan,
  { vouchers }: ImportPorts,
): Answer<null> {
  const comparisons = new Map(streams.map(({ device, is, by }) => [device, { is, by }]));
  const signed = new Map<DeviceId, SignedHead>();
  const unsigned = new Map<DeviceId, Head>();
  for (const { device, head, voucher } of copies) {
    const { is, by } = comparisons.get(device) ?? {};
    if (is === undefined || by === 'own' || is === 'shorter' || is === 'fork' || is === 'damaged-here') continue;
    if (voucher !== null) signed.set(device, { ...head, ...voucher });
    else if (is === 'new') unsigned.set(device, head);
  }
  const kept = await vouchers.keep(inspection, signed);
  return kept.ok ? vouchers.markUnsigned(inspection, unsigned) : kept;
}

/** The stream that begins the inspection comes first, so that there is never one without its beginning. */
function beginningFirst(copies: readonly PackedStream[]): PackedStream[] {
  const begins = ({ events }: StreamCopy): boolean => events.some(({ type }) => type === 'inspection.created');
  return [...copies.filter(begins), ...copies.filter((copy) => !begins(copy))];
}
