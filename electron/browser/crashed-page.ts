import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import type { DiagnosticsFile } from '#shared/host/diagnostics-records.ts';
import { endOf, Job, Started } from '#shared/host/job-records.ts';
import { windowText } from '#shared/text/window-text.ts';
import { redirect, sendNote } from './reply.ts';

/** Where a window is led whose page died twice within a minute: a page of words and links that runs nothing. */
export const CRASHED_PATH = '/crashed';
/** Makes a 诊断包 and leads to it. */
export const CRASHED_DIAGNOSTICS_PATH = '/crashed/diagnostics';

const LOOK_AGAIN_MS = 100;

export function sendCrashedPage(response: ServerResponse): void {
  const links = [
    { to: '/', text: windowText.reload },
    { to: CRASHED_DIAGNOSTICS_PATH, text: windowText.diagnose },
  ];
  sendNote(response, 200, `${windowText.crashed}。${windowText.crashedDetail}${windowText.closeToQuit}`, links);
}

/** By the same calls the window would use; without crash dumps, which can hold what was on screen. */
export async function sendDiagnostics(host: Pick<ShellHost, 'call'>, response: ServerResponse): Promise<void> {
  const file = await diagnosticsOf(host);
  if (file !== null) return redirect(response, `/files/${file.sha256}/${encodeURIComponent(file.name)}`);
  sendNote(response, 200, windowText.notDiagnosed, [{ to: CRASHED_PATH, text: windowText.stay }]);
}

async function diagnosticsOf(host: Pick<ShellHost, 'call'>): Promise<DiagnosticsFile | null> {
  const begun = await host.call('diagnostics:make', { withDumps: false });
  const started = v.safeParse(Started('diagnostics'), begun.ok ? begun.value : null);
  if (!started.success) return null;
  const { job: id, kind } = started.output;
  for (;;) {
    const got = await host.call('job:get', { job: id });
    const job = v.safeParse(Job, got.ok ? got.value : null);
    if (!job.success) return null;
    const end = endOf(job.output, kind);
    if (end !== null) return end.ok ? end.value : null;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
