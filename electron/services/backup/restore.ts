import { join } from 'node:path';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { StreamCopy } from '#electron/services/journal/stream-copy.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { RestorePlan } from '#shared/host/backup-records.ts';
import type { StreamComparison } from '#shared/log/heads.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { fold } from '#shared/log/fold.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { bringBack } from './bring-back.ts';
import type { BroughtBack, KeptFile } from './bring-back.ts';
import { originalIn } from './keep-original.ts';
import type { BackedUpStream, BackupPaths, Manifest, NamedManifest } from './manifest.ts';
import { keptLatestNotices, keptNotices } from './restore-notices.ts';
import { step } from './steps.ts';
import { keepSignedHead } from './vouch-streams.ts';
import type { SignedCopy } from './vouch-streams.ts';
import { readOrNothing } from '#electron/services/disk/read.ts';

/** Where a restore goes. */
export interface RestorePorts {
  readonly evidence: EvidenceStore;
  readonly catalogues: Catalogues;
  readonly paths: { readonly notices: string };
  readonly adopt: (copy: StreamCopy, apply: boolean) => Answer<StreamComparison>;
  readonly onRestored: (inspection: InspectionId) => Promise<void>;
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
  { name, manifest }: NamedManifest,
  from: BackupPaths,
  ports: RestorePorts,
  apply: boolean,
  control: JobContext,
): Answer<RestorePlan> {
  const folder = join(from.generations, name);
  const photos = await bringBack(keptPhotos(manifest, from, ports), apply, (index) =>
    step(control, 'originals', index, manifest.photos.length),
  );
  if (!photos.ok) return photos;
  const others = await restoreOthers(manifest, folder, from, ports, apply, control);
  if (!others.ok) return others;
  const streams = await restoreStreams(manifest.streams, folder, ports, apply, control);
  if (!streams.ok) return streams;
  const { catalogues, notices, latest } = others.value;
  const { inspections, same } = streams.value;
  return ok({
    generation: name,
    inspections,
    same,
    events: inspections.reduce((sum, inspection) => sum + inspection.events, 0),
    photos: photos.value.count,
    photoBytes: photos.value.bytes,
    catalogues: catalogues.count,
    notices: notices.count,
    repaired: photos.value.repaired + notices.repaired,
    unsound: [photos.value, catalogues, notices, latest, streams.value].reduce((sum, part) => sum + part.unsound, 0),
  });
}

const keptPhotos = ({ photos }: Manifest, from: BackupPaths, { evidence }: RestorePorts): readonly KeptFile[] =>
  photos.map(({ sha256 }) => ({
    sha256,
    path: originalIn(from.photos, sha256),
    standing: async () => {
      const found = await evidence.find(sha256);
      if (found.ok) return 'sound';
      return found.error.code === 'evidence.damaged' ? 'damaged' : 'missing';
    },
    store: (bytes) => evidence.store(bytes, sha256),
  }));

const keptCatalogues = ({ catalogues }: Manifest, folder: string, ports: RestorePorts): readonly KeptFile[] =>
  catalogues.map((sha256) => ({
    sha256,
    path: join(folder, 'catalogues', `${sha256}.json`),
    standing: async () => ((await ports.catalogues.read(sha256)).ok ? 'sound' : 'missing'),
    store: (bytes) => ports.catalogues.import(new TextDecoder().decode(bytes)),
  }));

/** What a program brings is not kept by that: the next version may not bring it any more. */
async function pinAll({ catalogues }: Manifest, ports: RestorePorts): Answer<null> {
  for (const sha256 of catalogues) {
    const pinned = await ports.catalogues.pin(sha256);
    // One that does not verify in the backup either is counted as unsound.
    if (!pinned.ok && pinned.error.code !== 'catalogue.not-found') return pinned;
  }
  return ok(null);
}

async function restoreOthers(
  manifest: Manifest,
  folder: string,
  from: BackupPaths,
  ports: RestorePorts,
  apply: boolean,
  control: JobContext,
): Answer<{ catalogues: BroughtBack; notices: BroughtBack; latest: BroughtBack }> {
  const on = (phase: 'catalogues' | 'notices', total: number) => (index: number) => step(control, phase, index, total);
  const ofCatalogues = on('catalogues', manifest.catalogues.length);
  const catalogues = await bringBack(keptCatalogues(manifest, folder, ports), apply, ofCatalogues);
  if (!catalogues.ok) return catalogues;
  const pinned = apply ? await pinAll(manifest, ports) : ok(null);
  if (!pinned.ok) return pinned;
  const ofNotices = on('notices', manifest.notices.length);
  const notices = await bringBack(keptNotices(manifest, from, ports.paths.notices), apply, ofNotices);
  if (!notices.ok) return notices;
  // Last, because they name the files.
  const latest = await bringBack(keptLatestNotices(manifest, folder, ports.paths.notices), apply, () => undefined);
  return latest.ok ? ok({ catalogues: catalogues.value, notices: notices.value, latest: latest.value }) : latest;
}

async function restoreStreams(
  streams: Manifest['streams'],
  folder: string,
  ports: RestorePorts,
  apply: boolean,
  control: JobContext,
): Answer<Pick<RestorePlan, 'inspections' | 'same' | 'unsound'>> {
  const inspections: RestorePlan['inspections'] = [];
  const ids = [...new Set(streams.map(({ inspection }) => inspection))];
  let [same, unsound] = [0, 0];
  for (const [index, id] of ids.entries()) {
    step(control, 'inspections', index, ids.length);
    const copies: SignedCopy[] = [];
    for (const stream of streams.filter(({ inspection }) => inspection === id)) {
      const copy = await readCopy(folder, stream, ports.hash);
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
    else if (copies.length > 0) same += 1;
  }
  return ok({ inspections, same, unsound });
}

async function restoreInspection(
  copies: readonly SignedCopy[],
  { adopt, witness, now }: RestorePorts,
  apply: boolean,
): Answer<StreamComparison[]> {
  const comparisons: StreamComparison[] = [];
  for (const copy of copies) {
    const adopted = await adopt(copy, apply);
    if (!adopted.ok) return adopted;
    if (apply) await keepSignedHead(copy, adopted.value.is, witness, new Date(now()).toISOString());
    comparisons.push(adopted.value);
  }
  return ok(comparisons);
}

/** What is intact of a backed-up stream; null where that is nothing. */
async function readCopy(
  folder: string,
  { inspection, device, voucher }: BackedUpStream,
  hash: HashText,
): Promise<SignedCopy | null> {
  const bytes = await readOrNothing(join(folder, 'inspections', inspection, `${device}.jsonl`));
  const { events, head } = scanStream(bytes ?? new Uint8Array(), { inspection, device }, hash);
  return head === null ? null : { inspection, device, events, head, voucher };
}
