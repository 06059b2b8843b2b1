import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { HOST } from '#shared/host/contract.ts';

const ASK_MS = 100;

/**
 * Has the notice of the sample made as ever: in a thread that starts from the program's archive, with the fonts beside it.
 * Answers null when it is made, else what stood in the way.
 */
export async function makeSampleNotice(call: ShellHost['call']): Promise<string | null> {
  const sample = await call('inspection:open-sample', {});
  if (!sample.ok) return sample.error.code;
  const { id } = v.parse(HOST['inspection:open-sample'].output, sample.value);
  const started = await call('notice:preview', { inspection: id, edition: 'web' });
  if (!started.ok) return started.error.code;
  const { job } = v.parse(HOST['notice:preview'].output, started.value);
  for (;;) {
    const asked = await call('job:get', { job });
    if (!asked.ok) return asked.error.code;
    const { state } = v.parse(HOST['job:get'].output, asked.value);
    if (state.is === 'done') return null;
    if (state.is !== 'running') return `the notice was not made: ${JSON.stringify(state)}`;
    await pause(ASK_MS);
  }
}
