import { join } from 'node:path';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { StreamCopy } from '#electron/services/journal/stream-copy.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import { knownDevice } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { StreamComparison, Head } from '#shared/log/heads.ts';
import type { PackageSigner } from '#shared/package/signature.ts';
import type { PackagePlan, PlannedStream } from '#shared/package/plan.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { signerStanding } from '#shared/package/signature.ts';
import { judge } from '#shared/package/vouching.ts';
import type { KnownDevice } from '#shared/package/vouching.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { HashedFile, PackedStream, VerifiedPackage } from './open-package.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { isFolder } from '#electron/services/disk/folders.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';

/** What a look at a package needs of the data folder. */
export interface PlanPorts extends WitnessPorts {
  readonly paths: DataPaths;
  readonly evidence: EvidenceStore;
  readonly catalogues: Catalogues;
  readonly compare: (copy: StreamCopy) => Answer<StreamComparison>;
  /** Where a stream here ends; null: there is none. */
  readonly headOf: (inspection: InspectionId, device: DeviceId) => Answer<Head | null>;
}

/** What a package would bring, worked out before anything is written. */
export interface Findings {
  readonly plan: PackagePlan;
  /** The streams that may be taken in. */
  readonly copies: readonly PackedStream[];
  /** Files that are not here and that those streams name. */
  readonly fresh: readonly HashedFile[];
}

/** Works out what a package would bring; changes nothing (SPEC PK14). `package.no-beginning`. */
export async function findOut(opened: VerifiedPackage, ports: PlanPorts): Answer<Findings> {
  const { manifest, files } = opened;
  const signer = await signerOf(opened, ports);
  if (!signer.ok) return signer;
  const planned = await planStreams(opened, ports);
  if (!planned.ok) return planned;
  const streams = planned.value;
  const copies = opened.copies.filter((_, index) => streams[index]?.refused === null);
  const events = copies.flatMap((copy) => copy.events);
  const state = fold(events.filter(({ type }) => OF_BEGINNING.has(type)));
  // Parts of an inspection are of use where it is; alone they would stand in the list as a broken one for ever.
  const begins = state !== null || (await isFolder(join(ports.paths.inspections, manifest.inspection)));
  const refused = streams.find((stream) => stream.refused !== null);
  if (!begins && refused?.refused !== undefined && refused.refused !== null) {
    return err(refused.refused, { device: refused.device });
  }
  if (!begins) return err('package.no-beginning');
  const named = namedFiles(manifest.inspection, events);
  const fresh: HashedFile[] = [];
  for (const file of files) if (named.has(file.path) && !(await isHere(file, ports))) fresh.push(file);
  const community = state?.facts.profile.community ?? '';
  return ok({ plan: planOf(opened, { signer: signer.value, streams, fresh, community }), copies, fresh });
}

/** The events that say what an inspection is called. */
const OF_BEGINNING: ReadonlySet<string> = new Set(['inspection.created', 'profile.set']);

interface Planned {
  readonly signer: PackageSigner;
  readonly streams: readonly PlannedStream[];
  readonly fresh: readonly HashedFile[];
  readonly community: string;
}

function planOf({ manifest, files }: VerifiedPackage, { signer, streams, fresh, community }: Planned): PackagePlan {
  const of = (is: HashedFile['is'], list: readonly HashedFile[]) => list.filter((file) => file.is === is);
  const { inspection, madeAt, madeBy, product, missing } = manifest;
  return {
    inspection,
    community,
    madeAt,
    madeBy,
    product,
    signer,
    streams: [...streams],
    events: streams.reduce((sum, { events }) => sum + events, 0),
    photosHeld: of('original', files).length,
    photos: of('original', fresh).length,
    photoBytes: of('original', fresh).reduce((sum, { bytes }) => sum + bytes, 0),
    catalogues: of('catalogue', fresh).length,
    notices: of('notice', fresh).length,
    missing: missing.length,
  };
}

async function planStreams(opened: VerifiedPackage, ports: PlanPorts): Answer<PlannedStream[]> {
  const streams: PlannedStream[] = [];
  for (const copy of opened.copies) {
    const comparison = await ports.compare(copy);
    if (!comparison.ok) return comparison;
    const known = await knownDevice(copy.device, ports);
    if (!known.ok) return known;
    const here = await hereKeyOf(copy, comparison.value, ports);
    if (!here.ok) return here;
    const stream = plannedOf(copy, comparison.value, signedKnown(known.value, copy, opened), here.value);
    // The package itself is how its key came to be known.
    streams.push(stream.by === 'known' && known.value.key === null ? { ...stream, by: 'new' } : stream);
  }
  return ok(streams);
}

/** A device that packed this itself is known by the key it signed the package with. */
function signedKnown(
  known: KnownDevice,
  { device }: PackedStream,
  { manifest, signature }: VerifiedPackage,
): KnownDevice {
  const isSigner = !known.isOwn && known.key === null && manifest.device === device && manifest.format > 1;
  return isSigner ? { ...known, key: signature.key } : known;
}

function plannedOf(
  { device, head, voucher }: PackedStream,
  comparison: StreamComparison,
  known: KnownDevice,
  hereKey: string | null,
): PlannedStream {
  const key = voucher?.key ?? null;
  const { by, refused, replaces } = judge(known, { key, is: comparison.is, hereKey });
  const isOther = refused === 'package.stream-key-changed';
  const isForked = refused === null && comparison.is === 'fork' && !replaces && hereKey !== key;
  return {
    ...comparison,
    device,
    is: replaces ? 'replace' : comparison.is,
    events: refused === null ? (replaces ? head.seq : comparison.events) : 0,
    total: head.seq,
    by,
    fingerprint: key === null ? null : fingerprintOf(key),
    refused,
    canSettle: key !== null && !known.isOwn && (isOther || isForked),
  };
}

/** Who vouches for the stream here; asked only where the two cannot be brought together. */
async function hereKeyOf(copy: PackedStream, { is }: StreamComparison, ports: PlanPorts): Answer<string | null> {
  if (is !== 'fork') return ok(null);
  const head = await ports.headOf(copy.inspection, copy.device);
  if (!head.ok || head.value === null) return head.ok ? ok(null) : head;
  const kept = await ports.vouchers.find(copy.inspection, copy.device, head.value);
  return kept.ok ? ok(kept.value?.key ?? null) : kept;
}

async function signerOf({ manifest, signature }: VerifiedPackage, ports: PlanPorts): Answer<PackageSigner> {
  const current = ports.device.current();
  const [ownKey, knownKey] = [await ports.key.publicKey(current), await ports.trust.keyOf(manifest.device)];
  if (!ownKey.ok) return ownKey;
  if (!knownKey.ok) return knownKey;
  const isOwn = manifest.device === current;
  const standing = signerStanding(signature.key, { isOwn, ownKey: ownKey.value, knownKey: knownKey.value });
  return ok({ device: manifest.device, fingerprint: fingerprintOf(signature.key), standing });
}

async function isHere(file: HashedFile, { paths, evidence, catalogues }: PlanPorts): Promise<boolean> {
  switch (file.is) {
    case 'original':
      return (await evidence.find(file.sha256)).ok;
    case 'catalogue':
      return (await catalogues.read(file.sha256)).ok;
    case 'notice':
      return (await hashFile(join(paths.root, file.path)).catch(() => null)) === file.sha256;
  }
}
