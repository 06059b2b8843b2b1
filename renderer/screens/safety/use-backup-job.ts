import { useEffect, useRef, useState } from 'react';
import { useJobs, useServices } from '#renderer/stores/context.ts';
import type { WorkId } from '#renderer/stores/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { JobKind, JobProduct, Started } from '#shared/host/job-records.ts';
import type { Answer, Failure } from '#shared/result.ts';

export type BackupJobState<K extends JobKind> =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly work: WorkId }
  | { readonly is: 'done'; readonly made: JobProduct<K> }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** One job of backup or restore at a time, followed to its end; what belongs to a component that is gone is called off. */
export function useBackupJob<K extends JobKind>() {
  const { host } = useServices();
  const follow = useJobs((state) => state.follow);
  const cancel = useJobs((state) => state.cancel);
  const [state, setState] = useState<BackupJobState<K>>({ is: 'idle' });
  const current = useRef<WorkId | null>(null);
  useEffect(
    () => () => {
      if (current.current !== null) cancel(current.current);
      current.current = null;
    },
    [cancel],
  );
  const start = async (begin: (host: HostApi) => Answer<Started<K>>): Promise<void> => {
    const { work, end } = follow(() => begin(host));
    current.current = work;
    setState({ is: 'running', work });
    const made = await end;
    if (current.current !== work) return;
    current.current = null;
    setState(made.ok ? { is: 'done', made: made.value } : { is: 'failed', failure: made.error });
  };
  return { state, start };
}
