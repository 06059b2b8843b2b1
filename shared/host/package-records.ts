import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { StreamComparison } from './backup-records.ts';

/** Names a package that this run of the host knows: received from the window, or offered by the system. Never a path. */
export const PackageToken = v.pipe(v.string(), v.regex(/^p[0-9a-f]{32}$/));
export type PackageToken = v.InferOutput<typeof PackageToken>;

/** A device, and the key in a package that it is to be known by: what somebody chose who asked the device's owner. */
export const KeyChoice = v.strictObject({ package: PackageToken, device: DeviceId, fingerprint: Sha256 });

/** A package that can be looked at. `name` is its file's name, for showing only. */
export const OfferedPackage = v.object({ package: PackageToken, name: v.string(), bytes: v.number() });
export type OfferedPackage = v.InferOutput<typeof OfferedPackage>;

/** A written package: fetched from `/files/<sha256>/<name>` of the same origin. */
export const PackageFile = v.object({ sha256: Sha256, name: v.string(), size: v.number() });
export type PackageFile = v.InferOutput<typeof PackageFile>;

/**
 * Who signed a package. `own`: this data folder; `known`: the key this device has always come with here; `new`: a device
 * seen for the first time; `changed`: a device that came with another key before, so nothing of it is taken in.
 */
export const PackageSigner = v.object({
  device: DeviceId,
  /** SHA-256 of the public key. */
  fingerprint: Sha256,
  standing: v.picklist(['own', 'known', 'new', 'changed']),
});
export type PackageSigner = v.InferOutput<typeof PackageSigner>;

/**
 * A stream of a package: what it would bring, who vouches for it, and why nothing of it is taken in, as a code; null: it
 * may be. `total`: how many events it holds there. `fingerprint`: of the key that vouches; null: nobody does.
 */
export const PlannedStream = v.object({
  ...StreamComparison.entries,
  /** `replace`: takes the place of one here that another key, or nobody, vouches for. */
  is: v.picklist([...StreamComparison.entries.is.options, 'replace']),
  total: v.number(),
  by: v.picklist(['own', 'known', 'new', 'unsigned']),
  fingerprint: v.nullable(Sha256),
  refused: v.nullable(v.picklist(['package.stream-own', 'package.stream-key-changed', 'package.stream-unsigned'])),
  /** Somebody who asked the device's owner can settle on this key, and the stream then takes its place here. */
  canSettle: v.boolean(),
});
export type PlannedStream = v.InferOutput<typeof PlannedStream>;

/** What a package would bring, or has brought. Nothing here is ever replaced. */
export const PackagePlan = v.object({
  inspection: InspectionId,
  community: v.string(),
  madeAt: v.string(),
  madeBy: v.string(),
  /** Version of the program that made it. */
  product: v.string(),
  signer: PackageSigner,
  /** Every stream of the package. */
  streams: v.array(PlannedStream),
  /** Events that are not here. */
  events: v.number(),
  /** Originals of the package, those that are not here, and their bytes. */
  photosHeld: v.number(),
  photos: v.number(),
  photoBytes: v.number(),
  catalogues: v.number(),
  notices: v.number(),
  /** Originals that its events name and that whoever made it did not have. */
  missing: v.number(),
});
export type PackagePlan = v.InferOutput<typeof PackagePlan>;

/** What a job about a package leads to. */
export const PackageOutcome = v.variant('is', [
  v.object({ is: v.literal('exported'), file: PackageFile }),
  v.object({ is: v.literal('previewed'), plan: PackagePlan }),
  v.object({ is: v.literal('imported'), plan: PackagePlan }),
]);
export type PackageOutcome = v.InferOutput<typeof PackageOutcome>;
