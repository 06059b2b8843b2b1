import type { Packages } from '#electron/services/host/package-port.ts';
import type { JobContext, JobProduct } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { PackageOutcome } from '#shared/host/package-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/disk.ts';
import { openDesk } from './desk.ts';
import type { DeskPorts } from './desk.ts';
import { openDeviceKey } from '#electron/services/trust/device-key.ts';
import { exportPackage } from './export-package.ts';
import type { ExportPorts } from './export-package.ts';
import { importPackage, planImport } from './import-package.ts';
import type { ImportPorts } from './import-package.ts';
import { withPackage } from './open-package.ts';
import { openOutgoing } from './outgoing.ts';
import { clearPackageFolder, makePackageFolder } from './package-folder.ts';
import { openTrust } from '#electron/services/trust/trust.ts';
import { openVouchers } from '#electron/services/trust/vouchers.ts';
import { settleKey } from './settle-key.ts';
import { openUnfinished } from './unfinished.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

export type PackagePorts = DeskPorts &
  Omit<ExportPorts, 'key' | 'trust' | 'vouchers'> &
  Omit<ImportPorts, 'key' | 'trust' | 'vouchers' | 'unfinished'> & {
    /** Where the keys are that this device signs with and others are known by. */
    readonly keysRoot: string;
  };

/** The packages of a data folder. One is written or taken in at a time. */
export function openPackages(ports: PackagePorts): Packages {
  const unfinished = openUnfinished(ports.paths.root);
  const own = { ...ports, ...openKeys(ports), unfinished };
  const fetchable = openOutgoing(ports.folder);
  const serial = createSerial();
  const run = (task: () => Answer<PackageOutcome>): Answer<JobProduct> =>
    serial.run('package', async () => {
      const outcome = await task();
      return outcome.ok ? ok({ notice: null, package: outcome.value }) : outcome;
    });
  return {
    desk: openDesk(ports),
    export: (inspection, file) => (job) =>
      run(async () => {
        const target = file === null ? await outgoing(ports) : ok({ file });
        if (!target.ok) return target;
        const made = await exportPackage(inspection, target.value, own, job);
        if (!made.ok) return made;
        if (file === null) await fetchable.add(made.value);
        return ok({ is: 'exported', file: made.value });
      }),
    preview: (path) => (job) =>
      run(async () => {
        const plan = await withPackage(path, ports.hash, job, (opened) => planImport(opened, own));
        return plan.ok ? ok({ is: 'previewed', plan: plan.value }) : plan;
      }),
    import: (path) => (job: JobContext) =>
      run(async () => {
        const plan = await withPackage(path, ports.hash, job, (opened) => importPackage(opened, own, job));
        return plan.ok ? ok({ is: 'imported', plan: plan.value }) : plan;
      }),
    settleKey: (path, device, fingerprint) => settleKey(path, device, fingerprint, own),
    find: (sha256) => fetchable.find(sha256),
    isUnfinished: (inspection, heads) => unfinished.isUnfinished(inspection, heads),
    close: async () => {
      await serial.idle();
      await clearPackageFolder(ports.folder);
    },
  };
}

/** The keys that this device signs with and others are known by, and what they vouch for in this data folder. */
function openKeys({ keysRoot, paths }: PackagePorts): Pick<ImportPorts, 'key' | 'trust' | 'vouchers'> {
  const trust = openTrust(keysRoot);
  const key = openDeviceKey(keysRoot, (device) => trust.keyOf(device));
  return { key, trust, vouchers: openVouchers(paths.root) };
}

async function outgoing({ folder }: PackagePorts): Answer<{ folder: string }> {
  try {
    await makePackageFolder(folder);
    return ok({ folder: folder.outgoing });
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('package.write-failed', { reason: reasonOf(fault) });
  }
}
