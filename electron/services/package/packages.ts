import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { JobContext, JobWork } from '#electron/services/jobs/jobs.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { openDesk } from './desk.ts';
import type { DeskPorts, PackageDesk } from './desk.ts';
import { exportPackage } from './export-package.ts';
import type { ExportPorts } from './export-package.ts';
import { importPackage, planImport } from './import-package.ts';
import type { ImportPorts } from './import-package.ts';
import { withPackage } from './open-package.ts';
import type { PackageContents, VerifiedPackage } from './open-package.ts';
import { createPackageMemory } from './package-memory.ts';
import type { PackageMemory } from './package-memory.ts';
import { openOutgoing } from './outgoing.ts';
import { clearPackageFolder, makePackageFolder } from './package-folder.ts';
import { openUnfinished } from './unfinished.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { UNATTENDED } from '#electron/services/jobs/step.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';

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
  settleKey(path: string, device: DeviceId, fingerprint: Sha256): Answer<null>;
  /** A package that was written for the window; null: none of that hash. */
  find(sha256: string): Promise<ServedFile | null>;
  /** Whether an import into an inspection was cut short and not finished since. */
  isUnfinished(inspection: InspectionId, heads: Heads): Promise<boolean>;
  /** Ends the run: what was received or written for it goes. */
  close(): Promise<void>;
}

export type PackagePorts = DeskPorts & ExportPorts & Omit<ImportPorts, 'unfinished'>;

/** The packages of a data folder. One is written or taken in at a time. */
export function openPackages(ports: PackagePorts): Packages {
  const unfinished = openUnfinished(ports.paths.root);
  const own = { ...ports, unfinished };
  const fetchable = openOutgoing(ports.folder);
  const memory = createPackageMemory<PackageContents>();
  const serial = createSerial();
  const run = <T>(task: () => Answer<T>) => serial.run('package', task);
  const opened = <T>(path: string, job: JobContext, work: (contents: VerifiedPackage) => Answer<T>): Answer<T> =>
    withPackage(path, ports.hash, job, work, memory);
  return {
    desk: forgetting(openDesk(ports), memory),
    export: (inspection, file) => (job) =>
      run(async () => {
        const target = file === null ? await outgoing(ports) : ok({ file });
        const made = target.ok ? await exportPackage(inspection, target.value, own, job) : target;
        if (made.ok && file === null) await fetchable.add(made.value);
        return made;
      }),
    preview: (path) => (job) => run(() => opened(path, job, (contents) => planImport(contents, own))),
    import: (path) => (job) =>
      run(async () => {
        const plan = await opened(path, job, (contents) => importPackage(contents, own, job));
        if (plan.ok) memory.forget();
        return plan;
      }),
    settleKey: (path, device, fingerprint) =>
      opened(path, UNATTENDED, (contents) => {
        return ports.holdings.intake().settle(device, fingerprint, keysOf(contents, device));
      }),
    find: (sha256) => fetchable.find(sha256),
    isUnfinished: (inspection, heads) => unfinished.isUnfinished(inspection, heads),
    close: async () => {
      await serial.idle();
      memory.forget();
      await clearPackageFolder(ports.folder);
    },
  };
}

/** The keys that speak for a device in a package: it signed the package, or vouches for its stream. */
function keysOf({ manifest, signature, copies }: PackageContents, device: DeviceId): string[] {
  const own = copies.filter(({ part }) => part.device === device).flatMap(({ voucher }) => voucher?.key ?? []);
  return manifest.device === device ? [signature.key, ...own] : own;
}

/** What was read of a package is let go of with its token. */
const forgetting = (desk: PackageDesk, { forget }: Pick<PackageMemory<unknown>, 'forget'>): PackageDesk => ({
  ...desk,
  discard: (token) => {
    forget();
    return desk.discard(token);
  },
});

async function outgoing({ folder }: PackagePorts): Answer<{ folder: string }> {
  return attempt('package.write-failed', async () => {
    await makePackageFolder(folder);
    return ok({ folder: folder.outgoing });
  });
}
