import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { Head } from '#shared/log/heads.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { goalOf } from '#shared/package/plan.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { mismatch } from './open-package.ts';
import type { HashedFile, VerifiedPackage } from './open-package.ts';
import { findOut } from './plan-import.ts';
import type { Findings, PlanPorts, TakenStream } from './plan-import.ts';
import type { Unfinished } from './unfinished.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { TO_ITS_END, unlessUnreadable } from '#electron/services/holdings/remote.ts';
import { notRead } from './read-zip.ts';

/** Where an import goes. */
export interface ImportPorts extends PlanPorts {
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
    const { plan, fresh, taken } = findings.value;
    if (plan.signer.standing === 'changed') return err('package.key-changed', { device: plan.signer.device });
    const room = await checkRoom(plan, fresh, ports);
    if (!room.ok) return room;
    const known = await rememberKeys(opened, taken, ports);
    if (!known.ok) return known;
    const stored = await storeFiles(opened, fresh, ports, job);
    if (!stored.ok) return stored;
    const pinned = await ports.holdings.pin(opened.files);
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
  taken: readonly TakenStream[],
  { trust, now }: ImportPorts,
): Answer<null> {
  const keys = new Map([[manifest.device, signature.key]]);
  for (const { copy } of taken) if (copy.voucher !== null) keys.set(copy.device, copy.voucher.key);
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
    const kept = await unlessUnreadable(() => ports.holdings.put(file, opened.remote.open(file, TO_ITS_END)), notRead);
    if (!kept.ok) return kept;
    if (!kept.value) return mismatch(file.path);
  }
  signal.throwIfAborted();
  progress('store', fresh.length, fresh.length);
  return ok(null);
}

/**
 * The events, stream by stream: each of them whole or not at all, so that one that is called off between two streams has
 * only added. What vouches for them is on the disk before them.
 */
async function adoptStreams(
  { manifest }: VerifiedPackage,
  { plan, taken }: Findings,
  ports: ImportPorts,
  { progress, signal }: JobContext,
): Answer<null> {
  const { inspection, root, heads } = manifest;
  const { holdings, unfinished } = ports;
  const vouched = await keepVouchers(inspection, taken, ports);
  if (!vouched.ok) return vouched;
  const goal = goalOf(plan.streams, heads);
  if (Object.keys(goal).length > 0) await unfinished.begin(inspection, root, goal);
  for (const [index, { copy, work, planned }] of beginningFirst(taken).entries()) {
    signal.throwIfAborted();
    progress('adopt', index, taken.length);
    const adopted = await (planned.is === 'replace' ? holdings.replace(copy) : holdings.adopt(work));
    if (!adopted.ok) return adopted;
  }
  if (plan.events > 0) {
    await holdings.tell(
      inspection,
      taken.map(({ copy, planned }) => ({ part: copy, ...planned })),
    );
  }
  await unfinished.end(inspection);
  return ok(null);
}

/** What vouches for the streams that come in, and for those that are here already and were not vouched for. */
async function keepVouchers(
  inspection: InspectionId,
  taken: readonly TakenStream[],
  { vouchers }: ImportPorts,
): Answer<null> {
  const signed = new Map<DeviceId, SignedHead>();
  const unsigned = new Map<DeviceId, Head>();
  for (const { copy, planned } of taken) {
    const { device, head, voucher } = copy;
    const { is, by } = planned;
    if (by === 'own' || is === 'shorter' || is === 'fork' || is === 'damaged-here') continue;
    if (voucher !== null) signed.set(device, { ...head, ...voucher });
    else if (is === 'new') unsigned.set(device, head);
  }
  const kept = await vouchers.keep(inspection, signed);
  return kept.ok ? vouchers.markUnsigned(inspection, unsigned) : kept;
}

/** The stream that begins the inspection comes first, so that there is never one without its beginning. */
function beginningFirst(taken: readonly TakenStream[]): TakenStream[] {
  const begins = ({ copy }: TakenStream): boolean => copy.events.some(({ type }) => type === 'inspection.created');
  return [...taken.filter(begins), ...taken.filter((one) => !begins(one))];
}
