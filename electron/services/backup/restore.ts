import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { readOrNothing } from '#electron/services/disk/read.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { bringFiles } from '#electron/services/holdings/bring-files.ts';
import type { Brought, Bringing } from '#electron/services/holdings/bring-files.ts';
import type { Holdings, Outcome } from '#electron/services/holdings/holdings.ts';
import type { RemoteStream } from '#electron/services/holdings/remote.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { RestorePlan } from '#shared/host/backup-records.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { fold } from '#shared/log/fold.ts';
import type { StreamComparison } from '#shared/log/heads.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { LATEST_NOTICE, latestPath } from './collect-notices.ts';
import { filesOf, openGeneration } from './generation.ts';
import type { BackupPaths, Manifest, NamedManifest } from './manifest.ts';
import { step } from './steps.ts';
import { keepSignedHead } from './vouch-streams.ts';

/** Where a restore goes. */
export interface RestorePorts {
  readonly holdings: Holdings;
  readonly paths: { readonly notices: string };
  readonly hash: HashText;
  /** Who is known, and what they signed. */
  readonly witness: WitnessPorts;
  readonly now: () => number;
}

/**
 * Brings back what a generation has and this data folder has not, or only says what that would be. Originals, notices
 * and catalogues come first, so that no event ever names one that is missing. A restore that fails or is called off
 * half-way has only added, and is finished by running it again. Throws the signal's reason.
 */
export async function restore(
  found: NamedManifest,
  from: BackupPaths,
  ports: RestorePorts,
  apply: boolean,
  control: JobContext,
): Answer<RestorePlan> {
  const { holdings, hash } = ports;
  const bringing = { remote: openGeneration(found, from, hash), holdings, apply, signal: control.signal };
  const files = await restoreFiles(found.manifest, bringing, control);
  if (!files.ok) return files;
  // Last of the files, because they name the others.
  const latest = await restoreLatest(found.manifest, join(from.generations, found.name), ports, apply);
  if (!latest.ok) return latest;
  const streams = await restoreStreams(bringing, ports, control);
  if (!streams.ok) return streams;
  const { original, catalogue, notice } = files.value;
  return ok({
    generation: found.name,
    ...streams.value,
    events: streams.value.inspections.reduce((sum, inspection) => sum + inspection.events, 0),
    photos: original.count,
    photoBytes: original.bytes,
    catalogues: catalogue.count,
    notices: notice.count,
    repaired: original.repaired + notice.repaired,
    unsound: latest.value + [original, catalogue, notice, streams.value].reduce((sum, part) => sum + part.unsound, 0),
  });
}

const PHASES = { original: 'originals', catalogue: 'catalogues', notice: 'notices' } as const;

async function restoreFiles(
  manifest: Manifest,
  bringing: Bringing & { readonly holdings: Holdings },
  control: JobContext,
): Answer<Readonly<Record<FileHolding['is'], Brought>>> {
  const all = filesOf(manifest).map(({ file }) => file);
  const bring = (kind: FileHolding['is']): Answer<Brought> =>
    bringFiles(
      all.filter(({ is }) => is === kind),
      bringing,
      (index, count) => step(control, PHASES[kind], index, count),
    );
  const original = await bring('original');
  if (!original.ok) return original;
  const catalogue = await bring('catalogue');
  if (!catalogue.ok) return catalogue;
  const pinned = bringing.apply ? await pinAll(all, bringing.holdings) : ok(null);
  if (!pinned.ok) return pinned;
  const notice = await bring('notice');
  return notice.ok ? ok({ original: original.value, catalogue: catalogue.value, notice: notice.value }) : notice;
}

/** One that does not verify in the backup either is counted as unsound. */
async function pinAll(files: readonly FileHolding[], holdings: Holdings): Answer<null> {
  for (const file of files) {
    const pinned = await holdings.pin([file]);
    if (!pinned.ok && pinned.error.code !== 'catalogue.not-found') return pinned;
  }
  return ok(null);
}

/** The records of which notice was an inspection's latest; one that is here stands. Answers how many do not verify. */
async function restoreLatest(
  { latestNotices }: Manifest,
  folder: string,
  { paths }: RestorePorts,
  apply: boolean,
): Answer<number> {
  let unsound = 0;
  for (const { inspection, sha256 } of latestNotices) {
    const path = join(paths.notices, inspection, LATEST_NOTICE);
    if (!(await isFree(path))) continue;
    const bytes = await readOrNothing(join(folder, ...latestPath(inspection)));
    if (bytes === null || hashBytes(bytes) !== sha256) unsound += 1;
    else if (apply) {
      const written = await attempt('publication.failed', async () => {
        await makeDurableFolder(dirname(path));
        await writeFileAtomic(path, bytes);
        return ok(null);
      });
      if (!written.ok) return written;
    }
  }
  return ok(unsound);
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

type Restored = Pick<RestorePlan, 'inspections' | 'same' | 'unsound'>;

async function restoreStreams(bringing: Bringing, ports: RestorePorts, control: JobContext): Answer<Restored> {
  const found = await bringing.remote.streams(control.signal);
  if (!found.ok) return found;
  const inspections: RestorePlan['inspections'] = [];
  const ids = [...new Set(found.value.map(({ inspection }) => inspection))];
  let [same, unsound] = [0, 0];
  for (const [index, id] of ids.entries()) {
    step(control, 'inspections', index, ids.length);
    const streams = found.value.filter(({ inspection }) => inspection === id);
    const restored = await restoreInspection(id, streams, bringing, ports);
    if (!restored.ok) return restored;
    const { parts, comparisons } = restored.value;
    unsound += streams.length - parts.length;
    const differing = comparisons.filter(({ is }) => is !== 'same');
    const events = differing.reduce((sum, stream) => sum + stream.events, 0);
    const community = fold(parts.flatMap((part) => part.events))?.facts.profile.community ?? '';
    if (differing.length > 0) inspections.push({ id, community, streams: differing, events });
    else if (parts.length > 0) same += 1;
  }
  return ok({ inspections, same, unsound });
}

interface RestoredStreams {
  readonly parts: readonly StreamPart[];
  readonly comparisons: readonly StreamComparison[];
}

async function restoreInspection(
  inspection: InspectionId,
  streams: readonly RemoteStream[],
  { remote, apply, signal }: Bringing,
  { holdings, witness, now }: RestorePorts,
): Answer<RestoredStreams> {
  const [parts, comparisons, outcomes]: [StreamPart[], StreamComparison[], Outcome[]] = [[], [], []];
  for (const stream of streams) {
    const part = await remote.part(stream, null, signal);
    if (!part.ok) return part;
    if (part.value === null) continue;
    const plan = await holdings.compare(part.value);
    const taken = plan.ok && apply ? await holdings.adopt(plan.value) : plan;
    if (!taken.ok) return taken;
    const comparison = 'comparison' in taken.value ? taken.value.comparison : taken.value;
    const at = new Date(now()).toISOString();
    if (apply) await keepSignedHead(part.value, stream.voucher, comparison.is, witness, at);
    parts.push(part.value);
    comparisons.push(comparison);
    outcomes.push({ part: part.value, ...comparison });
  }
  if (apply && outcomes.some(({ events }) => events > 0)) await holdings.tell(inspection, outcomes);
  return ok({ parts, comparisons });
}
