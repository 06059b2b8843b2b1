import type { PackageDesk } from '#electron/services/package/desk.ts';
import type { JobWork } from '#electron/services/jobs/jobs.ts';
import type { PackageToken } from '#shared/host/package-records.ts';
import type { InspectionId } from '#shared/ids.ts';

/** Packages of a host: written, looked at, taken in. The work is run as jobs. */
export interface Packages {
  readonly desk: PackageDesk;
  export(inspection: InspectionId): JobWork;
  preview(token: PackageToken): JobWork;
  import(token: PackageToken): JobWork;
  /** Ends the run: what was received or written for it goes. */
  close(): Promise<void>;
}
