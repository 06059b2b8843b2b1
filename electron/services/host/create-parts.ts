import { join } from 'node:path';
import * as v from 'valibot';
import { CatalogueStore } from '#electron/services/catalogues/catalogues.ts';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { InspectionLog } from '#electron/services/inspections/inspections.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';
import { createJobs } from '#electron/services/jobs/jobs.ts';
import { DiskJournal } from '#electron/services/journal/journal.ts';
import type { Journal } from '#electron/services/journal/journal.ts';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';
import type { Log } from '#electron/services/log/log.ts';
import { openRecent } from '#electron/services/recent/recent.ts';
import { openSettings } from '#electron/services/settings/settings.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import { fileLimitOnDisk } from '#electron/services/storage/file-limit.ts';
import { freeBytesOnDisk } from '#electron/services/storage/free-space.ts';
import { openStorage, RESERVE_BYTES } from '#electron/services/storage/storage.ts';
import type { Storage } from '#electron/services/storage/storage.ts';
import { openKeys } from '#electron/services/trust/open-keys.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Facts } from '#shared/facts/schema.ts';
import type { HostEvent, StorageInfo } from '#shared/host/records.ts';
import { InspectionId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { appInfo } from './app-info.ts';
import { authorOf } from './author-of.ts';
import { openHostBackup } from './host-backup.ts';
import type { DiskPorts, HostOptions } from './host-options.ts';
import { openHostPackages } from './host-packages.ts';
import type { HostParts } from './host-parts.ts';
import { createUpkeepParts } from './host-upkeep.ts';
import { createProgramParts } from './program-parts.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import { hashText } from '#electron/services/disk/hash.ts';

const TRUE_DISK: DiskPorts = {
  openFile: openOnDisk,
  freeBytes: freeBytesOnDisk,
  fileLimit: fileLimitOnDisk,
  reserveBytes: RESERVE_BYTES,
};

/** Where the parts tell what happened. */
interface Listeners {
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
}

/** Every part of a host on an opened data folder. */
export function createParts(options: HostOptions, folder: DataFolder, { emit, log }: Listeners): HostParts {
  const { now, random, version, resourcesDir } = options;
  const { paths, device, scratch } = folder;
  const stores = createStores(options, folder, { emit, log });
  const { evidence } = stores;
  const { freeBytes, fileLimit } = stores.disk;
  const about = appInfo(options, device.current(), scratch !== null);
  // The keys are where they can be written, too.
  const keys = openKeys(scratch ?? paths.root, paths.root);
  const kept = { ...stores, paths, device, keys, emit, log, now, freeBytes, hash: hashText };
  // Previews go where they can be written; what was published is still served from where it lies.
  const noticesFolder = scratch === null ? paths.notices : join(scratch, 'notices');
  const surroundings = { noticesFolder, resourcesFolder: resourcesDir, evidence, now };
  return {
    ...stores,
    info: () => appInfo(options, device.current(), scratch !== null),
    backup: openHostBackup({ ...kept, askForFolder: options.askForBackupFolder ?? null }),
    packages: openHostPackages({ ...kept, fileLimit, version, random, scratch }),
    recent: openRecent(paths.recent),
    onWindowState: options.onWindowState ?? (() => undefined),
    sample: () => readSample(join(resourcesDir, 'samples', 'xueyuan.json')),
    ...createUpkeepParts(paths.root, options),
    ...createProgramParts({ ...kept, about, newId: () => random(8), windowFolder: options.windowFolder ?? null }),
    publish: options.publish?.(surroundings) ?? null,
  };
}

/** What keeps and gives back what people entered. */
function createStores(options: HostOptions, folder: DataFolder, { emit, log }: Listeners) {
  const { paths, device, heads } = folder;
  const { random } = options;
  const disk = { ...TRUE_DISK, ...options.disk };
  const storage = openHostStorage(paths.root, disk, { emit, log });
  const settings = openSettings(paths.settings);
  const catalogues = new CatalogueStore(join(options.resourcesDir, 'catalogues'), paths.catalogues, hashText);
  const journal = new DiskJournal({
    paths,
    device,
    heads,
    openFile: disk.openFile,
    hash: hashText,
    makeRoom: () => storage.makeRoom(),
    onMended: (events) => log.info('stream-mended', { count: events }),
  });
  const evidence = openEvidence(
    paths.photos,
    () => random(8),
    () => storage.admitOriginal(),
    paths.damaged,
  );
  const jobs = createJobs(
    () => `j${random(8)}`,
    (job) => emit({ type: 'job', job }),
    (fault) => log.fault('job-failed', fault),
  );
  const inspections = openInspections(options, { journal, catalogues, settings, emit });
  return { disk, storage, settings, catalogues, journal, inspections, evidence, jobs };
}

function openHostStorage(root: string, disk: DiskPorts, { emit, log }: Listeners): Storage {
  const onChange = (storage: StorageInfo): void => {
    log.info('reserve', { state: storage.reserve, free: storage.free });
    emit({ type: 'storage', storage });
  };
  return openStorage({ root, ...disk, onChange });
}

interface Kept {
  readonly journal: Journal;
  readonly catalogues: Catalogues;
  readonly settings: SettingsStore;
  readonly emit: (event: HostEvent) => void;
}

function openInspections({ now, steady, random }: HostOptions, kept: Kept): Inspections {
  const { journal, catalogues, settings, emit } = kept;
  return new InspectionLog({
    journal,
    catalogue: (sha256) => catalogues.read(sha256),
    pinCatalogue: (sha256) => catalogues.pin(sha256),
    author: () => authorOf(settings),
    newId: () => v.parse(InspectionId, `i${random(10)}`),
    now,
    steady,
    hash: hashText,
    onAppended: (inspection, heads) => emit({ type: 'journal', inspection, heads }),
  });
}

async function readSample(path: string): Promise<Result<Facts, ErrorCode>> {
  const parsed = v.safeParse(Facts, parseJson((await readOrNull(path)) ?? ''));
  if (parsed.success) return ok(parsed.output);
  const [first] = parsed.issues;
  return err('facts.shape', { path: v.getDotPath(first) ?? '', reason: first.message });
}
