import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backup } from '#electron/services/backup/backup.ts';
import { attendBackup } from '#electron/services/backup/backup-area.ts';
import type { Host } from '#electron/services/host/host.ts';
import { Settings } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import * as v from 'valibot';
import { memoryBackup } from '#test/fakes/memory-backup.ts';
import { openSample } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

const MINUTE = 60_000;

let folder: Awaited<ReturnType<typeof tempFolder>>;
let host: Host;
beforeEach(async () => {
  folder = await tempFolder();
  host = await openHost(folder.path);
  await openSample(host);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await host.close();
  await folder.drop();
});

/** The clockwork of a host whose backups go to a drive that no longer answers; `ended`: when it is done with. */
function closing(backup: Partial<Backup>) {
  const none = memoryBackup(host.parts.info().device, Date.now, () => undefined);
  const settings = { get: async () => ok(v.parse(Settings, {})) };
  const { jobs, inspections } = host.parts;
  const attended = attendBackup({ jobs, inspections, settings, backup: { ...none, ...backup } }, 15 * MINUTE);
  let ended = false;
  const done = attended.close().then(() => (ended = true));
  return { done, hasEnded: () => ended };
}

describe('the last backup, at the end of the program', () => {
  it('holds up the end for a minute at most, and is called off then', async () => {
    let signal: AbortSignal | undefined;
    const { done, hasEnded } = closing({
      run: (control) => {
        signal = control.signal;
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(err('backup.cancelled'))));
      },
    });
    await vi.waitFor(() => expect(signal).toBeDefined());
    await vi.advanceTimersByTimeAsync(0.9 * MINUTE);
    expect([hasEnded(), signal?.aborted]).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(0.1 * MINUTE);
    await done;
    expect(signal?.aborted).toBe(true);
  });

  it('is not waited for where the drive gives no answer at all, nor begun once the minute is over', async () => {
    let free: () => void = () => undefined;
    const run = vi.fn<Backup['run']>(async () => err('backup.folder-gone'));
    const { done } = closing({ idle: () => new Promise((resolve) => (free = resolve)), run });
    await vi.advanceTimersByTimeAsync(MINUTE);
    await done;
    free();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(run).not.toHaveBeenCalled();
  });
});
