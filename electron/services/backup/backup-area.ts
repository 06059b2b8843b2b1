import { backUpAutomatically } from './automatic.ts';
import type { AutomaticBackup } from './automatic.ts';
import { FolderBackup } from './backup.ts';
import type { Backup, BackupPorts } from './backup.ts';
import { UNATTENDED } from '#electron/services/jobs/step.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';
import type { Answer, Result } from '#shared/result.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';

type BackupCalls = Pick<HostCalls, Extract<keyof HostCalls, `backup:${string}`>>;

/** What is not backed up at the end by then is so soon after the next start. */
const END_MS = 60_000;

/** Calls that change what a backup holds without an event of the journal, or where it goes. */
const WRITING: ReadonlySet<unknown> = new Set([
  'evidence:store',
  'settings:set',
  'catalogue:import',
  'backup:use-folder',
  'backup:choose-folder',
]);

/** What the backups of a host are made of. */
export interface BackedUp extends Omit<BackupPorts, 'onRun' | 'onState'> {
  readonly inspections: Pick<Inspections, 'list'>;
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
  readonly jobs: Jobs;
  /** How often to back up what changed, in milliseconds, and then at the end too; absent: only when asked to. */
  readonly everyMs: number | undefined;
}

/** What the calls about backups and their clockwork are answered with. */
interface BackupParts {
  readonly backup: Backup;
  readonly jobs: Jobs;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly inspections: Pick<Inspections, 'list'>;
}

/** The backups of a data folder, the calls about them, and what makes them by itself. */
export function openBackupArea({ jobs, everyMs, inspections, ...needs }: BackedUp) {
  const { settings } = needs;
  const backup = openHostBackup(needs);
  const attended = attendBackup({ backup, jobs, settings, inspections }, everyMs);
  return { backup, attended, calls: backupCalls({ backup, jobs }) };
}

/** The backups of a host, whose window and log hear of every attempt. */
function openHostBackup({ emit, log, ...ports }: Omit<BackedUp, 'jobs' | 'everyMs' | 'inspections'>): Backup {
  return new FolderBackup({
    ...ports,
    onRun: (made) => {
      if (made.ok) log.info('backed-up', { generation: made.value.name, count: made.value.faultCount });
      else log.info('backup-failed', { code: made.error.code });
    },
    onState: (backup) => emit({ type: 'backup', backup }),
  });
}

/** The clockwork of a host's backups, told of everything that goes through the host. */
interface AttendedBackup {
  onCall(name: unknown): void;
  onEvent(event: HostEvent): void;
  /** Backs up what is not backed up yet, jobs having ended before; for so long as a user waits for a program to end. */
  close(): Promise<void>;
}

/**
 * Backs up as often as the settings say, usually every `everyMs`, and at the end; absent: only when asked to. What fails
 * is tried again. A data folder without inspections has nothing to lose, and no generation is made of it.
 */
export function attendBackup(
  { backup, jobs, settings, inspections }: BackupParts,
  everyMs: number | undefined,
): AttendedBackup {
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
      const ended = new AbortController();
      const last = async (): Promise<void> => {
        await backup.idle();
        if (automatic?.stop() !== true || ended.signal.aborted) return;
        await unlessEmpty(() => backup.run({ ...UNATTENDED, signal: ended.signal }));
      };
      await within(END_MS, last(), () => ended.abort());
    },
  };
}

/** Waits for work, `ms` milliseconds at most: a call to a network drive that is gone may not come back for minutes. */
async function within(ms: number, work: Promise<void>, onLate: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onLate();
      resolve();
    }, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A backup that the window sees and can call off like one it asked for. */
function asJob(backup: Backup, jobs: Jobs): Answer<Generation> {
  return new Promise((resolve) => {
    jobs.start('backup', async (job) => {
      const made = await backup.run(job);
      resolve(made);
      return made;
    });
  });
}

/** Calls about backup and restore; what takes its time is a job. */
export function backupCalls({ backup, jobs }: Pick<BackupParts, 'backup' | 'jobs'>): BackupCalls {
  return {
    'backup:state': () => backup.state(),
    'backup:list': () => backup.list(),
    'backup:run': async () => ok(jobs.start('backup', (job) => backup.run(job))),
    'backup:check': async ({ generation }) => ok(jobs.start('backup-check', (job) => backup.check(generation, job))),
    'backup:preview-restore': async ({ generation }) =>
      ok(jobs.start('restore-preview', (job) => backup.previewRestore(generation, job))),
    'backup:restore': async ({ generation }) => ok(jobs.start('restore', (job) => backup.restore(generation, job))),
    'backup:settle-key': async ({ generation, device, fingerprint }) => {
      const settled = await backup.settleKey(generation, device, fingerprint);
      return settled.ok ? ok({}) : settled;
    },
    'backup:use-folder': ({ folder }) => backup.useFolder(folder),
    'backup:choose-folder': () => backup.chooseFolder(),
  };
}
