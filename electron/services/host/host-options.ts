import type { AskForFolder } from '#electron/services/backup/backup.ts';
import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { KeyStore } from '#electron/services/vault/key-store.ts';
import type { CommandState } from '#shared/commands/state.ts';
import type { AppInfo } from '#shared/host/records.ts';
import type { PublishPort, PublishSurroundings } from '#electron/services/publish/publish-port.ts';
import type { OpenStreamFile } from '#electron/services/disk/stream-file.ts';

/** What a host is told by the shell that opens it. */
export interface HostOptions {
  readonly dataDir: string;
  readonly resourcesDir: string;
  /** Where the built window lies, whose faults are logged by their places in it; absent: all of them are elsewhere. */
  readonly windowFolder?: string;
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
  /** The system's own dialog for a folder that laptops share; absent: there is none, and its path is typed. */
  readonly askForSharedFolder?: AskForFolder;
  /** How often to look whether something is to be synchronised, in milliseconds; absent: only when asked to. */
  readonly syncBeatMs?: number;
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
  readonly fileLimit: FileLimit;
  readonly reserveBytes: number;
}
