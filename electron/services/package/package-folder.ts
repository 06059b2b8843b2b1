import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '#electron/services/disk/folders.ts';

/** Where packages lie below a data folder, for as long as one run needs them. */
export interface PackageFolder {
  readonly root: string;
  /** Packages that the window is sending. */
  readonly incoming: string;
  /** Packages that were written for saving elsewhere. */
  readonly outgoing: string;
}

export function packageFolder(dataRoot: string): PackageFolder {
  const root = join(dataRoot, 'packages');
  return { root, incoming: join(root, 'incoming'), outgoing: join(root, 'outgoing') };
}

/** Makes the folders where they are missing. Never above the data folder: below a drive that is gone there is nothing. */
export async function makePackageFolder({ root, incoming, outgoing }: PackageFolder): Promise<void> {
  for (const folder of [root, incoming, outgoing]) {
    await makeFolder(folder);
    await syncFolder(dirname(folder));
  }
}

/** Removes what an earlier run left behind; it is a copy of something in any case. Never fails. */
export async function clearPackageFolder({ root }: PackageFolder): Promise<void> {
  await rm(root, { recursive: true, force: true }).catch(() => undefined);
}
