import { mkdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { DiskFault, isSystemError, reasonOf } from '#electron/services/journal/disk.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { BackupList, Generation, RestorePlan } from '#shared/host/backup-records.ts';
import type { DeviceId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Failure, Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { collect } from './collect.ts';
import type { Collected } from './collect.ts';
import { isKept } from './keep-original.ts';
import { backupPaths, generationOf, readManifests, sameContent } from './manifest.ts';
import type { BackupPaths, Manifest } from './manifest.ts';
import { restore } from './restore.ts';
import type { RestorePorts } from './restore.ts';
import { keepOriginals, prune, writeGeneration } from './write-generation.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** Generations that are kept of each device. */
export const KEPT_GENERATIONS = 5;

/** What a backup leaves free on its disk, so that it never is what fills it. */
const LEAST_FREE_AFTER = 256 * 1024 ** 2;

export interface BackupPorts extends RestorePorts {
  readonly paths: DataPaths;
  readonly device: () => DeviceId;
  readonly settings: SettingsStore;
  readonly freeBytes: FreeBytes;
  readonly now: () => number;
}

/** Copies of a data folder, in generations. */
export interface Backup {
  list(): Answer<BackupList>;
  /** A new generation, complete and verified; where nothing changed since the device's last one, that one. */
  run(): Answer<Generation>;
  previewRestore(generation: string): Answer<RestorePlan>;
  restore(generation: string): Answer<RestorePlan>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** The backups of a data folder, in the folder its settings name or in its own `backups`. */
export function openBackup(ports: BackupPorts): Backup {
  const serial = createSerial();
  let failure: Failure<ErrorCode> | null = null;
  const one = <T>(code: Code, task: () => Answer<T>) => serial.run('backup', () => guarded(code, task));
  const restoring = (generation: string, apply: boolean) =>
    one('backup.read-failed', async () => {
      const paths = await placeOf(ports);
      const found = (await readManifests(paths)).find(({ name }) => name === generation);
      return found === undefined ? err('backup.not-found') : restore(found, paths, ports, apply);
    });
  return {
    list: () =>
      one('backup.read-failed', async () => {
        const paths = await placeOf(ports);
        return ok({ folder: paths.root, generations: (await readManifests(paths)).map(generationOf), failure });
      }),
    run: async () => {
      const made = await one('backup.write-failed', () => runBackup(ports));
      failure = made.ok ? null : made.error;
      return made;
    },
    previewRestore: (generation) => restoring(generation, false),
    restore: (generation) => restoring(generation, true),
    idle: () => serial.idle(),
  };
}

type Code = 'backup.read-failed' | 'backup.write-failed';

async function guarded<T>(code: Code, task: () => Answer<T>): Answer<T> {
  try {
    return await task();
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err(code, { reason: reasonOf(fault) });
  }
}

/** Throws where the chosen folder is not there: a drive that is pulled out must not become a folder of that name. */
async function placeOf({ settings, paths }: BackupPorts): Promise<BackupPaths> {
  const read = await settings.get();
  const chosen = read.ok ? read.value.backupFolder : undefined;
  if (chosen === undefined) return backupPaths(join(paths.root, 'backups'));
  if (!isAbsolute(chosen) || !(await stat(chosen)).isDirectory()) throw new DiskFault('ENOTDIR');
  return backupPaths(join(chosen, 'workbench-backups'));
}

async function runBackup(ports: BackupPorts): Answer<Generation> {
  const to = await placeOf(ports);
  // Before any folder is made: below a data folder that is gone there must be none.
  const collected = await collect(ports.paths, ports.hash);
  await mkdir(to.generations, { recursive: true });
  const room = await checkRoom(collected, ports.paths, to, ports.freeBytes);
  if (!room.ok) return room;
  const originals = await keepOriginals(collected, ports.paths, to);
  const at = new Date(ports.now()).toISOString();
  const { streams, catalogues, settings } = collected;
  const device = ports.device();
  const content = { streams: [...streams], catalogues: [...catalogues], settings, ...originals };
  const manifest: Manifest = { format: 1, at, device, ...content };
  const former = (await readManifests(to)).find((found) => found.manifest.device === device);
  if (former !== undefined && sameContent(former.manifest, manifest)) return ok(generationOf(former));
  const name = `${at.replaceAll(/[-:.Z]/g, '')}-${device}`;
  const written = await writeGeneration(name, manifest, collected, to, ports.hash);
  if (!written.ok) return written;
  await prune({ name, manifest }, KEPT_GENERATIONS, to);
  return ok(generationOf({ name, manifest }));
}

async function checkRoom(
  { files, photos }: Collected,
  from: DataPaths,
  to: BackupPaths,
  freeBytes: FreeBytes,
): Answer<null> {
  const free = await freeBytes(to.root);
  if (free === null) return ok(null);
  let needed = LEAST_FREE_AFTER + files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  // On one disk originals are linked and need no space.
  const isLinked = (await stat(from.photos)).dev === (await stat(to.root)).dev;
  for (const { sha256, size } of isLinked ? [] : photos) {
    if (!(await isKept(to.photos, sha256, size))) needed += size;
  }
  return free < needed ? err('backup.no-space', { free: spaceText(free), needed: spaceText(needed) }) : ok(null);
}
