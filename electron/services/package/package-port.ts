import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { PackageDesk } from '#electron/services/package/desk.ts';
import type { JobWork } from '#electron/services/jobs/jobs.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import type { Result } from '#shared/result.ts';

/** Packages of a host: written, looked at, taken in. The work is run as jobs; paths come from the host alone. */
export interface Packages {
  readonly desk: PackageDesk;
  /** Writes an inspection to a file; null: where the window can fetch it by its hash. */
  export(inspection: InspectionId, file: string | null): JobWork<PackageFile>;
  preview(path: string): JobWork<PackagePlan>;
  import(path: string): JobWork<PackagePlan>;
  /**
   * Takes a device for the one with the key of that fingerprint, which vouches for it in this package, from now on
   * (`package.key-changed` where none does, or the device is this data folder's own).
   */
  settleKey(path: string, device: DeviceId, fingerprint: Sha256): Promise<Result<null, ErrorCode>>;
  /** A package that was written for the window; null: none of that hash. */
  find(sha256: string): Promise<ServedFile | null>;
  /** Whether an import into an inspection was cut short and not finished since. */
  isUnfinished(inspection: InspectionId, heads: Heads): Promise<boolean>;
  /** Ends the run: what was received or written for it goes. */
  close(): Promise<void>;
}
