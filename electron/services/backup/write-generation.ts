import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { syncFolder } from '#electron/services/journal/disk.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { Collected } from './collect.ts';
import { hashBytes } from './hash-file.ts';
import { isKept, keepOriginal, originalIn } from './keep-original.ts';
import { covers, MANIFEST, readManifests } from './manifest.ts';
import type { BackupPaths, Manifest, NamedManifest } from './manifest.ts';

const DRAFT = '.draft-';

/** Adds the originals that are not kept yet; answers those that are kept now. Throws the system's error. */
export async function keepOriginals(
  { photos }: Collected,
  from: DataPaths,
  to: BackupPaths,
): Promise<Pick<Manifest, 'photos' | 'unsound'>> {
  await mkdir(to.photos, { recursive: true });
  const kept: Manifest['photos'] = [];
  for (const photo of photos) {
    const { sha256, size } = photo;
    const draft = join(to.photos, `${DRAFT}${sha256}`);
    const isThere = await isKept(to.photos, sha256, size);
    if (isThere || (await keepOriginal(originalIn(from.photos, sha256), to.photos, sha256, draft))) kept.push(photo);
  }
  return { photos: kept, unsound: photos.length - kept.length };
}

/**
 * Writes a generation beside the others and gives it its name only when all of it was read back and verified
 * (`backup.verify-failed`): after a crash there is the whole of it or none. Throws the system's error.
 */
export async function writeGeneration(
  name: string,
  manifest: Manifest,
  { files }: Pick<Collected, 'files'>,
  to: BackupPaths,
  hash: HashText,
): Promise<Result<null, ErrorCode>> {
  const draft = join(to.generations, `${DRAFT}${name}`);
  try {
    await mkdir(draft, { recursive: true });
    const all = [...files, { path: [MANIFEST], bytes: Buffer.from(`${JSON.stringify(manifest)}\n`, 'utf8') }];
    for (const { path, bytes } of all) await writeSynced(join(draft, ...path), bytes);
    const folders = new Set(all.map(({ path }) => dirname(join(draft, ...path))));
    for (const folder of [...folders, draft]) await syncFolder(folder);
    const broken = await firstBroken(draft, manifest, hash);
    if (broken !== null) return err('backup.verify-failed', { file: broken });
    await rename(draft, join(to.generations, name));
    await syncFolder(to.generations);
    return ok(null);
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The first file that does not hold what the manifest says; null: all do. */
async function firstBroken(folder: string, manifest: Manifest, hash: HashText): Promise<string | null> {
  for (const { inspection, device, sha256, events, damaged } of manifest.streams) {
    const bytes = await readFile(join(folder, 'inspections', inspection, `${device}.jsonl`));
    const scan = scanStream(bytes, { inspection, device }, hash);
    const isWhole = scan.events.length === events && (damaged || scan.end.is === 'clean');
    if (hashBytes(bytes) !== sha256 || !isWhole) return `${device}.jsonl`;
  }
  for (const sha256 of manifest.catalogues) {
    const name = `${sha256}.json`;
    if (hashBytes(await readFile(join(folder, 'catalogues', name))) !== sha256) return name;
  }
  const { settings } = manifest;
  const isSame = settings === null || hashBytes(await readFile(join(folder, 'settings.json'))) === settings;
  return isSame ? null : 'settings.json';
}

/**
 * Removes a device's generations beyond the `keep` latest, and what crashes left of any; one that holds something the
 * latest does not is never removed. Throws the system's error.
 */
export async function prune(latest: NamedManifest, keep: number, to: BackupPaths): Promise<void> {
  for (const name of await readdir(to.generations)) {
    const isLeftover = name.startsWith(DRAFT) && name.endsWith(latest.manifest.device);
    if (isLeftover) await rm(join(to.generations, name), { recursive: true, force: true });
  }
  const own = (await readManifests(to)).filter(({ manifest }) => manifest.device === latest.manifest.device);
  for (const { name, manifest } of own.slice(keep)) {
    if (name === latest.name || !covers(latest.manifest, manifest)) continue;
    const draft = join(to.generations, `${DRAFT}${name}`);
    await rename(join(to.generations, name), draft);
    await rm(draft, { recursive: true, force: true });
  }
}
