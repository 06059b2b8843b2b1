import { useEffect, useRef, useState } from 'react';
import { every, followJob, type JobProgress } from '#renderer/host/follow-job.ts';
import { useServices } from '#renderer/stores/context.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { BackupOutcome } from '#shared/host/backup-records.ts';
import type { Failure, Result } from '#shared/result.ts';

export type BackupJobState =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly progress: JobProgress }
  | { readonly is: 'done'; readonly outcome: BackupOutcome }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** One job of backup or restore at a time, followed to its end; what belongs to a component that is gone is called off. */
export function useBackupJob() {
  const { host } = useServices();
  const [state, setState] = useState<BackupJobState>({ is: 'idle' });
  const job = useRef('');
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (job.current !== '') void host.call('job:cancel', { job: job.current });
    };
  }, [host]);
  const start = async (
    begin: (host: HostApi) => Promise<Result<{ readonly job: string }, ErrorCode>>,
  ): Promise<BackupOutcome | null> => {
    setState({ is: 'running', progress: { job: '', phase: '', done: 0, total: 0 } });
    const end = await followJob(
      host,
      every,
      'backup.cancelled',
      () => begin(host),
      (progress) => {
        job.current = progress.job;
        if (here.current) setState({ is: 'running', progress });
        else void host.call('job:cancel', { job: progress.job });
      },
    );
    job.current = '';
    if (!here.current) return null;
    const outcome = end.ok ? end.value.backup : undefined;
    if (outcome !== undefined) setState({ is: 'done', outcome });
    else setState({ is: 'failed', failure: end.ok ? { code: 'app.internal' } : end.error });
    return outcome ?? null;
  };
  const cancel = () => {
    if (job.current !== '') void host.call('job:cancel', { job: job.current });
  };
  return { state, start, cancel };
}
