import { useEffect, useRef, useState } from 'react';
import { every, followJob, type JobProgress } from '#renderer/host/follow-job.ts';
import { useServices } from '#renderer/stores/context.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { JobKind, JobProduct, Started } from '#shared/host/job-records.ts';
import type { Failure, Result } from '#shared/result.ts';

export type BackupJobState<K extends JobKind> =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly progress: JobProgress }
  | { readonly is: 'done'; readonly made: JobProduct<K> }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** One job of backup or restore at a time, followed to its end; what belongs to a component that is gone is called off. */
export function useBackupJob<K extends JobKind>() {
  const { host } = useServices();
  const [state, setState] = useState<BackupJobState<K>>({ is: 'idle' });
  const job = useRef('');
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (job.current !== '') void host.call('job:cancel', { job: job.current });
    };
  }, [host]);
  const start = async (begin: (host: HostApi) => Promise<Result<Started<K>, ErrorCode>>): Promise<void> => {
    setState({ is: 'running', progress: { job: '', phase: '', done: 0, total: 0 } });
    const end = await followJob(
      host,
      every,
      () => begin(host),
      (progress) => {
        job.current = progress.job;
        if (here.current) setState({ is: 'running', progress });
        else void host.call('job:cancel', { job: progress.job });
      },
    );
    job.current = '';
    if (!here.current) return;
    if (end.ok) setState({ is: 'done', made: end.value });
    else setState({ is: 'failed', failure: end.error });
  };
  const cancel = () => {
    if (job.current !== '') void host.call('job:cancel', { job: job.current });
  };
  return { state, start, cancel };
}
