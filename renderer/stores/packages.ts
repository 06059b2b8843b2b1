import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { OfferedPackage, PackageFile, PackageOutcome, PackagePlan } from '#shared/host/package-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { err, ok, type Failure, type Result } from '#shared/result.ts';
import { every, followJob, type JobProgress } from '../host/follow-job.ts';
import { sendPackage } from '../host/send-package.ts';
import type { ProjectsState } from './projects.ts';
import type { Services } from './services.ts';

/** What the window is doing about a package; `idle`: nothing, and no dialog is open. */
export type PackagePhase =
  | { readonly is: 'idle' }
  | {
      readonly is: 'exporting' | 'sending' | 'checking' | 'importing';
      readonly name: string;
      readonly progress: JobProgress;
    }
  | { readonly is: 'exported'; readonly name: string; readonly file: PackageFile }
  | { readonly is: 'ready'; readonly offered: OfferedPackage; readonly plan: PackagePlan }
  | { readonly is: 'imported'; readonly plan: PackagePlan }
  | {
      readonly is: 'failed';
      readonly what: 'export' | 'open' | 'import';
      readonly name: string;
      readonly failure: Failure<ErrorCode>;
    };

export interface PackagesState {
  readonly phase: PackagePhase;
  /** Writes a package of an inspection; `name` is the community, for showing. */
  readonly export: (inspection: InspectionId, name: string) => Promise<void>;
  /** Sends a file to the host, has it checked, and shows what it would bring. */
  readonly openFile: (file: File) => Promise<void>;
  readonly import: () => Promise<void>;
  /** Calls off what is under way; what is done stays done. */
  readonly cancel: () => void;
  readonly close: () => void;
  /** Listens for packages that the system offers, and asks for those it offered before. */
  readonly attend: () => () => void;
}

const BEGINNING: JobProgress = { job: '', phase: '', done: 0, total: 0 };

type Failed = Extract<PackagePhase, { is: 'failed' }>;
type Busy = Extract<PackagePhase, { progress: JobProgress }>['is'];

/** Packages as one window sees them: one at a time. */
export function createPackages({ host }: Services, projects: StoreApi<ProjectsState>): StoreApi<PackagesState> {
  return createStore<PackagesState>()((set, get) => {
    let stop = new AbortController();
    let held: OfferedPackage | null = null;
    const isBusy = (): boolean => get().phase.is !== 'idle' && 'progress' in get().phase;
    const show = (phase: PackagePhase): void => set({ phase });
    const discard = (): void => {
      if (held !== null) void host.call('package:discard', { package: held.package });
      held = null;
    };
    const fail = (what: Failed['what'], name: string, failure: Failure<ErrorCode>): void => {
      if (failure.code !== 'package.cancelled') return show({ is: 'failed', what, name, failure });
      discard();
      show({ is: 'idle' });
    };
    const follow = async (
      is: Busy,
      name: string,
      start: () => Promise<Result<{ readonly job: string }, ErrorCode>>,
    ): Promise<Result<PackageOutcome, ErrorCode>> => {
      show({ is, name, progress: BEGINNING });
      const { signal } = stop;
      const end = await followJob(host, every, 'package.cancelled', start, (progress) => {
        if (signal.aborted) void host.call('job:cancel', { job: progress.job });
        else show({ is, name, progress });
      });
      if (!end.ok) return end;
      return end.value.package === undefined ? err('app.internal') : ok(end.value.package);
    };
    const look = async (offered: OfferedPackage): Promise<void> => {
      held = offered;
      const seen = await follow('checking', offered.name, () =>
        host.call('package:preview', { package: offered.package }),
      );
      if (seen.ok && seen.value.is === 'previewed') return show({ is: 'ready', offered, plan: seen.value.plan });
      discard();
      fail('open', offered.name, seen.ok ? { code: 'app.internal' } : seen.error);
    };
    const lookAtOffers = async (): Promise<void> => {
      if (isBusy()) return;
      const offers = await host.call('package:offers', {});
      const [first] = offers.ok ? offers.value : [];
      if (first === undefined || isBusy()) return;
      discard();
      stop = new AbortController();
      await look(first);
    };
    return {
      phase: { is: 'idle' },
      export: async (inspection, name) => {
        if (isBusy()) return;
        stop = new AbortController();
        const made = await follow('exporting', name, () => host.call('package:export', { inspection }));
        if (made.ok && made.value.is === 'exported') show({ is: 'exported', name, file: made.value.file });
        else fail('export', name, made.ok ? { code: 'app.internal' } : made.error);
      },
      openFile: async (file) => {
        if (isBusy()) return;
        discard();
        stop = new AbortController();
        const tell = (done: number): void =>
          show({ is: 'sending', name: file.name, progress: { job: '', phase: 'send', done, total: file.size } });
        tell(0);
        const sent = await sendPackage(host, file, stop.signal, tell);
        if (sent.ok) await look(sent.value);
        else fail('open', file.name, sent.error);
      },
      import: async () => {
        const { phase } = get();
        if (phase.is !== 'ready') return;
        stop = new AbortController();
        const { offered } = phase;
        const taken = await follow('importing', offered.name, () =>
          host.call('package:import', { package: offered.package }),
        );
        if (taken.ok && taken.value.is === 'imported') {
          show({ is: 'imported', plan: taken.value.plan });
          discard();
          await projects.getState().load();
        } else fail('import', offered.name, taken.ok ? { code: 'app.internal' } : taken.error);
      },
      cancel: () => {
        stop.abort();
        const { phase } = get();
        if ('progress' in phase && phase.progress.job !== '') void host.call('job:cancel', { job: phase.progress.job });
      },
      close: () => {
        if (isBusy()) return;
        discard();
        show({ is: 'idle' });
        void lookAtOffers();
      },
      attend: () => {
        void lookAtOffers();
        return host.on((event) => void (event.type === 'package-offered' && void lookAtOffers()));
      },
    };
  });
}
