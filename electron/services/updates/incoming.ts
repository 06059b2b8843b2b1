import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openArrivals } from '#electron/services/arrivals/arrivals.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';
import { makeDurableFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { syncFile } from '#electron/services/disk/atomic-file.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { hashFile } from '#electron/services/disk/hash.ts';

/** An installer that is arriving: under a temporary name until every byte of it is the one that was signed for. */
export interface Incoming {
  /** `update.wrong-size` for a part out of turn, `update.not-ready` for one that comes too late. Throws the system's error. */
  receive(at: number, part: Uint8Array): Answer<{ received: number }>;
  /** Gives the file its name, or removes it: `update.wrong-size`, `update.wrong-hash`. Throws the system's error. */
  finish(): Answer<string>;
  discard(): Promise<void>;
}

/** Begins files in `folder`, which holds no other afterwards. Throws the system's error. */
export function openInstallers(folder: string): (file: ReleaseFile) => Answer<Incoming> {
  const arrivals = openArrivals<string>({
    pathOf: (name) => join(folder, `${name}.part`),
    prepare: async () => {
      await makeDurableFolder(folder);
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
      return ok(null);
    },
    refusals: {
      tooMany: () => err('update.busy'),
      unknown: () => err('update.not-ready'),
      misplaced: (end, wanted) => err('update.wrong-size', { bytes: end, wanted }),
      incomplete: (bytes, wanted) => err('update.wrong-size', { bytes, wanted }),
    },
  });
  return async (file) => {
    const begun = await arrivals.begin(file.name, file.bytes);
    if (!begun.ok) return begun;
    const discard = (): Promise<void> => arrivals.discard(file.name);
    return ok({
      receive: (at, part) => arrivals.receive(file.name, at, part),
      finish: async () => {
        const arrived = arrivals.finish(file.name);
        const named = arrived.ok ? await nameInstaller(arrived.value, folder, file) : arrived;
        await discard();
        return named;
      },
      discard,
    });
  };
}

/** Gives an installer that is all there its name, if it is the one that was signed for. */
async function nameInstaller(temporary: string, folder: string, file: ReleaseFile): Answer<string> {
  if ((await hashFile(temporary)) !== file.sha256) return err('update.wrong-hash');
  // An AppImage is started as it is; the other kinds are opened by the system's installer.
  if (file.format === 'appimage') await chmod(temporary, 0o700);
  await syncFile(temporary);
  const path = join(folder, file.name);
  await renameFile(temporary, path);
  await syncFolder(folder);
  return ok(path);
}

/** The path of an installer that is already here, byte for byte as signed for; null otherwise. */
export async function findInstaller(folder: string, { name, bytes, sha256 }: ReleaseFile): Promise<string | null> {
  const path = join(folder, name);
  try {
    if ((await stat(path)).size !== bytes) return null;
    return (await hashFile(path)) === sha256 ? path : null;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
}
