import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { Job } from '#shared/host/records.ts';
import { windowText } from '#shared/text/window-text.ts';
import { redirect, sendNote } from './reply.ts';

/** Where a window is led whose page died twice within a minute: a page of words and links that runs nothing. */
export const CRASHED_PATH = '/crashed';
/** Makes a 诊断包 and leads to it. */
export const CRASHED_DIAGNOSTICS_PATH = '/crashed/diagnostics';

const Started = v.object({ job: v.string() });
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
  const job = await finishedJob(host);
  const file = job?.state.is === 'done' ? job.state.diagnostics : undefined;
  if (file !== undefined) return redirect(response, `/files/${file.sha256}/${encodeURIComponent(file.name)}`);
  sendNote(response, 200, windowText.notDiagnosed, [{ to: CRASHED_PATH, text: windowText.stay }]);
}

async function finishedJob(host: Pick<ShellHost, 'call'>): Promise<Job | null> {
  const begun = await host.call('diagnostics:make', { withDumps: false });
  const started = v.safeParse(Started, begun.ok ? begun.value : null);
  if (!started.success) return null;
  for (;;) {
    const got = await host.call('job:get', started.output);
    const job = v.safeParse(Job, got.ok ? got.value : null);
    if (!job.success) return null;
    if (job.output.state.is !== 'running') return job.output;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
