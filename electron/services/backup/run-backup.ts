import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { firstBroken } from './check-generation.ts';
import { collect } from './collect.ts';
import type { Collected } from './collect.ts';
import { filesOf } from './generation.ts';
import { generationOf, keptAt, sameContent } from './manifest.ts';
import type { BackupPaths, Manifest } from './manifest.ts';
import { keepOriginals } from './originals.ts';
import type { KeepPorts, KeptOriginals, Original } from './originals.ts';
import { nextSequence, readGenerations } from './read-generations.ts';
import type { Generations } from './read-generations.ts';
import { openVerified } from './verified.ts';
import { prune, writeGeneration } from './write-generation.ts';
import { syncFolder, makeBelow } from '#electron/services/disk/folders.ts';
import { pathOf } from '#shared/holding/holding.ts';

/** What a backup leaves free on its disk, so that it never is what fills it. */
const LEAST_FREE_AFTER = 256 * 1024 ** 2;

/** What one backup is made of. */
export interface BackupRun {
  readonly from: DataPaths;
  readonly to: BackupPaths;
  readonly device: DeviceId;
  /** Who signs the streams. */
  readonly witness: WitnessPorts;
  /** Generations of this device that are kept. */
  readonly keep: number;
  readonly at: number;
  readonly hash: HashText;
  readonly freeBytes: FreeBytes;
  readonly holdings: KeepPorts['holdings'];
}

/**
 * A new generation, complete and verified; where nothing changed since the device's last one and that is still sound,
 * that one. What cannot be read here is left out and named in it (`journal.read-failed` where that is everything). Throws
 * the system's error, or the signal's reason; what is broken off leaves whole originals and no more.
 */
export async function runBackup(run: BackupRun, control: JobContext): Answer<Generation> {
  const { to, device, hash } = run;
  const collected = await collect(run.from, { hash, witness: run.witness }, control);
  const [unread] = collected.faults;
  if (unread !== undefined && isEmpty(collected)) return err('journal.read-failed', { reason: unread.reason });
  for (const name of ['generations', 'photos', 'notices']) await makeBelow(to.root, name);
  await syncFolder(to.root);
  await syncFolder(dirname(to.root));
  const originals = originalsOf(collected, run);
  const room = await checkRoom(originals, collected, run);
  if (!room.ok) return room;
  const verified = await openVerified(run.from.root, to.root);
  const ports = { device, verified, signal: control.signal, holdings: run.holdings, spare: room.value };
  const kept = await keepOriginals(originals, ports, collected.faults, control);
  if (!kept.ok) return kept;
  await verified.keep();
  return write(collected, kept.value, run, control);
}

/** The generation itself, the originals being kept. */
async function write(
  collected: Collected,
  kept: KeptOriginals,
  run: BackupRun,
  control: JobContext,
): Answer<Generation> {
  const { to, device, hash } = run;
  const all = await readGenerations(to);
  const at = new Date(run.at).toISOString();
  const manifest = manifestOf(collected, kept, { at, device, sequence: nextSequence(all) });
  const former = all.complete.find((found) => found.manifest.device === device);
  if (former !== undefined && sameContent(former.manifest, manifest)) {
    const broken = await firstBroken(join(to.generations, former.name), former.manifest, hash);
    if (broken === null) return ok(generationOf(former));
  }
  const name = freeName(run.at, device, all);
  const written = await writeGeneration(name, manifest, collected.files, to, hash, control);
  if (!written.ok) return written;
  await prune({ name, manifest }, all.complete, run.keep, to, hash);
  return ok(generationOf({ name, manifest }));
}

/** A clock that was set back comes by the same moment twice. */
function freeName(at: number, device: DeviceId, all: Generations): string {
  const name = `${new Date(at).toISOString().replaceAll(/[-:.Z]/g, '')}-${device}`;
  return [...all.complete, ...all.unread].some((found) => found.name === name) ? freeName(at + 1, device, all) : name;
}

const isEmpty = ({ streams, catalogues, settings, photos }: Collected): boolean =>
  settings === null && [streams, catalogues, photos].every(({ length }) => length === 0);

const originalsOf = ({ photos, notices }: Collected, { from, to }: BackupRun): readonly Original[] =>
  filesOf({ photos, notices, catalogues: [] }).map(({ file, bytes }) => ({
    file,
    size: bytes ?? 0,
    source: join(from.root, pathOf(file)),
    kept: keptAt(file, to.root, to),
  }));

function manifestOf(
  collected: Collected,
  { kept, unsound }: KeptOriginals,
  about: Pick<Manifest, 'at' | 'device' | 'sequence'>,
): Manifest {
  const { streams, catalogues, settings, latestNotices, files, faults } = collected;
  return {
    format: 1,
    ...about,
    streams: [...streams],
    catalogues: [...catalogues],
    settings,
    photos: collected.photos.filter(({ sha256 }) => kept.has(sha256)),
    notices: collected.notices.filter(({ sha256 }) => kept.has(sha256)),
    latestNotices: [...latestNotices],
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    unsound,
    faults,
  };
}

/** Whether there is room for what is new; answers the bytes that are to spare then. */
async function checkRoom(originals: readonly Original[], { files }: Collected, run: BackupRun): Answer<number> {
  const { to } = run;
  const free = await run.freeBytes(to.root);
  if (free === null) return ok(Infinity);
  let needed = LEAST_FREE_AFTER + files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  for (const { size, kept } of originals) {
    if ((await stat(kept).catch(() => null))?.size !== size) needed += size;
  }
  if (free >= needed) return ok(free - needed);
  return err('backup.no-space', { free: spaceText(free), needed: spaceText(needed) });
}
