import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { KeptFile } from './bring-back.ts';
import { LATEST_NOTICE, latestPath } from './collect-notices.ts';
import { originalIn } from './keep-original.ts';
import type { BackupPaths, Manifest } from './manifest.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

/** The files of signed notices that a backup holds, for the folder of all notices here. */
export function keptNotices({ notices }: Manifest, from: BackupPaths, here: string): readonly KeptFile[] {
  return notices.map(({ inspection, sha256, ending }) => {
    const target = join(here, inspection, `${sha256}.${ending}`);
    const standing: KeptFile['standing'] = async () => {
      if (!(await isThere(target))) return 'missing';
      return (await hashFile(target)) === sha256 ? 'sound' : 'damaged';
    };
    return { sha256, path: originalIn(from.notices, sha256), standing, store: (bytes) => writeNotice(target, bytes) };
  });
}

/** The records of which notice was an inspection's latest; one that is here already stands. */
export function keptLatestNotices({ latestNotices }: Manifest, folder: string, here: string): readonly KeptFile[] {
  return latestNotices.map(({ inspection, sha256 }) => {
    const target = join(here, inspection, LATEST_NOTICE);
    const standing: KeptFile['standing'] = async () => ((await isThere(target)) ? 'sound' : 'missing');
    return {
      sha256,
      path: join(folder, ...latestPath(inspection)),
      standing,
      store: (bytes) => writeNotice(target, bytes),
    };
  });
}

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;

/** Writes a notice's file or record, whole or not at all (`publication.failed`). */
export async function writeNotice(path: string, bytes: Uint8Array): Promise<Result<null, ErrorCode>> {
  return attempt('publication.failed', async () => {
    await makeDurableFolder(dirname(path));
    await writeFileAtomic(path, bytes);
    return ok(null);
  });
}
