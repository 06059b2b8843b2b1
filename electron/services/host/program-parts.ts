import { openDiagnostics } from '#electron/services/diagnostics/diagnostics.ts';
import { createFaultLog } from '#electron/services/diagnostics/fault-log.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { Log } from '#electron/services/log/log.ts';
import { createDrains } from '#electron/services/window/drain.ts';
import type { AppInfo, HostEvent } from '#shared/host/records.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { HostParts } from './host-parts.ts';

interface Needs {
  readonly paths: DataPaths;
  readonly about: Pick<AppInfo, 'version' | 'edition' | 'runtime'>;
  readonly hash: HashText;
  readonly now: () => number;
  readonly newId: () => string;
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
  readonly windowFolder: string | null;
}

/** What the program's own faults, end and diagnostics are answered with. */
export function createProgramParts(
  needs: Needs,
): Pick<HostParts, 'diagnostics' | 'drains' | 'windowPresent' | 'faults' | 'indexRepaired'> {
  const { paths, about, hash, now, newId, emit, log, windowFolder } = needs;
  return {
    diagnostics: openDiagnostics({ paths, about, hash, now }),
    drains: createDrains(newId, (drain) => emit({ type: 'drain', drain })),
    windowPresent: (presence) => emit({ type: 'window', presence }),
    faults: createFaultLog(log, now, windowFolder),
    indexRepaired: (repair) => log.info('index-repaired', repair),
  };
}
