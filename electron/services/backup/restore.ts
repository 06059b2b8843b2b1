import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { parseJson, readOrNothing } from '#electron/services/disk/read.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { bringFiles } from '#electron/services/holdings/bring-files.ts';
import type { Brought } from '#electron/services/holdings/bring-files.ts';
import { vouches } from '#electron/services/holdings/evidence.ts';
import type { CarriedStream } from '#electron/services/holdings/evidence.ts';
import { takenEvents } from '#electron/services/holdings/intake.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import type { Intake, JudgedStream } from '#electron/services/holdings/intake.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';
import { TO_ITS_END } from '#electron/services/holdings/remote.ts';
import type { Remote, RemoteStream } from '#electron/services/holdings/remote.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { RestorePlan } from '#shared/host/backup-records.ts';
import { Notice } from '#shared/host/notice-records.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { fold } from '#shared/log/fold.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { LATEST_NOTICE, latestPath } from './collect-notices.ts';
import { filesOf, openGeneration } from './generation.ts';
import type { BackupPaths, Manifest, NamedManifest } from './manifest.ts';
import { step } from '#electron/services/jobs/step.ts';

/** Where a restore goes. */
export interface RestorePorts {
  readonly holdings: Holdings;
  readonly paths: { readonly notices: string };
  readonly hash: HashText;
}

/** What one restore works with. */
interface Restoring extends RestorePorts {
  readonly manifest: Manifest;
  /** The generation's folder. */
  readonly folder: string;
  readonly remote: Remote;
  readonly intake: Intake;
  /** Whether it is truly brought back, or only said what that would be. */
  readonly apply: boolean;
  readonly control: JobContext;
}

/**
 * Brings back what a generation has and this data folder has not, or only says what that would be. Streams come in by the
 * door that those of packages come in by (SPEC BK7, LG24). Files come first, so that no event ever names one that is
 * missing. A restore that fails or is called off half-way has only added, and is finished by running it again. Throws the
 * signal's reason.
 */
export async function restore(
  found: NamedManifest,
  from: BackupPaths,
  ports: RestorePorts,
  apply: boolean,
  control: JobContext,
): Answer<RestorePlan> {
  const { holdings, hash } = ports;
  const { name, manifest } = found;
  const [remote, intake] = [openGeneration(found, from, hash), holdings.intake()];
  const restoring = { ...ports, manifest, folder: join(from.generations, name), remote, intake, apply, control };
  const files = filesOf(manifest).map(({ file }) => file);
  const originals = await bring(files, 'original', restoring);
  if (!originals.ok) return originals;
  const catalogues = await bring(files, 'catalogue', restoring);
  if (!catalogues.ok) return catalogues;
  const pinned = apply ? await holdings.pin(files) : ok(null);
  if (!pinned.ok) return pinned;
  const restored = await restoreInspections(restoring);
  if (!restored.ok) return restored;
  const known = apply ? await intake.remember() : ok(null);
  if (!known.ok) return known;
  const { notices, ...streams } = restored.value;
  return ok({
    generation: name,
    ...streams,
    events: streams.inspections.reduce((sum, inspection) => sum + inspection.events, 0),
    photos: originals.value.count,
    photoBytes: originals.value.bytes,
    catalogues: catalogues.value.count,
    notices: notices.count,
    repaired: originals.value.repaired + notices.repaired,
    unsound: [originals.value, catalogues.value, notices, streams].reduce((sum, { unsound }) => sum + unsound, 0),
  });
}

const PHASES = { original: 'originals', catalogue: 'catalogues', notice: 'notices' } as const;

function bring(
  files: readonly FileHolding[],
  kind: FileHolding['is'],
  { control, ...restoring }: Restoring,
): Answer<Brought> {
  return bringFiles(
    files.filter(({ is }) => is === kind),
    { ...restoring, signal: control.signal },
    (index, count) => step(control, PHASES[kind], index, count),
  );
}

/** The keys that vouch for a device's streams in a generation. */
export async function keysOf(
  found: NamedManifest,
  from: BackupPaths,
  device: DeviceId,
  hash: HashText,
): Promise<string[]> {
  const remote = openGeneration(found, from, hash);
  const keys = new Set<string>();
  for (const stream of found.manifest.streams) {
    if (stream.device !== device || stream.voucher === null) continue;
    const part = await remote.part(stream, null, TO_ITS_END);
    if (part.ok && part.value !== null && vouches(stream.voucher, part.value)) keys.add(stream.voucher.key);
  }
  return [...keys];
}

interface Restored extends Pick<RestorePlan, 'inspections' | 'same' | 'unsound'> {
  readonly notices: Omit<Brought, 'bytes'>;
}

async function restoreInspections(restoring: Restoring): Answer<Restored> {
  const { remote, control } = restoring;
  const found = await remote.streams(control.signal);
  if (!found.ok) return found;
  const inspections: RestorePlan['inspections'] = [];
  const ids = [...new Set(found.value.map(({ inspection }) => inspection))];
  const notices = { count: 0, repaired: 0, unsound: 0 };
  let [same, unsound] = [0, 0];
  for (const [index, id] of ids.entries()) {
    step(control, 'inspections', index, ids.length);
    const streams = found.value.filter(({ inspection }) => inspection === id);
    const restored = await restoreInspection(id, streams, restoring);
    if (!restored.ok) return restored;
    const { planned, community } = restored.value;
    unsound += streams.length - planned.length;
    for (const sum of ['count', 'repaired', 'unsound'] as const) notices[sum] += restored.value.notices[sum];
    const differing = planned.filter(({ is, refused }) => is !== 'same' || refused !== null);
    const events = differing.reduce((sum, stream) => sum + stream.events, 0);
    if (differing.length > 0) inspections.push({ id, community, streams: differing, events });
    else if (planned.length > 0) same += 1;
  }
  return ok({ inspections, same, unsound, notices });
}

interface RestoredInspection extends Pick<Restored, 'notices'>, Pick<RestorePlan['inspections'][number], 'community'> {
  readonly planned: RestorePlan['inspections'][number]['streams'];
}

async function restoreInspection(
  id: InspectionId,
  streams: readonly RemoteStream[],
  restoring: Restoring,
): Answer<RestoredInspection> {
  const { remote, intake, apply, control } = restoring;
  const carried: CarriedStream[] = [];
  for (const stream of streams) {
    const part = await remote.part(stream, null, control.signal);
    if (!part.ok) return part;
    if (part.value !== null) carried.push({ part: part.value, voucher: stream.voucher });
  }
  const judged = await intake.judge(carried);
  if (!judged.ok) return judged;
  const notices = await restoreNotices(id, judged.value, restoring);
  if (!notices.ok) return notices;
  const taken = apply ? await intake.take(id, judged.value) : ok(judged.value.map(({ planned }) => planned));
  if (!taken.ok) return taken;
  const community = fold(takenEvents(judged.value))?.facts.profile.community ?? '';
  return ok({ planned: taken.value, community, notices: notices.value });
}

/** The notices that are named by events that come or are here: one that only a forged event names stays where it is. */
async function restoreNotices(
  id: InspectionId,
  judged: readonly JudgedStream[],
  restoring: Restoring,
): Answer<Restored['notices']> {
  const { holdings, manifest } = restoring;
  const held = filesOf(manifest).flatMap(({ file }) => (file.is === 'notice' && file.inspection === id ? [file] : []));
  if (held.length === 0) return ok({ count: 0, repaired: 0, unsound: 0 });
  const here = await holdings.named(id);
  if (!here.ok) return here;
  const named = new Set([...here.value.keys(), ...namedFiles(id, takenEvents(judged)).keys()]);
  const files = held.filter((file) => named.has(pathOf(file)));
  const brought = await bring(files, 'notice', restoring);
  if (!brought.ok) return brought;
  // Last of the files, because it names the others.
  const latest = await restoreLatest(id, named, restoring);
  return latest.ok ? ok({ ...brought.value, unsound: brought.value.unsound + latest.value }) : latest;
}

/** The record of which notice was the latest; one that is here stands. Answers how many do not verify. */
async function restoreLatest(
  inspection: InspectionId,
  named: ReadonlySet<string>,
  { manifest, folder, paths, apply }: Restoring,
): Answer<number> {
  const record = manifest.latestNotices.find((one) => one.inspection === inspection);
  const path = join(paths.notices, inspection, LATEST_NOTICE);
  if (record === undefined || !(await isFree(path))) return ok(0);
  const bytes = await readOrNothing(join(folder, ...latestPath(inspection)));
  if (bytes === null || hashBytes(bytes) !== record.sha256) return ok(1);
  const notice = v.safeParse(Notice, parseJson(Buffer.from(bytes).toString('utf8')));
  const isNamed =
    notice.success && named.has(pathOf({ is: 'notice', inspection, sha256: notice.output.pdf.sha256, ending: 'pdf' }));
  if (!apply || !isNamed) return ok(0);
  return attempt('publication.failed', async () => {
    await makeDurableFolder(dirname(path));
    await writeFileAtomic(path, bytes);
    return ok(0);
  });
}

/** Whether nothing stands at a path; where the disk does not say so, what may be there stands. */
async function isFree(path: string): Promise<boolean> {
  try {
    return (await lookAt(path, stat)) === null;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return false;
  }
}
