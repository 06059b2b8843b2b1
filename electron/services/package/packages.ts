import type { Packages } from './package-port.ts';
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
import type { PackageContents } from './open-package.ts';
import { createPackageMemory } from './package-memory.ts';
import type { PackageMemory } from './package-memory.ts';
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
  const memory = createPackageMemory<PackageContents>();
  const serial = createSerial();
  const run = <T>(task: () => Answer<T>) => serial.run('package', task);
  return {
    desk: forgetting(openDesk(ports), memory),
    export: (inspection, file) => (job) =>
      run(async () => {
        const target = file === null ? await outgoing(ports) : ok({ file });
        const made = target.ok ? await exportPackage(inspection, target.value, own, job) : target;
        if (made.ok && file === null) await fetchable.add(made.value);
        return made;
      }),
    preview: (path) => (job) =>
      run(() => withPackage(path, ports.hash, job, (opened) => planImport(opened, own), memory)),
    import: (path) => (job) =>
      run(async () => {
        const plan = await withPackage(path, ports.hash, job, (opened) => importPackage(opened, own, job), memory);
        if (plan.ok) memory.forget();
        return plan;
      }),
    settleKey: (path, device, fingerprint) => settleKey(path, device, fingerprint, own),
    find: (sha256) => fetchable.find(sha256),
    isUnfinished: (inspection, heads) => unfinished.isUnfinished(inspection, heads),
    close: async () => {
      await serial.idle();
      memory.forget();
      await clearPackageFolder(ports.folder);
    },
  };
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
