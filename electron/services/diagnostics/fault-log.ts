import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import type { Log } from '#electron/services/log/log.ts';
import { ELSEWHERE } from '#shared/host/fault-report.ts';
import type { FaultReport } from '#shared/host/fault-report.ts';

const MOST = 20;
const SPAN_MS = 60_000;

/**
 * Writes the window's faults into the log, at most twenty a minute; how many more there were is noted afterwards.
 * `windowFolder`: where the built window lies; a place in a file that is not there is only said to be elsewhere, because a
 * file's name can be made up.
 */
export function createFaultLog(
  log: Log,
  now: () => number,
  windowFolder: string | null,
): (report: FaultReport) => Promise<void> {
  let begun = -SPAN_MS;
  let written = 0;
  let dropped = 0;
  let known: Promise<ReadonlySet<string>> | null = null;
  return async ({ kind, name, places }) => {
    known ??= filesOf(windowFolder);
    const files = await known;
    if (now() - begun >= SPAN_MS) {
      if (dropped > 0) log.info('window-faults-dropped', { count: dropped });
      [begun, written, dropped] = [now(), 0, 0];
    }
    if (written >= MOST) return void (dropped += 1);
    written += 1;
    const named = kind === 'policy' ? { directive: name } : { fault: name };
    const at = places.map((place) => (files.has(place.replace(/:\d+:\d+$/, '')) ? place : ELSEWHERE));
    log.info('window-fault', { kind, ...named, at });
  };
}

/** The window's own files, as their places are told. */
async function filesOf(windowFolder: string | null): Promise<ReadonlySet<string>> {
  if (windowFolder === null) return new Set();
  try {
    return new Set((await readdir(join(windowFolder, 'assets'))).map((name) => `assets/${name}`));
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return new Set();
  }
}
