import type { Packages } from './package-port.ts';
import type { JobContext, JobProduct } from '#electron/services/jobs/jobs.ts';
import type { PackageOutcome } from '#shared/host/package-records.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { openDesk } from './desk.ts';
import type { DeskPorts } from './desk.ts';
import { exportPackage } from './export-package.ts';
import type { ExportPorts } from './export-package.ts';
import { importPackage, planImport } from './import-package.ts';
import type { ImportPorts } from './import-package.ts';
import { withPackage } from './open-package.ts';
import { openOutgoing } from './outgoing.ts';
import { clearPackageFolder, makePackageFolder } from './package-folder.ts';
import { settleKey } from './settle-key.ts';
import { openUnfinished } from './unfinished.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

export type PackagePorts = DeskPorts & ExportPorts & Omit<ImportPorts, 'unfinished'>;

/** The packages of a data folder. One is written or taken in at a time. */
export function openPackages(ports: PackagePorts): Packages {
  const unfinished = openUnfinished(ports.paths.root);
  const own = { ...ports, unfinished };
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

async function outgoing({ folder }: PackagePorts): Answer<{ folder: string }> {
  return attempt('package.write-failed', async () => {
    await makePackageFolder(folder);
    return ok({ folder: folder.outgoing });
  });
}
