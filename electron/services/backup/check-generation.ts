import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { GenerationCheck } from '#shared/host/backup-records.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { latestPath } from './collect-notices.ts';
import { filesOf } from './generation.ts';
import { keptAt } from './manifest.ts';
import type { BackedUpStream, BackupPaths, Manifest, NamedManifest } from './manifest.ts';
import { step } from '#electron/services/jobs/step.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';
import { readOrNothing } from '#electron/services/disk/read.ts';
import { pathOf } from '#shared/holding/holding.ts';

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
  const kept = filesOf({ ...manifest, catalogues: [] });
  for (const [index, { file }] of kept.entries()) {
    step(control, 'check', index, kept.length);
    const path = keptAt(file, folder, paths);
    if ((await fileStanding(path, file.sha256)).is === 'sound') continue;
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

const isSoundFile = async (folder: string, { path, sha256 }: HashedFile): Promise<boolean> =>
  (await fileStanding(join(folder, ...path), sha256)).is === 'sound';

async function isSoundStream(folder: string, stream: BackedUpStream, hash: HashText): Promise<boolean> {
  const { inspection, device, sha256, events, damaged } = stream;
  // One that cannot be read is no sound one.
  const bytes = await readOrNothing(join(folder, pathOf({ is: 'stream', inspection, device })));
  if (bytes === null || hashBytes(bytes) !== sha256) return false;
  const scan = scanStream(bytes, { inspection, device }, hash);
  return scan.events.length === events && (damaged || scan.end.is === 'clean');
}
