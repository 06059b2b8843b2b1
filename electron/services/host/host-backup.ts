import { backUpAutomatically } from '#electron/services/backup/automatic.ts';
import type { AutomaticBackup } from '#electron/services/backup/automatic.ts';
import { FolderBackup } from '#electron/services/backup/backup.ts';
import type { Backup, BackupPorts } from '#electron/services/backup/backup.ts';
import { UNATTENDED } from '#electron/services/backup/steps.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { Device } from '#electron/services/journal/device.ts';
import type { DiskJournal } from '#electron/services/journal/journal.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { asProduct } from './backup-services.ts';
import type { HostParts } from './host-parts.ts';

/** Calls that change what a backup holds without an event of the journal, or where it goes. */
const WRITING: ReadonlySet<unknown> = new Set([
  'evidence:store',
  'settings:set',
  'catalogue:import',
  'backup:use-folder',
  'backup:choose-folder',
]);

/** What the backups of a host are made of. */
export interface BackedUp extends Pick<BackupPorts, 'paths' | 'settings' | 'evidence' | 'catalogues'> {
  readonly freeBytes: BackupPorts['freeBytes'];
  readonly askForFolder: BackupPorts['askForFolder'];
  readonly now: () => number;
  readonly hash: HashText;
  readonly inspections: Pick<Inspections, 'reload'>;
  readonly journal: DiskJournal;
  readonly device: Device;
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
}

/** The backups of a host, whose window and log hear of every attempt. */
export function openHostBackup({ inspections, journal, device, emit, log, ...ports }: BackedUp): Backup {
  return new FolderBackup({
    ...ports,
    device: () => device.current(),
    adopt: (copy, apply) => journal.adopt(copy, apply),
    onRestored: (inspection) => inspections.reload(inspection),
    onRun: (made) => {
      if (made.ok) log.info('backed-up', { generation: made.value.name });
      else log.info('backup-failed', { code: made.error.code });
    },
    onState: (backup) => emit({ type: 'backup', backup }),
  });
}

/** The clockwork of a host's backups, told of everything that goes through the host. */
export interface HostBackup {
  onCall(name: unknown): void;
  onEvent(event: HostEvent): void;
  /** Backs up what is not backed up yet, jobs having ended before. */
  close(): Promise<void>;
}

/**
 * Backs up as often as the settings say, usually every `everyMs`, and at the end; absent: only when asked to. What fails
 * is tried again. A data folder without inspections has nothing to lose, and no generation is made of it.
 */
export function attendBackup(
  { backup, jobs, settings, inspections }: Pick<HostParts, 'backup' | 'jobs' | 'settings' | 'inspections'>,
  everyMs: number | undefined,
): HostBackup {
  const every = async (usual: number): Promise<number> => {
    const read = await settings.get();
    const minutes = read.ok ? read.value.backupMinutes : undefined;
    return minutes === undefined ? usual : minutes * 60_000;
  };
  const unlessEmpty = async (run: () => Promise<Result<unknown, ErrorCode>>) => {
    const listed = await inspections.list();
    return listed.ok && listed.value.length === 0 ? ok(null) : run();
  };
  const run = () => unlessEmpty(() => asJob(backup, jobs));
  const automatic: AutomaticBackup | null =
    everyMs === undefined ? null : backUpAutomatically(run, () => every(everyMs));
  return {
    onCall: (name) => {
      if (!WRITING.has(name)) return;
      automatic?.changed();
      if (name === 'settings:set') automatic?.rearm();
    },
    onEvent: ({ type }) => {
      if (type === 'journal') automatic?.changed();
    },
    close: async () => {
      automatic?.stop();
      await backup.idle();
      if (automatic?.stop() === true) await unlessEmpty(() => backup.run(UNATTENDED));
    },
  };
}

/** A backup that the window sees and can call off like one it asked for. */
function asJob(backup: Backup, jobs: Jobs): Promise<Result<Generation, ErrorCode>> {
  return new Promise((resolve) => {
    jobs.start('backup', async (job) => {
      const made = await backup.run(job);
      resolve(made);
      return asProduct(made, (generation) => ({ of: 'backup', generation }));
    });
  });
}
