import { createHash } from 'node:crypto';
import { chmod, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';
import { makeDurableFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { hashFile } from '#electron/services/disk/hash.ts';

/** An installer that is arriving: under a temporary name until every byte of it is the one that was signed for. */
export interface Incoming {
  readonly received: () => number;
  /** Throws the system's error. */
  write(chunk: Uint8Array): Promise<void>;
  /** Gives the file its name, or removes it: `update.wrong-size`, `update.wrong-hash`. Throws the system's error. */
  finish(): Promise<Result<string, ErrorCode>>;
  discard(): Promise<void>;
}

/** Begins a file in `folder`, which holds no other afterwards. Throws the system's error. */
export async function openIncoming(folder: string, file: ReleaseFile): Promise<Incoming> {
  await makeDurableFolder(folder);
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  const temporary = join(folder, `${file.name}.part`);
  const handle = await open(temporary, 'wx', 0o600);
  const hash = createHash('sha256');
  let received = 0;
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
  };
  const finish = async (): Promise<Result<string, ErrorCode>> => {
    const [sized, right] = [received === file.bytes, hash.digest('hex') === file.sha256];
    if (!sized || !right) {
      await discard();
      return sized ? err('update.wrong-hash') : err('update.wrong-size', { bytes: received, wanted: file.bytes });
    }
    await handle.sync();
    await handle.close();
    const path = join(folder, file.name);
    // An AppImage is started as it is; the other kinds are opened by the system's installer.
    if (file.format === 'appimage') await chmod(temporary, 0o700);
    await renameFile(temporary, path);
    await syncFolder(folder);
    return ok(path);
  };
  return {
    received: () => received,
    write: async (chunk) => {
      received += chunk.byteLength;
      hash.update(chunk);
      await handle.writeFile(chunk);
    },
    finish,
    discard,
  };
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
