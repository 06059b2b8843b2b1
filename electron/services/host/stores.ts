import { join } from 'node:path';
import { CatalogueStore } from '#electron/services/catalogues/catalogues.ts';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { openInspections } from '#electron/services/inspections/inspection-area.ts';
import { createJobs } from '#electron/services/jobs/jobs.ts';
import { DiskJournal } from '#electron/services/journal/journal.ts';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';
import type { Log } from '#electron/services/log/log.ts';
import { authorOf } from '#electron/services/settings/author-of.ts';
import { openSettings } from '#electron/services/settings/settings.ts';
import { fileLimitOnDisk } from '#electron/services/storage/file-limit.ts';
import { freeBytesOnDisk } from '#electron/services/storage/free-space.ts';
import { openStorage, RESERVE_BYTES } from '#electron/services/storage/storage.ts';
import type { Storage } from '#electron/services/storage/storage.ts';
import type { HostEvent, StorageInfo } from '#shared/host/records.ts';
import type { DiskPorts, HostOptions } from './host-options.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { openHoldings } from '#electron/services/holdings/holdings.ts';
import { openKeys } from '#electron/services/trust/open-keys.ts';

const TRUE_DISK: DiskPorts = {
  openFile: openOnDisk,
  freeBytes: freeBytesOnDisk,
  fileLimit: fileLimitOnDisk,
  reserveBytes: RESERVE_BYTES,
};

/** Where the parts tell what happened. */
export interface Listeners {
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
}

/** What keeps and gives back what people entered. */
export function openStores(options: HostOptions, folder: DataFolder, { emit, log }: Listeners) {
  const { paths, device, heads, scratch } = folder;
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
  const author = () => authorOf(settings);
  const { now, steady } = options;
  const inspections = openInspections({ journal, catalogues, author, emit, now, steady, random });
  // The keys are where they can be written, too.
  const witness = openKeys(scratch ?? paths.root, paths.root, device);
  const holdings = openHoldings({ paths, device, evidence, catalogues, journal, inspections, witness, now });
  return { disk, storage, settings, author, catalogues, journal, inspections, evidence, jobs, witness, holdings };
}

function openHostStorage(root: string, disk: DiskPorts, { emit, log }: Listeners): Storage {
  const onChange = (storage: StorageInfo): void => {
    log.info('reserve', { state: storage.reserve, free: storage.free });
    emit({ type: 'storage', storage });
  };
  return openStorage({ root, ...disk, onChange });
}
