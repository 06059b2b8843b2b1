import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { PackageFolder } from './package-folder.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';

/** Packages kept for fetching: the last one, and what may still be under way to the disk of somebody's choice. */
const KEPT = 3;

/** Packages that were written for the window to fetch. */
export interface Outgoing {
  /** Takes note of a package that lies in the folder under its hash; the oldest beyond a few go. */
  add(file: PackageFile): Promise<void>;
  /** A package that still is what its hash says; null: none, and a damaged copy is simply written again. */
  find(sha256: string): Promise<ServedFile | null>;
}

export function openOutgoing({ outgoing }: PackageFolder): Outgoing {
  const files = new Map<string, PackageFile>();
  const pathOf = (sha256: string): string => join(outgoing, `${sha256}.ysb`);
  return {
    add: async (file) => {
      files.delete(file.sha256);
      files.set(file.sha256, file);
      for (const sha256 of [...files.keys()].slice(0, -KEPT)) {
        files.delete(sha256);
        await rm(pathOf(sha256), { force: true }).catch(() => undefined);
      }
    },
    find: async (sha256) => {
      const file = files.get(sha256);
      if (file === undefined) return null;
      const found = await fileStanding(pathOf(sha256), file.sha256);
      if (found.is !== 'sound') return null;
      return { path: pathOf(sha256), size: found.size, mime: 'application/octet-stream', name: file.name };
    },
  };
}
