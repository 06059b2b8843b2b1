import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { Log } from '#electron/services/log/log.ts';
import { createDrains, type Drains } from '#electron/services/window/drain.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { FaultReport } from '#shared/host/fault-report.ts';
import type { IndexRepair } from '#shared/host/index-records.ts';
import type { AppInfo, HostEvent } from '#shared/host/records.ts';
import type { WindowPresence } from '#shared/host/window-records.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { ok } from '#shared/result.ts';
import { type Diagnostics, openDiagnostics } from './diagnostics.ts';
import { createFaultLog } from './fault-log.ts';

type ProgramCalls = Pick<
  HostCalls,
  'fault:report' | 'index:repaired' | 'window:drained' | 'window:present' | 'diagnostics:preview' | 'diagnostics:make'
>;

/** What the program's own faults, end and diagnostics are answered with. */
export interface Program {
  readonly diagnostics: Diagnostics;
  readonly drains: Drains;
  /** Passes on what one window says of itself to all. */
  readonly windowPresent: (presence: WindowPresence) => void;
  /** Notes a fault of the window. */
  readonly faults: (report: FaultReport) => Promise<void>;
  /** Notes that the window has mended its index. */
  readonly indexRepaired: (repair: IndexRepair) => void;
}

export interface ProgramNeeds {
  readonly paths: DataPaths;
  readonly about: Pick<AppInfo, 'version' | 'edition' | 'runtime'>;
  readonly hash: HashText;
  readonly now: () => number;
  readonly newId: () => string;
  readonly jobs: Pick<Jobs, 'start'>;
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
  /** Where the built window lies, whose faults are logged by their places in it. */
  readonly windowFolder: string | null;
}

/** The program's own faults, end and diagnostics, and the calls about them. */
export function openProgramArea(needs: ProgramNeeds): Program & { readonly calls: ProgramCalls } {
  const { paths, about, hash, now, newId, jobs, emit, log, windowFolder } = needs;
  const program: Program = {
    diagnostics: openDiagnostics({ paths, about, hash, now }),
    drains: createDrains(newId, (drain) => emit({ type: 'drain', drain })),
    windowPresent: (presence) => emit({ type: 'window', presence }),
    faults: createFaultLog(log, now, windowFolder),
    indexRepaired: (repair) => log.info('index-repaired', repair),
  };
  return { ...program, calls: programCalls(program, jobs) };
}

/** Calls about the program itself: its faults, its end, its diagnostics. */
export function programCalls(program: Program, jobs: Pick<Jobs, 'start'>): ProgramCalls {
  const { faults, indexRepaired, windowPresent, drains, diagnostics } = program;
  return {
    'window:present': async (presence) => {
      windowPresent(presence);
      return ok({});
    },
    'fault:report': async (report) => {
      await faults(report);
      return ok({});
    },
    'index:repaired': async (repair) => {
      indexRepaired(repair);
      return ok({});
    },
    'window:drained': async ({ drain, unsaved }) => {
      drains.answer(drain, unsaved);
      return ok({});
    },
    'diagnostics:preview': async () => ok(await diagnostics.preview()),
    'diagnostics:make': async ({ withDumps }) =>
      ok(jobs.start('diagnostics', ({ signal }) => diagnostics.make({ withDumps, signal }))),
  };
}
