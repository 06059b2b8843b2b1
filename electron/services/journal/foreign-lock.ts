import { setTimeout as wait } from 'node:timers/promises';
import { openRegular } from '#electron/services/disk/regular-file.ts';

/** How often a holder shows that it lives. */
export const HEARTBEAT_MS = 15_000;

/** How long the lock of another machine is looked at, and how often. Three heartbeats: one may be late on a slow network. */
export interface Watch {
  readonly forMs: number;
  readonly everyMs: number;
}

export const WATCH: Watch = { forMs: 3 * HEARTBEAT_MS, everyMs: 1000 };

/**
 * Whether a lock's holder on another machine lives: its heartbeat moves while this machine looks on, by its own steady
 * clock. What the clocks of two machines say of each other proves nothing: they may differ by minutes, or by years.
 */
export async function isBeating(path: string, { forMs, everyMs }: Watch): Promise<boolean> {
  const first = await pulse(path);
  const from = performance.now();
  while (performance.now() - from < forMs) {
    await wait(everyMs);
    const now = await pulse(path);
    if (now === null) return false;
    if (now !== first) return true;
  }
  return false;
}

/** What changes with each heartbeat; null: there is no lock any more. Opened each time: a network's cache answers `stat`. */
async function pulse(path: string): Promise<string | null> {
  const handle = await openRegular(path).catch(() => null);
  if (handle === null) return null;
  try {
    const { mtimeNs, ino, size } = await handle.stat({ bigint: true });
    return `${mtimeNs}-${ino}-${size}`;
  } finally {
    await handle.close();
  }
}
