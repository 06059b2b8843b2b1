import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AskForFolder } from '#electron/services/backup/backup.ts';
import { CatalogueStore } from '#electron/services/catalogues/catalogues.ts';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { findServedFile } from '#electron/services/files/served-files.ts';
import type { ServedFile } from '#electron/services/files/served-files.ts';
import { InspectionLog } from '#electron/services/inspections/inspections.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';
import { createJobs } from '#electron/services/jobs/jobs.ts';
import { dataPaths, parseJson, prepareDataFolder, readOrNull } from '#electron/services/journal/data-folder.ts';
import type { Device } from '#electron/services/journal/device.ts';
import { isSystemError, openOnDisk, reasonOf } from '#electron/services/journal/disk.ts';
import type { OpenStreamFile } from '#electron/services/journal/disk.ts';
import { DiskJournal } from '#electron/services/journal/journal.ts';
import type { Journal } from '#electron/services/journal/journal.ts';
import { takeLock } from '#electron/services/journal/lock.ts';
import { openDataFolder } from '#electron/services/journal/open-data-folder.ts';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';
import { attendLog } from '#electron/services/log/attend-log.ts';
import { openLog } from '#electron/services/log/log.ts';
import type { LogFields } from '#electron/services/log/fields.ts';
import type { Log } from '#electron/services/log/log.ts';
import { openRecent } from '#electron/services/recent/recent.ts';
import { openSettings } from '#electron/services/settings/settings.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import { freeBytesOnDisk } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import { openStorage, RESERVE_BYTES } from '#electron/services/storage/storage.ts';
import type { Storage } from '#electron/services/storage/storage.ts';
import type { KeyStore } from '#electron/services/vault/key-store.ts';
import type { CommandState } from '#shared/commands/state.ts';
import type { Drained } from '#electron/services/window/drain.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Facts } from '#shared/facts/schema.ts';
import { createDispatcher } from '#shared/host/dispatch.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import type { AppInfo, HostEvent, StorageInfo } from '#shared/host/records.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { clearPackageFolder, packageFolder } from '#electron/services/package/package-folder.ts';
import type { PublishPort, PublishSurroundings } from './publish-port.ts';
import { appInfo } from './app-info.ts';
import { openHostPackages } from './host-packages.ts';
import { attendBackup, openHostBackup } from './host-backup.ts';
import { createProgramParts } from './program-parts.ts';
import { askForUpdates, createUpkeepParts } from './host-upkeep.ts';
import { createServices } from './services.ts';
import type { HostParts } from './host-parts.ts';

export interface HostOptions {
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly edition: AppInfo['edition'];
  readonly version: string;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that truly pass, sleep included, from any start; absent: a clock that is set goes unnoticed. */
  readonly steady?: () => number;
  /** `bytes` bytes nobody can guess, as lower-case hex. */
  readonly random: (bytes: number) => string;
  /** What tells this machine from others; absent: what the system says. */
  readonly machine?: string;
  /** How often to back up what changed, in milliseconds, and then at the end too; absent: only when asked to. */
  readonly backUpEveryMs?: number;
  /** Seals what is to be kept secret; absent: secrets stay in memory. */
  readonly keyStore?: KeyStore;
  /** Told what the window can do, each time it changes; absent: there are no menus to keep true. */
  readonly onWindowState?: (state: CommandState) => void;
  /** The system's own dialog for a folder of backups; absent: there is none, and its path is typed. */
  readonly askForBackupFolder?: AskForFolder;
  /** Whether to ask the intranet server for a newer version at the start, where that is switched on. */
  readonly askForUpdates?: boolean;
  /** Hands an installer to the system; absent: it can only be shown where it lies. */
  readonly openInstaller?: (path: string) => Promise<boolean>;
  readonly publish?: (surroundings: PublishSurroundings) => PublishPort;
  /** The disk, where it is not the true one with the product's reserve. */
  readonly disk?: Partial<DiskPorts>;
}

/** What a host needs of the disk beyond ordinary files. */
export interface DiskPorts {
  readonly openFile: OpenStreamFile;
  readonly freeBytes: FreeBytes;
  readonly reserveBytes: number;
}

const TRUE_DISK: DiskPorts = { openFile: openOnDisk, freeBytes: freeBytesOnDisk, reserveBytes: RESERVE_BYTES };

/** The host of one data folder: what the shells (Electron, loopback server, command line) put in front of a window. */
export interface Host {
  readonly call: Dispatcher;
  on(listener: (event: HostEvent) => void): () => void;
  findFile(sha256: string): Promise<Result<ServedFile, ErrorCode>>;
  /** Shows the window a package that the system asked to open; the window learns its name and a token, never the path. */
  offerPackage(path: string): Promise<Result<OfferedPackage, ErrorCode>>;
  /** Has `windows` windows save what is in them before the program ends; waits at most `limitMs`. */
  drain(windows: number, limitMs: number): Promise<Drained>;
  readonly log: Log;
  /** The same services for a program without a window. */
  readonly parts: HostParts;
  /** Cancels jobs, lets writes finish, gives the data folder free. */
  close(): Promise<void>;
}

export const hashText: HashText = (text) => v.parse(Sha256, createHash('sha256').update(text, 'utf8').digest('hex'));

/** Opens a data folder for this process alone: `journal.locked`, `journal.newer-format`, `journal.read-failed`. */
export async function createHost(options: HostOptions): Promise<Result<Host, ErrorCode>> {
  const paths = dataPaths(options.dataDir);
  const prepared = await prepareDataFolder(paths);
  if (!prepared.ok) return prepared;
  const lock = await takeLock(paths.root, options.now);
  if (!lock.ok) return lock;
  try {
    await clearPackageFolder(packageFolder(paths.root));
    const log = openLog(paths.logs, options.now);
    const folder = await openDataFolder(paths, {
      hash: hashText,
      newDeviceId: () => v.parse(DeviceId, `d${options.random(6)}`),
      now: options.now,
      machine: options.machine,
      note: (event, fields) => log.info(event, fields),
    });
    if (folder.ok) return ok(assemble(options, folder.value, log, () => lock.value.release()));
    await lock.value.release();
    return folder;
  } catch (fault) {
    await lock.value.release();
    if (!isSystemError(fault)) throw fault;
    return err('journal.read-failed', { reason: reasonOf(fault) });
  }
}

function assemble(options: HostOptions, folder: DataFolder, log: Log, release: () => Promise<void>): Host {
  const { paths, device } = folder;
  const listeners = new Set<(event: HostEvent) => void>();
  const emit = (event: HostEvent) => listeners.forEach((listener) => listener(event));
  const parts = createParts(options, folder, emit, log);
  const backup = attendBackup(parts, options.backUpEveryMs);
  listeners.add((event) => backup.onEvent(event));
  const attended = attendLog(log, options.now, logHead(options, device));
  listeners.add((event) => attended.onEvent(event));
  const reserve = parts.storage.prepare();
  if (options.askForUpdates === true)
    void askForUpdates(parts.updates, emit, log).catch((fault: unknown) => log.fault('update', fault));
  const call = createDispatcher(createServices(parts), (name, fault) =>
    log.fault('call-failed', fault, { call: name }),
  );
  return {
    call: async (name, payload, bytes) => {
      const result = await call(name, payload, bytes);
      if (result.ok) backup.onCall(name);
      attended.onCall(name, result);
      return result;
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    findFile: async (sha256) => {
      const archive = (await parts.diagnostics.find(sha256)) ?? (await parts.packages.find(sha256));
      return archive === null ? findServedFile(sha256, parts.evidence, paths.notices) : ok(archive);
    },
    drain: (windows, limitMs) => parts.drains.ask(windows, limitMs),
    offerPackage: (path) => parts.packages.desk.offer(path),
    log,
    parts,
    close: async () => {
      await parts.jobs.close();
      await parts.inspections.idle();
      await parts.updates.close();
      await parts.packages.close();
      await backup.close();
      await reserve;
      await folder.heads.flush();
      attended.onClosed();
      await log.flush();
      await release();
    },
  };
}

function createParts(
  options: HostOptions,
  { paths, device, heads }: DataFolder,
  emit: (event: HostEvent) => void,
  log: Log,
): HostParts {
  const { now, random } = options;
  const settings = openSettings(paths.settings);
  const catalogues = new CatalogueStore(join(options.resourcesDir, 'catalogues'), paths.catalogues, hashText);
  const disk = { ...TRUE_DISK, ...options.disk };
  const storage = openHostStorage(paths.root, disk, emit, log);
  const evidence = openEvidence(
    paths.photos,
    () => random(8),
    () => storage.admitOriginal(),
    paths.damaged,
  );
  const makeRoom = () => storage.makeRoom();
  const onMended = (events: number) => log.info('stream-mended', { count: events });
  const ports = { paths, device, heads, openFile: disk.openFile, hash: hashText, makeRoom, onMended };
  const journal = new DiskJournal(ports);
  const inspections = openInspections(options, journal, catalogues, settings, emit);
  const jobs = createJobs(
    () => `j${random(8)}`,
    (job) => emit({ type: 'job', job }),
    (fault) => log.fault('job-failed', fault),
  );
  const backedUp = {
    paths,
    settings,
    evidence,
    catalogues,
    inspections,
    journal,
    device,
    emit,
    log,
    now,
    hash: hashText,
  };
  const surroundings = { noticesFolder: paths.notices, resourcesFolder: options.resourcesDir, evidence, now };
  return {
    info: () => appInfo(options, device.current()),
    storage,
    settings,
    catalogues,
    inspections,
    evidence,
    jobs,
    backup: openHostBackup({
      ...backedUp,
      freeBytes: disk.freeBytes,
      askForFolder: options.askForBackupFolder ?? null,
    }),
    packages: openHostPackages({ ...backedUp, version: options.version, freeBytes: disk.freeBytes, random }),
    recent: openRecent(paths.recent),
    onWindowState: options.onWindowState ?? (() => undefined),
    sample: () => readSample(join(options.resourcesDir, 'samples', 'xueyuan.json')),
    ...createUpkeepParts(paths.root, options),
    ...createProgramParts({
      paths,
      about: appInfo(options, device.current()),
      hash: hashText,
      now,
      newId: () => random(8),
      emit,
      log,
    }),
    publish: options.publish?.(surroundings) ?? null,
  };
}

function openHostStorage(root: string, disk: DiskPorts, emit: (event: HostEvent) => void, log: Log): Storage {
  const onChange = (storage: StorageInfo): void => {
    log.info('reserve', { state: storage.reserve, free: storage.free });
    emit({ type: 'storage', storage });
  };
  return openStorage({ root, ...disk, onChange });
}

function openInspections(
  { now, steady, random }: HostOptions,
  journal: Journal,
  catalogues: Catalogues,
  settings: SettingsStore,
  emit: (event: HostEvent) => void,
): Inspections {
  return new InspectionLog({
    journal,
    catalogue: (sha256) => catalogues.read(sha256),
    pinCatalogue: (sha256) => catalogues.pin(sha256),
    // Unreadable settings must not keep evidence from being saved: it is then saved without a name.
    author: async () => {
      const read = await settings.get();
      return read.ok ? read.value.author : '';
    },
    newId: () => v.parse(InspectionId, `i${random(10)}`),
    now,
    steady,
    hash: hashText,
    onAppended: (inspection, heads) => emit({ type: 'journal', inspection, heads }),
  });
}

function logHead(options: HostOptions, device: Device): LogFields {
  const { version, edition, runtime, device: id } = appInfo(options, device.current());
  return { version, edition, runtime, device: id };
}

async function readSample(path: string): Promise<Result<Facts, ErrorCode>> {
  const parsed = v.safeParse(Facts, parseJson((await readOrNull(path)) ?? ''));
  if (parsed.success) return ok(parsed.output);
  const [first] = parsed.issues;
  return err('facts.shape', { path: v.getDotPath(first) ?? '', reason: first.message });
}
