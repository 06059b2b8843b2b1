import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { firstBroken } from './check-generation.ts';
import { continues } from './continues.ts';
import { holdsAllOf, MANIFEST } from './manifest.ts';
import type { BackupPaths, FileToKeep, Manifest, NamedManifest } from './manifest.ts';
import { step } from '#electron/services/jobs/step.ts';
import { syncFolder, makeBelow } from '#electron/services/disk/folders.ts';
import { writeSynced } from '#electron/services/disk/atomic-file.ts';
import { withTemporary } from '#electron/services/disk/temporary-file.ts';

/** How what is not finished yet is called; its device ends the name, because others may be at work in the same place. */
export const UNFINISHED = '.draft-';

/**
 * Writes a generation beside the others and gives it its name only when all of it was read back and verified
 * (`backup.verify-failed`): after a crash there is the whole of it or none. Throws the system's error, or the signal's
 * reason.
 */
export async function writeGeneration(
  name: string,
  manifest: Manifest,
  files: readonly FileToKeep[],
  to: BackupPaths,
  hash: HashText,
  control: JobContext,
): Promise<Result<null, ErrorCode>> {
  const temporary = join(to.generations, `${UNFINISHED}${name}`);
  return withTemporary(temporary, async () => {
    await rm(temporary, { recursive: true, force: true });
    await makeBelow(to.generations, basename(temporary));
    const all = [...files, { path: [MANIFEST], bytes: Buffer.from(`${JSON.stringify(manifest)}\n`, 'utf8') }];
    const folders = new Set([temporary]);
    const note = (below: readonly string[]): unknown =>
      below.map((_, index) => folders.add(join(temporary, ...below.slice(0, index + 1))));
    for (const [index, { path, bytes }] of all.entries()) {
      step(control, 'write', index, all.length);
      await makeBelow(temporary, ...path.slice(0, -1));
      note(path.slice(0, -1));
      await writeSynced(join(temporary, ...path), bytes, 'wx', 0o600);
    }
    for (const folder of folders) await syncFolder(folder);
    await syncFolder(to.generations);
    step(control, 'check', 0, 1);
    const broken = await firstBroken(temporary, manifest, hash);
    if (broken !== null) return err('backup.verify-failed', { file: broken });
    step(control, 'check', 1, 1);
    await renameFile(temporary, join(to.generations, name));
    await syncFolder(to.generations);
    return ok(null);
  });
}

/**
 * Removes a device's generations beyond the `keep` latest, and what crashes left of any; one that holds something the
 * latest does not is never removed. `earlier`: the generations there were before it, latest first. Throws the system's error.
 */
export async function prune(
  latest: NamedManifest,
  earlier: readonly NamedManifest[],
  keep: number,
  to: BackupPaths,
  hash: HashText,
): Promise<void> {
  for (const folder of [to.generations, to.photos, to.notices]) {
    for (const name of await readdir(folder)) {
      const isLeftover = name.startsWith(UNFINISHED) && name.endsWith(latest.manifest.device);
      if (isLeftover) await rm(join(folder, name), { recursive: true, force: true });
    }
  }
  const own = earlier.filter(({ manifest }) => manifest.device === latest.manifest.device);
  for (const { name, manifest } of own.slice(Math.max(0, keep - 1))) {
    if (!holdsAllOf(latest.manifest, manifest)) continue;
    if (!(await continues(latest, { name, manifest }, to, hash))) continue;
    const temporary = join(to.generations, `${UNFINISHED}${name}`);
    await renameFile(join(to.generations, name), temporary);
    await rm(temporary, { recursive: true, force: true });
  }
}
