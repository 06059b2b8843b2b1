import { backUpAutomatically } from '#electron/services/backup/automatic.ts';
import type { AutomaticBackup } from '#electron/services/backup/automatic.ts';
import type { Backup } from '#electron/services/backup/backup.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { HostEvent } from '#shared/host/records.ts';

/** Calls that change what a backup holds without an event of the journal. */
const WRITING: ReadonlySet<unknown> = new Set(['evidence:store', 'settings:set', 'catalogue:import']);

/** The clockwork of a host's backups, told of everything that goes through the host. */
export interface HostBackup {
  onCall(name: unknown): void;
  onEvent(event: HostEvent): void;
  close(): Promise<void>;
}

/** Backs up every `everyMs` and at the end; absent: only when asked to. What fails is noted and tried again. */
export function attendBackup(backup: Backup, everyMs: number | undefined, log: Log): HostBackup {
  const run: Backup['run'] = async () => {
    const made = await backup.run();
    if (made.ok) log.info('backed-up', { generation: made.value.name });
    else log.info('backup-failed', { code: made.error.code });
    return made;
  };
  const automatic: AutomaticBackup | null = everyMs === undefined ? null : backUpAutomatically(run, everyMs);
  return {
    onCall: (name) => {
      if (WRITING.has(name)) automatic?.changed();
    },
    onEvent: ({ type }) => {
      if (type === 'journal') automatic?.changed();
    },
    close: async () => {
      await automatic?.close();
      await backup.idle();
    },
  };
}
