import { useState } from 'react';
import type { ErrorCode } from '#shared/errors.ts';
import type { DiagnosticsFile, DiagnosticsPreview } from '#shared/host/diagnostics-records.ts';
import type { Failure } from '#shared/result.ts';
import { saveFile } from '#renderer/host/save-file.ts';
import { useJobs, useServices } from '#renderer/stores/context.ts';
import type { WorkId } from '#renderer/stores/jobs.ts';

export type DiagnosticsState =
  | { readonly is: 'idle' }
  | { readonly is: 'asking'; readonly preview: DiagnosticsPreview }
  | { readonly is: 'making'; readonly work: WorkId }
  | { readonly is: 'saved'; readonly file: DiagnosticsFile }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** 导出诊断包: first what would be in it, then the file, offered for saving. */
export function useDiagnostics() {
  const { host, fileUrl } = useServices();
  const follow = useJobs((state) => state.follow);
  const [state, setState] = useState<DiagnosticsState>({ is: 'idle' });
  const ask = async (): Promise<void> => {
    const preview = await host.call('diagnostics:preview', {});
    setState(preview.ok ? { is: 'asking', preview: preview.value } : { is: 'failed', failure: preview.error });
  };
  const save = async (withDumps: boolean): Promise<void> => {
    const { work, end } = follow(() => host.call('diagnostics:make', { withDumps }));
    setState({ is: 'making', work });
    const made = await end;
    if (!made.ok) return setState({ is: 'failed', failure: made.error });
    const file = made.value;
    saveFile(fileUrl(file.sha256, file.name), file.name);
    setState({ is: 'saved', file });
  };
  const putAway = (): void => setState({ is: 'idle' });
  return { state, ask, save, putAway };
}
