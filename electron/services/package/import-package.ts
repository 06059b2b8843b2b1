import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { JudgedStream } from '#electron/services/holdings/intake.ts';
import { headsOf } from '#shared/log/heads.ts';
import type { Heads } from '#shared/log/heads.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { mismatch } from './open-package.ts';
import type { HashedFile, VerifiedPackage } from './open-package.ts';
import { findOut } from './plan-import.ts';
import type { Findings, PlanPorts } from './plan-import.ts';
import type { Unfinished } from './unfinished.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { TO_ITS_END, unlessUnreadable } from '#electron/services/holdings/remote.ts';
import { notRead } from './read-zip.ts';

/** Where an import goes. */
export interface ImportPorts extends PlanPorts {
  readonly unfinished: Unfinished;
  readonly freeBytes: FreeBytes;
}

/** Works out what a package would bring; changes nothing (SPEC PK14). */
export async function planImport(opened: VerifiedPackage, ports: ImportPorts): Answer<PackagePlan> {
  const findings = await findOut(opened, ports);
  return findings.ok ? ok(findings.value.plan) : findings;
}

/**
 * Brings in what is not here and replaces nothing (SPEC PK10). Files come before the events that name them (PK12); one
 * that is cut short has only added, and is finished by importing again (PK11). `package.key-changed`,
 * `package.no-space`, `package.write-failed`, and the codes of the stores. Throws the signal's reason.
 */
export async function importPackage(opened: VerifiedPackage, ports: ImportPorts, job: JobContext): Answer<PackagePlan> {
  return attempt('package.write-failed', async () => {
    const findings = await findOut(opened, ports);
    if (!findings.ok) return findings;
    const { plan, intake, fresh } = findings.value;
    if (plan.signer.standing === 'changed') return err('package.key-changed', { device: plan.signer.device });
    const room = await checkRoom(plan, fresh, ports);
    if (!room.ok) return room;
    // Who signed the package and who vouches for its streams is known from now on, each by its own key.
    const known = await intake.remember();
    if (!known.ok) return known;
    const stored = await storeFiles(opened, fresh, ports, job);
    if (!stored.ok) return stored;
    const pinned = await ports.holdings.pin(opened.files);
    if (!pinned.ok) return pinned;
    const streams = await adoptStreams(opened, findings.value, ports, job);
    return streams.ok ? ok(plan) : streams;
  });
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

/** The events, stream by stream, so that one that is called off between two streams has only added. */
async function adoptStreams(
  { manifest: { inspection, root } }: VerifiedPackage,
  { intake, streams }: Findings,
  { unfinished }: ImportPorts,
  { progress, signal }: JobContext,
): Answer<null> {
  const goal = goalOf(streams);
  if (Object.keys(goal).length > 0) await unfinished.begin(inspection, root, goal);
  const taken = await intake.take(inspection, streams, (index, count) => {
    signal.throwIfAborted();
    progress('adopt', index, count);
  });
  if (!taken.ok) return taken;
  await unfinished.end(inspection);
  return ok(null);
}

/** The heads that an import leads to: of the streams it continues, no others (SPEC PK11). */
function goalOf(streams: readonly JudgedStream[]): Heads {
  const bringing = streams.filter(({ planned }) => planned.events > 0);
  return headsOf(bringing.flatMap(({ taken }) => (taken === null ? [] : [[taken.device, taken.head] as const])));
}
