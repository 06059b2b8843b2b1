import * as v from 'valibot';
import { DeviceId, Sha256 } from '../ids.ts';

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
