import * as v from 'valibot';
import { findServedFile } from '#electron/services/files/served-files.ts';
import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import { openHeadsRecord } from '#electron/services/journal/heads-record.ts';
import { readDevice } from '#electron/services/journal/device.ts';
import { dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import type { Device } from '#electron/services/journal/device.ts';
import { clearLeftovers } from '#electron/services/journal/clear-leftovers.ts';
import { takeLock } from '#electron/services/journal/lock.ts';
import { openDataFolder } from '#electron/services/journal/open-data-folder.ts';
import type { DataFolder } from '#electron/services/journal/open-data-folder.ts';
import { attendLog } from '#electron/services/log/attend-log.ts';
import { openLog } from '#electron/services/log/log.ts';
import type { LogFields } from '#electron/services/log/fields.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { Drained } from '#electron/services/window/drain.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { createDispatcher } from '#shared/host/dispatch.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { DeviceId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { clearPackageFolder, packageFolder } from '#electron/services/package/package-folder.ts';
import { appInfo } from './app-info.ts';
import { askForUpdates } from '#electron/services/updates/update-area.ts';
import { openAreas } from './areas.ts';
import { createBroadcast } from './broadcast.ts';
import { gateBefore } from './gate.ts';
import { noticeFolders } from './notice-folders.ts';
import { isToBeReadOnly, openScratch, readingOnly } from './read-only.ts';
import type { HostOptions } from './host-options.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { hashText } from '#electron/services/disk/hash.ts';

type Areas = ReturnType<typeof openAreas>;

/** What a host is made of, as far as shells and the command use it past the calls. */
export interface HostParts
  extends
    Pick<Areas, 'info' | 'sample' | 'catalogues' | 'inspections' | 'evidence' | 'jobs'>,
    Pick<Areas['packages'], 'packages'>,
    Pick<Areas['sync'], 'synchroniser'>,
    Pick<Areas['updates'], 'updates'>,
    Pick<Areas['notices'], 'publish'>,
    Pick<Areas['program'], 'diagnostics' | 'faults'> {}

/** The host of one data folder: what the shells (Electron, loopback server, command line) put in front of a window. */
export interface Host {
  readonly call: Dispatcher;
  on(listener: (event: HostEvent) => void): () => void;
  findFile(sha256: string): Promise<Result<ServedFile, ErrorCode>>;
  /** Shows the window a package that the system asked to open; the window learns its name and a token, never the path. */
  offerPackage(path: string): Promise<Result<OfferedPackage, ErrorCode>>;
  /** Has `windows` windows save what is in them before the program ends; waits at most `limitMs`. */
  drain(windows: number, limitMs: number, left?: Promise<void>): Promise<Drained>;
  readonly log: Log;
  /** What it is made of, for a program without a window. */
  readonly parts: HostParts;
  /** Cancels jobs, lets writes finish, gives the data folder free. */
  close(): Promise<void>;
}

/** Opens a data folder for this process alone: `journal.locked`, `journal.newer-format`, `journal.read-failed`. */
export async function createHost(options: HostOptions): Promise<Result<Host, ErrorCode>> {
  const paths = dataPaths(options.dataDir);
  const prepared = await prepareDataFolder(paths);
  if (!prepared.ok) return prepared;
  const lock = await takeLock(paths.root, options.now);
  if (!lock.ok) return (await isToBeReadOnly(lock.error, paths)) ? openReadOnly(options, paths) : lock;
  try {
    await clearPackageFolder(packageFolder(paths.root));
    const log = openLog(paths.logs, options.now);
    const leftovers = await clearLeftovers(paths);
    if (leftovers > 0) log.info('leftovers-cleared', { count: leftovers });
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

/** Opens a data folder in which nothing can be written: to be looked at, and to be packed into something elsewhere. */
async function openReadOnly(options: HostOptions, paths: DataPaths): Promise<Result<Host, ErrorCode>> {
  try {
    const scratch = await openScratch(paths.root);
    const device = await readDevice(paths.root, v.parse(DeviceId, `d${options.random(6)}`));
    const folder = { paths, device, heads: openHeadsRecord(paths.heads), scratch: scratch.root };
    return ok(assemble(options, folder, openLog(paths.logs, options.now), () => scratch.remove()));
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('journal.read-failed', { reason: reasonOf(fault) });
  }
}

function assemble(options: HostOptions, folder: DataFolder, log: Log, release: () => Promise<void>): Host {
  const { emit, on } = createBroadcast((fault) => log.fault('listener-failed', fault));
  const areas = openAreas(options, folder, { emit, log });
  const { jobs, inspections, storage, services } = areas;
  const { packages } = areas.packages;
  const { updates } = areas.updates;
  const backup = areas.backup.attended;
  const attended = attendLog(log, options.now, logHead(options, folder.device));
  for (const part of [backup, areas.sync, attended]) on((event) => part.onEvent(event));
  const reserve = storage.prepare();
  if (options.askForUpdates === true && folder.scratch === null)
    void askForUpdates(updates, emit, log).catch((fault: unknown) => log.fault('update', fault));
  const all = createDispatcher(services, (name, fault) => log.fault('call-failed', fault, { call: name }));
  const call = folder.scratch === null ? all : readingOnly(all);
  const gate = gateBefore(async (name, payload, bytes) => {
    const result = await call(name, payload, bytes);
    if (result.ok) backup.onCall(name);
    attended.onCall(name, result);
    return result;
  });
  return {
    call: gate.call,
    on,
    findFile: (sha256) => findFile(areas, folder, sha256),
    drain: (windows, limitMs, left) => areas.program.drains.ask(windows, limitMs, left),
    offerPackage: (path) => packages.desk.offer(path),
    log,
    parts: partsOf(areas),
    close: async () => {
      await endAll([jobs, areas.sync, { close: () => inspections.idle() }, updates, packages, backup], log);
      await endAll(
        [{ close: () => reserve }, { close: () => gate.shut() }, { close: () => folder.heads.flush() }],
        log,
      );
      attended.onClosed();
      await log.flush();
      await release();
    },
  };
}

/** A part that cannot end must not keep the others from theirs, nor the folder from the next program. */
async function endAll(parts: readonly { close(): Promise<unknown> }[], log: Log): Promise<void> {
  for (const part of parts) await part.close().catch((fault: unknown) => log.fault('close-failed', fault));
}

function partsOf({ packages, sync, updates, notices, program, ...areas }: Areas): HostParts {
  const { info, sample, catalogues, inspections, evidence, jobs } = areas;
  const { diagnostics, faults } = program;
  const { publish } = notices;
  const carried = { packages: packages.packages, synchroniser: sync.synchroniser, updates: updates.updates };
  return { info, sample, catalogues, inspections, evidence, jobs, ...carried, publish, diagnostics, faults };
}

/** An original, a notice, or what a job has made to be fetched. */
async function findFile(areas: Areas, folder: DataFolder, sha256: string): ReturnType<Host['findFile']> {
  const made = (await areas.program.diagnostics.find(sha256)) ?? (await areas.packages.packages.find(sha256));
  return made === null ? findServedFile(sha256, areas.evidence, noticeFolders(folder).all) : ok(made);
}

function logHead(options: HostOptions, device: Device): LogFields {
  const { version, edition, runtime, device: id } = appInfo(options, device.current());
  return { version, edition, runtime, device: id };
}
