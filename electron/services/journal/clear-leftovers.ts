import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataPaths } from './data-folder.ts';

/** Below which folders what was killed while writing lies, how deep, and what its names are. */
const LEFT = /(?:\.tmp|\.part)$/;
const ARCHIVES = /^(?:archive(?:\.tmp)?|[0-9a-f]{64}\.zip|\.workbench-.*\.part)$/;

/**
 * Removes what programs that were killed left half-written in a data folder that this process has locked: nobody else
 * writes in it, and a temporary file was never acknowledged to anybody, the copy of an original included. Archives of the
 * 诊断包 are for the run that made them. Answers how many; never fails.
 */
export async function clearLeftovers(paths: DataPaths): Promise<number> {
  const { root, photos, heads, catalogues, notices, inspections } = paths;
  let count = 0;
  const clear = async (folder: string, pattern: RegExp): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile() || !pattern.test(entry.name)) continue;
      await rm(join(folder, entry.name), { force: true }).then(
        () => (count += 1),
        () => undefined,
      );
    }
  };
  const flat = [root, photos, heads, catalogues, join(root, 'imports'), join(root, 'secrets'), join(root, 'updates')];
  for (const folder of flat) await clear(folder, LEFT);
  for (const folder of [notices, inspections]) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.isDirectory()) await clear(join(folder, basename(entry.name)), LEFT);
    }
  }
  await clear(join(root, 'diagnostics'), ARCHIVES);
  return count;
}
