import type { Packages } from '#electron/services/host/package-port.ts';
import { err } from '#shared/result.ts';
import { openDesk } from './desk.ts';
import type { DeskPorts } from './desk.ts';
import { clearPackageFolder } from './package-folder.ts';

export type PackagePorts = DeskPorts;

/** The packages of a data folder. */
export function openPackages(ports: PackagePorts): Packages {
  const unreadable = async () => err('package.not-a-package');
  return {
    desk: openDesk(ports),
    export: () => unreadable,
    preview: () => unreadable,
    import: () => unreadable,
    close: () => clearPackageFolder(ports.folder),
  };
}
