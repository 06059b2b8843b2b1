import { join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { StreamPlan } from '#electron/services/journal/stream-part.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import { knownDevice } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { StreamComparison } from '#shared/log/heads.ts';
import type { PackageSigner } from '#shared/package/signature.ts';
import type { PackagePlan, PlannedStream } from '#shared/package/plan.ts';
import { fold } from '#shared/log/fold.ts';
import { signerStanding } from '#shared/package/signature.ts';
import { judge } from '#shared/package/vouching.ts';
import type { KnownDevice } from '#shared/package/vouching.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { HashedFile, PackedStream, VerifiedPackage } from './open-package.ts';
import { isFolder } from '#electron/services/disk/folders.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';

/** What a look at a package needs of the data folder. */
export interface PlanPorts extends WitnessPorts {
  readonly paths: DataPaths;
  readonly holdings: Holdings;
}

/** What a package would bring, worked out before anything is written. */
export interface Findings {
  readonly plan: PackagePlan;
  /** The streams that may be taken in, and what that comes to. */
  readonly taken: readonly TakenStream[];
  /** Files that are not here and that those streams name. */
  readonly fresh: readonly HashedFile[];
}

/** A stream as it is to be taken in, in the place of another's where the plan says `replace`. */
export interface TakenStream {
  readonly copy: PackedStream;
  readonly work: StreamPlan;
  readonly planned: PlannedStream;
}

/** Works out what a package would bring; changes nothing (SPEC PK14). `package.no-beginning`. */
export async function findOut(opened: VerifiedPackage, ports: PlanPorts): Answer<Findings> {
  const { manifest, files } = opened;
  const signer = await signerOf(opened, ports);
  if (!signer.ok) return signer;
  const planned = await planStreams(opened, ports);
  if (!planned.ok) return planned;
  const streams = planned.value.map((one) => one.planned);
  const taken = planned.value.filter((one) => one.planned.refused === null);
  const events = taken.flatMap(({ copy }) => copy.events);
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
  for (const file of files)
    if (named.has(file.path) && (await ports.holdings.standing(file)) !== 'sound') fresh.push(file);
  const community = state?.facts.profile.community ?? '';
  return ok({ plan: planOf(opened, { signer: signer.value, streams, fresh, community }), taken, fresh });
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

async function planStreams(opened: VerifiedPackage, ports: PlanPorts): Answer<TakenStream[]> {
  const streams: TakenStream[] = [];
  for (const copy of opened.copies) {
    const work = await ports.holdings.compare(copy);
    if (!work.ok) return work;
    const known = await knownDevice(copy.device, ports);
    if (!known.ok) return known;
    const here = await hereKeyOf(copy, work.value.comparison, ports);
    if (!here.ok) return here;
    const stream = plannedOf(copy, work.value.comparison, signedKnown(known.value, copy, opened), here.value);
    // The package itself is how its key came to be known.
    const planned = stream.by === 'known' && known.value.key === null ? { ...stream, by: 'new' as const } : stream;
    streams.push({ copy, work: work.value, planned });
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
  const head = await ports.holdings.headOf(copy);
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
