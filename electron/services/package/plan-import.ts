import { join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { communityIn } from '#electron/services/holdings/called.ts';
import { takenEvents } from '#electron/services/holdings/intake.ts';
import type { Intake, JudgedStream } from '#electron/services/holdings/intake.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { PackageSigner } from '#shared/package/signature.ts';
import type { PackagePlan, PlannedStream } from '#shared/package/plan.ts';
import { signerStanding } from '#shared/package/signature.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { HashedFile, VerifiedPackage } from './open-package.ts';
import { isFolder } from '#electron/services/disk/folders.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';

/** What a look at a package needs of the data folder. */
export interface PlanPorts {
  readonly paths: DataPaths;
  readonly holdings: Holdings;
  readonly witness: WitnessPorts;
}

/** What a package would bring, worked out before anything is written. */
export interface Findings {
  readonly plan: PackagePlan;
  readonly intake: Intake;
  readonly streams: readonly JudgedStream[];
  /** Files that are not here and that the streams name that may be taken in. */
  readonly fresh: readonly HashedFile[];
}

/** Works out what a package would bring; changes nothing (SPEC PK14). `package.no-beginning`. */
export async function findOut(opened: VerifiedPackage, ports: PlanPorts): Answer<Findings> {
  const { manifest, files } = opened;
  const signer = await signerOf(opened, ports);
  if (!signer.ok) return signer;
  const intake = ports.holdings.intake();
  // One that packed this itself could have signed its stream, had it been of this version.
  await intake.introduce(manifest.device, opened.signature.key, manifest.format > 1);
  const judged = await intake.judge(opened.copies);
  if (!judged.ok) return judged;
  const streams = judged.value.map(({ planned }) => planned);
  const events = takenEvents(judged.value);
  const called = communityIn(events);
  // Parts of an inspection are of use where it is; alone they would stand in the list as a broken one for ever.
  const begins = called !== null || (await isFolder(join(ports.paths.inspections, manifest.inspection)));
  if (!begins) {
    const stream = streams.find(({ refused }) => refused !== null);
    return stream?.refused ? err(stream.refused, { device: stream.device }) : err('package.no-beginning');
  }
  const named = namedFiles(manifest.inspection, events);
  const fresh: HashedFile[] = [];
  for (const file of files)
    if (named.has(file.path) && (await ports.holdings.standing(file)) !== 'sound') fresh.push(file);
  const community = called ?? '';
  return ok({
    plan: planOf(opened, { signer: signer.value, streams, fresh, community }),
    intake,
    streams: judged.value,
    fresh,
  });
}

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

async function signerOf({ manifest, signature }: VerifiedPackage, { witness }: PlanPorts): Answer<PackageSigner> {
  const current = witness.device.current();
  const [ownKey, knownKey] = [await witness.key.publicKey(current), await witness.trust.keyOf(manifest.device)];
  if (!ownKey.ok) return ownKey;
  if (!knownKey.ok) return knownKey;
  const isOwn = manifest.device === current;
  const standing = signerStanding(signature.key, { isOwn, ownKey: ownKey.value, knownKey: knownKey.value });
  const known = isOwn ? ownKey.value : knownKey.value;
  return ok({
    device: manifest.device,
    fingerprint: fingerprintOf(signature.key),
    standing,
    knownFingerprint: standing === 'changed' && known !== null ? fingerprintOf(known) : null,
  });
}
