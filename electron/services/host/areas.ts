import { join } from 'node:path';
import { openBackupArea } from '#electron/services/backup/backup-area.ts';
import { catalogueCalls } from '#electron/services/catalogues/catalogue-area.ts';
import { openProgramArea } from '#electron/services/diagnostics/program-area.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { inspectionCalls, readSample } from '#electron/services/inspections/inspection-area.ts';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';
import { openPackageArea } from '#electron/services/package/package-area.ts';
import { openNoticeArea } from '#electron/services/publish/notice-area.ts';
import { openRecent } from '#electron/services/recent/recent.ts';
import { settingsCalls } from '#electron/services/settings/settings-area.ts';
import { openSyncArea } from '#electron/services/sync/sync-area.ts';
import { openUpdateArea } from '#electron/services/updates/update-area.ts';
import { NO_KEY_STORE } from '#electron/services/vault/key-store.ts';
import { openVault } from '#electron/services/vault/vault.ts';
import type { Vault } from '#electron/services/vault/vault.ts';
import { appCalls } from './app-calls.ts';
import { appInfo } from './app-info.ts';
import { combineCalls } from './combine-calls.ts';
import type { HostOptions } from './host-options.ts';
import { noticeFolders } from './notice-folders.ts';
import { type Listeners, openStores } from './stores.ts';

/** What the areas are built on; each is given what it names of it. */
interface Ground extends Listeners {
  readonly options: HostOptions;
  readonly folder: DataFolder;
  readonly stores: ReturnType<typeof openStores>;
  readonly vault: Vault;
}

/** Every area of a host on an opened data folder, and the calls of all of them. */
export function openAreas(options: HostOptions, folder: DataFolder, { emit, log }: Listeners) {
  const stores = openStores(options, folder, { emit, log });
  const vault = openVault(join(folder.paths.root, 'secrets'), options.keyStore ?? NO_KEY_STORE, options.now);
  const ground = { options, folder, stores, vault, emit, log };
  const { settings, catalogues, inspections, evidence, jobs, storage } = stores;
  const info = () => appInfo(options, folder.device.current(), folder.scratch !== null);
  const sample = () => readSample(options.resourcesDir);
  const { backup, packages, sync } = openCarried(ground);
  const notices = openNotices(ground);
  const { program, updates } = openProgram(ground);
  const recent = openRecent(folder.paths.recent);
  const onWindowState = options.onWindowState ?? (() => undefined);
  const services = combineCalls([
    appCalls({ info, storage, evidence, jobs, recent, onWindowState }),
    settingsCalls({ settings, admitFolder: (path) => backup.backup.admit(path) }),
    catalogueCalls(catalogues),
    inspectionCalls({
      inspections,
      catalogues,
      sample,
      isUnfinished: (...one) => packages.packages.isUnfinished(...one),
    }),
    notices.calls,
    backup.calls,
    packages.calls,
    sync.calls,
    program.calls,
    updates.calls,
  ]);
  return { ...stores, info, sample, backup, packages, sync, notices, program, updates, services };
}

/** What carries a data folder's contents elsewhere and back, under its keys. */
function openCarried({ options, folder, stores, vault, emit, log }: Ground) {
  const { paths, scratch } = folder;
  const { now, random, version } = options;
  const { settings, author, catalogues, journal, inspections, holdings, witness, jobs, disk } = stores;
  const { freeBytes, fileLimit } = disk;
  const held = { paths, holdings, witness, catalogues, inspections, jobs, freeBytes, hash: hashText };
  const askForFolder = options.askForBackupFolder ?? null;
  const everyMs = scratch === null ? options.backUpEveryMs : undefined;
  const beatMs = scratch === null ? options.syncBeatMs : undefined;
  const sharing = { root: paths.root, journal, holdings, witness, inspections, jobs, vault, now, random, emit, beatMs };
  return {
    backup: openBackupArea({ ...held, settings, askForFolder, everyMs, now, emit, log }),
    sync: openSyncArea({
      ...sharing,
      askForFolder: options.askForSharedFolder ?? null,
      steady: options.steady ?? now,
    }),
    packages: openPackageArea({ ...held, author, fileLimit, version, random, scratch, now, emit }),
  };
}

function openNotices({ options, folder, stores, vault }: Ground) {
  const { inspections, jobs } = stores;
  const { publish, now } = options;
  const { made: noticesFolder, kept: earlierNotices } = noticeFolders(folder);
  return openNoticeArea({ publish, noticesFolder, earlierNotices, vault, inspections, jobs, hash: hashText, now });
}

/** The program itself: its faults, its end, its newer versions. */
function openProgram({ options, folder, stores, emit, log }: Ground) {
  const { now, random, version, edition, openInstaller, windowFolder = null } = options;
  const { paths, device, scratch } = folder;
  const { jobs } = stores;
  const about = appInfo(options, device.current(), scratch !== null);
  const newId = () => random(8);
  return {
    program: openProgramArea({ paths, about, hash: hashText, now, newId, jobs, emit, log, windowFolder }),
    updates: openUpdateArea({ root: paths.root, edition, version, now, jobs, openInstaller }),
  };
}
