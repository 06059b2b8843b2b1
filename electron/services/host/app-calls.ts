import { cameraOf } from '#electron/services/evidence/camera.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { RecentStore } from '#electron/services/recent/recent.ts';
import type { Storage } from '#electron/services/storage/storage.ts';
import type { CommandState } from '#shared/commands/state.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { AppInfo } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';

type AppCalls = Pick<
  HostCalls,
  Extract<
    keyof HostCalls,
    'app:get-info' | `evidence:${string}` | 'shell:report-state' | `recent:${string}` | `job:${string}`
  >
>;

export interface AppParts {
  readonly info: () => Omit<AppInfo, 'storage'>;
  readonly storage: Pick<Storage, 'info'>;
  readonly evidence: Pick<EvidenceStore, 'store' | 'read'>;
  readonly jobs: Pick<Jobs, 'cancel' | 'get' | 'running'>;
  readonly recent: RecentStore;
  /** What the window can do now, for a shell that draws menus. */
  readonly onWindowState: (state: CommandState) => void;
}

/** The calls that hand on to one part as it is. */
export function appCalls({ info, storage, evidence, jobs, recent, onWindowState }: AppParts): AppCalls {
  return {
    'app:get-info': async () => ok({ ...info(), storage: await storage.info() }),
    'evidence:store': ({ name }, bytes) => evidence.store(bytes, name),
    'evidence:camera': ({ sha256 }) => cameraOf(evidence, sha256),
    'recent:list': async () => ok(await recent.list()),
    'recent:note': async (opened) => ok(await recent.note(opened)),
    'recent:clear': async () => ok(await recent.clear()),
    'shell:report-state': async (state) => {
      onWindowState(state);
      return ok({});
    },
    'job:cancel': async ({ job }) => {
      jobs.cancel(job);
      return ok({});
    },
    'job:list': async () => ok(jobs.running()),
    'job:get': async ({ job }) => jobs.get(job),
  };
}
