import type { Log } from '#electron/services/log/log.ts';
import type { FaultReport } from '#shared/host/fault-report.ts';

const MOST = 20;
const SPAN_MS = 60_000;

/** Writes the window's faults into the log, at most twenty a minute; how many more there were is noted afterwards. */
export function createFaultLog(log: Log, now: () => number): (report: FaultReport) => void {
  let begun = -SPAN_MS;
  let written = 0;
  let dropped = 0;
  return ({ kind, name, places }) => {
    if (now() - begun >= SPAN_MS) {
      if (dropped > 0) log.info('window-faults-dropped', { count: dropped });
      [begun, written, dropped] = [now(), 0, 0];
    }
    if (written >= MOST) return void (dropped += 1);
    written += 1;
    const named = kind === 'policy' ? { directive: name } : { fault: name };
    log.info('window-fault', { kind, ...named, at: [...places] });
  };
}
