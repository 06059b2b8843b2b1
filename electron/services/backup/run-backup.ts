import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { firstBroken } from './check-generation.ts';
import { collect } from './collect.ts';
import type { Collected } from './collect.ts';
import { isKept, keepOriginal, originalIn } from './keep-original.ts';
import { generationOf, readManifests, sameContent } from './manifest.ts';
import type { BackupPaths, Manifest } from './manifest.ts';
import { makeBelow, step } from './steps.ts';
import { DRAFT, prune, writeGeneration } from './write-generation.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** What a backup leaves free on its disk, so that it never is what fills it. */
const LEAST_FREE_AFTER = 256 * 1024 ** 2;

/** What one backup is made of. */
export interface BackupRun {
  readonly from: DataPaths;
  readonly to: BackupPaths;
  readonly device: DeviceId;
  /** Generations of this device that are kept. */
  readonly keep: number;
  readonly at: number;
  readonly hash: HashText;
  readonly freeBytes: FreeBytes;
}

/** Where an original comes from and where it is kept. */
interface Original {
  readonly sha256: Sha256;
  readonly size: number;
  readonly source: string;
  readonly shelf: string;
}

/**
 * A new generation, complete and verified; where nothing changed since the device's last one and that is still sound,
 * that one. Throws the system's error, or the signal's reason; what is broken off leaves whole originals and no more.
 */
export async function runBackup(run: BackupRun, control: JobContext): Answer<Generation> {
  const { to, device, hash } = run;
  const collected = await collect(run.from, hash, control);
  for (const name of ['generations', 'photos', 'notices']) await makeBelow(to.root, name);
  const originals = originalsOf(collected, run);
  const room = await checkRoom(originals, collected, run);
  if (!room.ok) return room;
  const kept = await keepOriginals(originals, device, control);
  const at = new Date(run.at).toISOString();
  const manifest = manifestOf(collected, kept, at, device);
  const former = (await readManifests(to)).find((found) => found.manifest.device === device);
  if (former !== undefined && sameContent(former.manifest, manifest)) {
    const broken = await firstBroken(join(to.generations, former.name), former.manifest, hash);
    if (broken === null) return ok(generationOf(former));
  }
  const name = `${at.replaceAll(/[-:.Z]/g, '')}-${device}`;
  const written = await writeGeneration(name, manifest, collected.files, to, hash, control);
  if (!written.ok) return written;
  await prune({ name, manifest }, run.keep, to, hash);
  return ok(generationOf({ name, manifest }));
}

function originalsOf({ photos, notices }: Collected, { from, to }: BackupRun): readonly Original[] {
  const photo = ({ sha256, size }: Collected['photos'][number]): Original => {
    return { sha256, size, source: originalIn(from.photos, sha256), shelf: to.photos };
  };
  const notice = ({ inspection, sha256, ending, size }: Collected['notices'][number]): Original => {
    return { sha256, size, source: join(from.notices, inspection, `${sha256}.${ending}`), shelf: to.notices };
  };
  return [...photos.map(photo), ...notices.map(notice)];
}

/** Adds the originals that are not kept yet; answers the hashes of those that are kept now. */
async function keepOriginals(
  originals: readonly Original[],
  device: DeviceId,
  control: JobContext,
): Promise<ReadonlySet<Sha256>> {
  const kept = new Set<Sha256>();
  for (const [index, { sha256, size, source, shelf }] of originals.entries()) {
    step(control, 'originals', index, originals.length);
    const draft = join(shelf, `${DRAFT}${sha256}-${device}`);
    if ((await isKept(shelf, sha256, size)) || (await keepOriginal(source, shelf, sha256, draft))) kept.add(sha256);
  }
  step(control, 'originals', originals.length, originals.length);
  return kept;
}

function manifestOf(collected: Collected, kept: ReadonlySet<Sha256>, at: string, device: DeviceId): Manifest {
  const { streams, catalogues, settings, latestNotices, files } = collected;
  const photos = collected.photos.filter(({ sha256 }) => kept.has(sha256));
  const notices = collected.notices.filter(({ sha256 }) => kept.has(sha256));
  return {
    format: 1,
    at,
    device,
    streams: [...streams],
    catalogues: [...catalogues],
    settings,
    photos,
    notices,
    latestNotices: [...latestNotices],
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    unsound: collected.photos.length - photos.length + collected.notices.length - notices.length,
  };
}

async function checkRoom(originals: readonly Original[], { files }: Collected, run: BackupRun): Answer<null> {
  const { from, to } = run;
  const free = await run.freeBytes(to.root);
  if (free === null) return ok(null);
  let needed = LEAST_FREE_AFTER + files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  // On one disk originals are linked and need no space.
  const isLinked = (await stat(from.photos)).dev === (await stat(to.root)).dev;
  for (const { sha256, size, shelf } of isLinked ? [] : originals) {
    if (!(await isKept(shelf, sha256, size))) needed += size;
  }
  return free < needed ? err('backup.no-space', { free: spaceText(free), needed: spaceText(needed) }) : ok(null);
}
