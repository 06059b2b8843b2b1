import { join } from 'node:path';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { GenerationCheck } from '#shared/host/backup-records.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { latestPath } from './collect-notices.ts';
import { originalIn } from './keep-original.ts';
import type { BackedUpStream, BackupPaths, Manifest, NamedManifest } from './manifest.ts';
import { step } from './steps.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { hashBytes, hashFile } from '#electron/services/disk/hash.ts';

/**
 * Reads everything of a generation again. An original that is no longer what it was is set aside, so that the next
 * backup brings a sound one. Throws the signal's reason where it is called off.
 */
export async function checkGeneration(
  { name, manifest }: NamedManifest,
  paths: BackupPaths,
  hash: HashText,
  control: JobContext,
): Promise<GenerationCheck> {
  const folder = join(paths.generations, name);
  const broken = { streams: 0, originals: 0, others: 0 };
  for (const stream of manifest.streams) broken.streams += (await isSoundStream(folder, stream, hash)) ? 0 : 1;
  for (const file of otherFiles(manifest)) broken.others += (await isSoundFile(folder, file)) ? 0 : 1;
  const kept = [
    ...manifest.photos.map(({ sha256 }) => ({ sha256, shelf: paths.photos })),
    ...manifest.notices.map(({ sha256 }) => ({ sha256, shelf: paths.notices })),
  ];
  for (const [index, { sha256, shelf }] of kept.entries()) {
    step(control, 'check', index, kept.length);
    const path = originalIn(shelf, sha256);
    if (await orFalse(async () => (await hashFile(path)) === sha256)) continue;
    broken.originals += 1;
    await renameFile(path, `${path}.broken`).catch(() => undefined);
  }
  return { generation: name, files: manifest.streams.length + otherFiles(manifest).length + kept.length, broken };
}

/** The first file of a generation's folder that does not hold what the manifest says; null: all do. */
export async function firstBroken(folder: string, manifest: Manifest, hash: HashText): Promise<string | null> {
  for (const stream of manifest.streams) {
    if (!(await isSoundStream(folder, stream, hash))) return `${stream.device}.jsonl`;
  }
  for (const file of otherFiles(manifest)) {
    if (!(await isSoundFile(folder, file))) return file.path.at(-1) ?? '';
  }
  return null;
}

interface HashedFile {
  readonly path: readonly string[];
  readonly sha256: Sha256;
}

function otherFiles({ catalogues, settings, latestNotices }: Manifest): readonly HashedFile[] {
  return [
    ...catalogues.map((sha256) => ({ path: ['catalogues', `${sha256}.json`], sha256 })),
    ...latestNotices.map(({ inspection, sha256 }) => ({ path: latestPath(inspection), sha256 })),
    ...(settings === null ? [] : [{ path: ['settings.json'], sha256: settings }]),
  ];
}

const isSoundFile = (folder: string, { path, sha256 }: HashedFile): Promise<boolean> =>
  orFalse(async () => hashBytes(await readRegular(join(folder, ...path))) === sha256);

function isSoundStream(folder: string, stream: BackedUpStream, hash: HashText): Promise<boolean> {
  const { inspection, device, sha256, events, damaged } = stream;
  return orFalse(async () => {
    const bytes = await readRegular(join(folder, 'inspections', inspection, `${device}.jsonl`));
    const scan = scanStream(bytes, { inspection, device }, hash);
    return hashBytes(bytes) === sha256 && scan.events.length === events && (damaged || scan.end.is === 'clean');
  });
}

/** A file that cannot be read is no sound one. */
async function orFalse(isSound: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isSound();
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return false;
  }
}
