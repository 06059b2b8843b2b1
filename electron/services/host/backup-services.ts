import type { JobProduct } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { BackupOutcome } from '#shared/host/backup-records.ts';
import type { Services } from '#shared/host/dispatch.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { HostParts } from './host-parts.ts';

type BackupServices = Pick<Services, Extract<keyof Services, `backup:${string}`>>;

/** Calls about backup and restore; what takes its time is a job. */
export function backupServices({ backup, jobs }: HostParts): BackupServices {
  const started = (id: string) => ok({ job: id });
  return {
    'backup:state': () => backup.state(),
    'backup:list': () => backup.list(),
    'backup:run': async () =>
      started(
        jobs.start('backup', async (job) =>
          asProduct(await backup.run(job), (generation) => ({ of: 'backup', generation })),
        ),
      ),
    'backup:check': async ({ generation }) =>
      started(
        jobs.start('backup-check', async (job) =>
          asProduct(await backup.check(generation, job), (check) => ({ of: 'check', check })),
        ),
      ),
    'backup:preview-restore': async ({ generation }) =>
      started(
        jobs.start('restore-preview', async (job) =>
          asProduct(await backup.previewRestore(generation, job), (plan) => ({ of: 'preview', plan })),
        ),
      ),
    'backup:restore': async ({ generation }) =>
      started(
        jobs.start('restore', async (job) =>
          asProduct(await backup.restore(generation, job), (plan) => ({ of: 'restore', plan })),
        ),
      ),
    'backup:use-folder': ({ folder }) => backup.useFolder(folder),
    'backup:choose-folder': () => backup.chooseFolder(),
  };
}

/** What a job of backup or restore leaves behind. */
export function asProduct<T>(
  made: Result<T, ErrorCode>,
  outcome: (value: T) => BackupOutcome,
): Result<JobProduct, ErrorCode> {
  return made.ok ? ok({ notice: null, backup: outcome(made.value) }) : made;
}
