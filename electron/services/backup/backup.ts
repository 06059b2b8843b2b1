import * as v from 'valibot';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { GENERATIONS } from '#shared/host/backup-records.ts';
import type {
  BackupList,
  BackupState,
  FolderChoice,
  Generation,
  GenerationCheck,
  RestorePlan,
} from '#shared/host/backup-records.ts';
import { Settings } from '#shared/host/records.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Failure, Result, Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { checkGeneration } from './check-generation.ts';
import { openLastBackup } from './last-backup.ts';
import type { LastBackup } from './last-backup.ts';
import { generationOf } from './manifest.ts';
import type { BackupPaths, NamedManifest } from './manifest.ts';
import { admitFolder, isOnSameDisk, backupPathsOf, shownPlace } from './place.ts';
import { readGenerations } from './read-generations.ts';
import { keysOf, restore } from './restore.ts';
import type { RestorePorts } from './restore.ts';
import { runBackup } from './run-backup.ts';
import { UNATTENDED } from '#electron/services/jobs/step.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';

/** Asks for a folder in the system's own dialog; null: none was chosen. */
export type AskForFolder = () => Promise<string | null>;

export interface BackupPorts extends RestorePorts {
  readonly paths: DataPaths;
  /** Whose backups they are, and who signs the streams. */
  readonly witness: WitnessPorts;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  readonly settings: SettingsStore;
  readonly freeBytes: FreeBytes;
  /** Null where there is no such dialog. */
  readonly askForFolder: AskForFolder | null;
  /** Told what came of every attempt. */
  readonly onRun: (made: Result<Generation, ErrorCode>) => void;
  /** Told when a backup was made or failed, and when backups go elsewhere. */
  readonly onState: (state: BackupState) => void;
}

/** Copies of a data folder, in generations. One thing is done at a time; looking never waits. */
export interface Backup {
  state(): Answer<BackupState>;
  list(): Answer<BackupList>;
  /** A new generation, complete and verified; where nothing changed since the device's last one, that one. */
  run(control: JobContext): Answer<Generation>;
  check(generation: string, control: JobContext): Answer<GenerationCheck>;
  previewRestore(generation: string, control: JobContext): Answer<RestorePlan>;
  restore(generation: string, control: JobContext): Answer<RestorePlan>;
  /** Knows a device by the key with that fingerprint, which vouches for its stream in a generation (see `Intake.settle`). */
  settleKey(generation: string, device: DeviceId, fingerprint: Sha256): Answer<null>;
  /** Whether a folder may hold backups; see `admitFolder` for the codes. */
  admit(folder: string): Answer<null>;
  useFolder(folder: string | null): Answer<BackupState>;
  chooseFolder(): Answer<FolderChoice>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

type Task<T> = (place: BackupPaths, settings: Settings) => Answer<T>;

/** The backups of a data folder, in the folder its settings name or in its own `backups`. */
export class FolderBackup implements Backup {
  readonly #ports: BackupPorts;
  readonly #serial = createSerial();
  readonly #last: LastBackup;
  #failure: Failure<ErrorCode> | null = null;

  constructor(ports: BackupPorts) {
    this.#ports = ports;
    this.#last = openLastBackup(ports.paths.root);
  }

  async state(): Answer<BackupState> {
    const { paths, askForFolder } = this.#ports;
    const settings = await this.#settings();
    const chosen = settings.backupFolder !== undefined;
    const folder = await shownPlace(paths, settings);
    const sameDisk = chosen ? await isOnSameDisk(paths, folder) : true;
    const dialog = askForFolder !== null;
    return ok({ folder, chosen, sameDisk, dialog, last: await this.#last.get(), failure: this.#failure });
  }

  list(): Answer<BackupList> {
    return this.#inPlace('backup.read-failed', UNATTENDED, async (place) => {
      const { complete, unread } = await readGenerations(place);
      return ok({ folder: place.root, generations: complete.map(generationOf), unread: [...unread] });
    });
  }

  async run(control: JobContext): Answer<Generation> {
    const made = await this.#one('backup.write-failed', control, (to, settings) => this.#run(to, settings, control));
    if (made.ok) this.#failure = null;
    else if (made.error.code !== 'backup.cancelled') this.#failure = made.error;
    this.#ports.onRun(made);
    await this.#tell();
    return made;
  }

  check(generation: string, control: JobContext): Answer<GenerationCheck> {
    return this.#withGeneration(generation, control, async (found, place) =>
      ok(await checkGeneration(found, place, this.#ports.hash, control)),
    );
  }

  previewRestore(generation: string, control: JobContext): Answer<RestorePlan> {
    return this.#withGeneration(generation, control, (found, from) =>
      restore(found, from, this.#ports, false, control),
    );
  }

  restore(generation: string, control: JobContext): Answer<RestorePlan> {
    return this.#withGeneration(generation, control, (found, from) => restore(found, from, this.#ports, true, control));
  }

  settleKey(generation: string, device: DeviceId, fingerprint: Sha256): Answer<null> {
    return this.#withGeneration(generation, UNATTENDED, async (found, from) =>
      this.#ports.holdings.intake().settle(device, fingerprint, await keysOf(found, from, device, this.#ports.hash)),
    );
  }

  admit(folder: string): Answer<null> {
    return admitFolder(this.#ports.paths, folder);
  }

  async useFolder(folder: string | null): Answer<BackupState> {
    const admitted = folder === null ? ok(null) : await this.admit(folder);
    if (!admitted.ok) return admitted;
    const settings = { ...(await this.#settings()) };
    if (folder === null) delete settings.backupFolder;
    else settings.backupFolder = folder;
    const set = await this.#ports.settings.set(settings);
    if (!set.ok) return set;
    // What failed was about the former folder.
    this.#failure = null;
    return this.#tell();
  }

  async chooseFolder(): Answer<FolderChoice> {
    const { askForFolder } = this.#ports;
    if (askForFolder === null) return ok({ is: 'unavailable' });
    const folder = await askForFolder();
    if (folder === null) return ok({ is: 'cancelled' });
    const used = await this.useFolder(folder);
    return used.ok ? ok({ is: 'chosen', state: used.value }) : used;
  }

  idle(): Promise<void> {
    return this.#serial.idle();
  }

  async #run(to: BackupPaths, { backupGenerations }: Settings, control: JobContext): Answer<Generation> {
    const { paths, witness, hash, freeBytes, now, holdings } = this.#ports;
    const [at, keep] = [now(), backupGenerations ?? GENERATIONS.usual];
    const about = { from: paths, to, device: witness.device.current(), witness, keep, at, hash, freeBytes, holdings };
    const made = await runBackup(about, control);
    if (made.ok) await this.#last.set({ at: new Date(at).toISOString(), folder: to.root });
    return made;
  }

  /** Unreadable settings must not keep anything from being backed up: it then goes to the data folder's own place. */
  async #settings(): Promise<Settings> {
    const read = await this.#ports.settings.get();
    return read.ok ? read.value : v.parse(Settings, {});
  }

  async #tell(): Answer<BackupState> {
    const state = await this.state();
    if (state.ok) this.#ports.onState(state.value);
    return state;
  }

  #one<T>(code: Code, control: JobContext, task: Task<T>): Answer<T> {
    return this.#serial.run('backup', () => this.#inPlace(code, control, task));
  }

  #withGeneration<T>(
    name: string,
    control: JobContext,
    task: (found: NamedManifest, place: BackupPaths) => Answer<T>,
  ): Answer<T> {
    return this.#one('backup.read-failed', control, async (place) => {
      const { complete } = await readGenerations(place);
      const found = complete.find((one) => one.name === name);
      return found === undefined ? err('backup.not-found') : task(found, place);
    });
  }

  /** Runs a task where the backups are. What fails because that place went away meanwhile is said to be that. */
  async #inPlace<T>(code: Code, control: JobContext, task: Task<T>): Answer<T> {
    const settings = await this.#settings();
    try {
      const place = await backupPathsOf(this.#ports.paths, settings);
      return place.ok ? await task(place.value, settings) : place;
    } catch (fault) {
      if (control.signal.aborted) return err('backup.cancelled');
      if (!isSystemError(fault)) throw fault;
      const place = await backupPathsOf(this.#ports.paths, settings).catch(() => null);
      return place?.ok === false ? place : err(code, { reason: reasonOf(fault) });
    }
  }
}

type Code = 'backup.read-failed' | 'backup.write-failed';
