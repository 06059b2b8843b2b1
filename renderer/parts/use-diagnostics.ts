import { useState } from 'react';
import type { ErrorCode } from '#shared/errors.ts';
import type { DiagnosticsFile, DiagnosticsPreview } from '#shared/host/diagnostics-records.ts';
import type { Failure } from '#shared/result.ts';
import { every, followJob } from '#renderer/host/follow-job.ts';
import { saveFile } from '#renderer/host/save-file.ts';
import { useServices } from '#renderer/stores/context.ts';

export type DiagnosticsState =
  | { readonly is: 'idle' }
  | { readonly is: 'asking'; readonly preview: DiagnosticsPreview }
  | { readonly is: 'making'; readonly job: string }
  | { readonly is: 'saved'; readonly file: DiagnosticsFile }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** 导出诊断包: first what would be in it, then the file, offered for saving. */
export function useDiagnostics() {
  const { host, fileUrl } = useServices();
  const [state, setState] = useState<DiagnosticsState>({ is: 'idle' });
  const ask = async (): Promise<void> => {
    const preview = await host.call('diagnostics:preview', {});
    setState(preview.ok ? { is: 'asking', preview: preview.value } : { is: 'failed', failure: preview.error });
  };
  const save = async (withDumps: boolean): Promise<void> => {
    setState({ is: 'making', job: '' });
    const end = await followJob(
      host,
      every,
      () => host.call('diagnostics:make', { withDumps }),
      ({ job }) => setState({ is: 'making', job }),
    );
    if (!end.ok) return setState({ is: 'failed', failure: end.error });
    const file = end.value;
    saveFile(fileUrl(file.sha256, file.name), file.name);
    setState({ is: 'saved', file });
  };
  const cancel = (): void => {
    if (state.is === 'making' && state.job !== '') void host.call('job:cancel', { job: state.job });
    else setState({ is: 'idle' });
  };
  return { state, ask, save, cancel };
}
