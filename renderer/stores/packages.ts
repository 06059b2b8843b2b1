import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { JobKind, JobProduct, Started } from '#shared/host/job-records.ts';
import type { OfferedPackage, PackageFile } from '#shared/host/package-records.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { Answer, Failure } from '#shared/result.ts';
import { sendPackage } from '../host/send-package.ts';
import type { Following, JobsState, WorkId } from './jobs.ts';
import { fromStore } from './outbox-rows.ts';
import type { ProjectsState } from './projects.ts';
import type { WindowMeans } from './services.ts';
import type { SessionState } from './session-types.ts';
import { invalidEntriesIn } from './typed-keys.ts';

/** What the window is doing about a package; `idle`: nothing, and no dialog is open. */
export type PackagePhase =
  | { readonly is: 'idle' }
  /** Something stands in fields of the inspection that is not saved and would not come along: asked first. */
  | { readonly is: 'asking'; readonly inspection: InspectionId; readonly name: string; readonly invalid: number }
  | {
      readonly is: 'exporting' | 'sending' | 'checking' | 'importing';
      readonly name: string;
      readonly work: WorkId;
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
  /** Writes the package that was asked about, without what is not saved. */
  readonly exportAnyway: () => Promise<void>;
  /** Sends a file to the host, has it checked, and shows what it would bring. */
  readonly openFile: (file: File) => Promise<void>;
  readonly import: () => Promise<void>;
  /** Takes a device for the one with this key, as the user has compared it with the device's owner, and looks again. */
  readonly settleKey: (device: DeviceId, fingerprint: Sha256) => Promise<void>;
  readonly close: () => void;
  /** Listens for packages that the system offers, and asks for those it offered before. */
  readonly attend: () => () => void;
}

type Failed = Extract<PackagePhase, { is: 'failed' }>;
type Busy = Extract<PackagePhase, { work: WorkId }>['is'];
type Jobs = Pick<StoreApi<JobsState>, 'getState'>;

/** What is under way about packages in one window: one at a time. */
class PackageFlow {
  readonly #host: HostApi;
  readonly #jobs: Jobs;
  readonly #phase: () => PackagePhase;
  readonly #show: (phase: PackagePhase) => void;
  #held: OfferedPackage | null = null;

  constructor(host: HostApi, jobs: Jobs, phase: () => PackagePhase, show: (phase: PackagePhase) => void) {
    this.#host = host;
    this.#jobs = jobs;
    this.#phase = phase;
    this.#show = show;
  }

  async export(inspection: InspectionId, name: string): Promise<void> {
    if (!this.#begin()) return;
    const made = await this.#follow('exporting', name, () => this.#host.call('package:export', { inspection }));
    if (!made.ok) return this.#fail('export', name, made.error);
    this.#show({ is: 'exported', name, file: made.value });
  }

  async openFile(file: File): Promise<void> {
    if (!this.#begin()) return;
    const sending = this.#jobs.getState().run('send', (context) => sendPackage(this.#host, file, context));
    const sent = await this.#shown('sending', file.name, sending);
    if (sent.ok) await this.#look(sent.value);
    else this.#fail('open', file.name, sent.error);
  }

  async openOffered(): Promise<void> {
    const offers = await this.#host.call('package:offers', {});
    const [first] = offers.ok ? offers.value : [];
    if (first !== undefined && this.#begin()) await this.#look(first);
  }

  /** Answers whether anything was brought in. */
  async import(): Promise<boolean> {
    const phase = this.#phase();
    if (phase.is !== 'ready') return false;
    const { package: token, name } = phase.offered;
    const taken = await this.#follow('importing', name, () => this.#host.call('package:import', { package: token }));
    if (!taken.ok) {
      this.#fail('import', name, taken.error);
      return false;
    }
    this.#show({ is: 'imported', plan: taken.value });
    this.#discard();
    return true;
  }

  async settleKey(device: DeviceId, fingerprint: Sha256): Promise<void> {
    const phase = this.#phase();
    if (phase.is !== 'ready') return;
    const { offered } = phase;
    const question = { package: offered.package, device, fingerprint };
    const settled = await this.#host.call('package:settle-key', question);
    if (settled.ok) await this.#look(offered);
    else this.#fail('open', offered.name, settled.error);
  }

  async close(): Promise<void> {
    if ('work' in this.#phase()) return;
    this.#discard();
    this.#show({ is: 'idle' });
    // What the system offered meanwhile has waited for this.
    await this.openOffered();
  }

  /** Begins something new where nothing is under way; what was shown goes. */
  #begin(): boolean {
    if ('work' in this.#phase()) return false;
    this.#discard();
    return true;
  }

  async #look(offered: OfferedPackage): Promise<void> {
    this.#held = offered;
    const token = { package: offered.package };
    const seen = await this.#follow('checking', offered.name, () => this.#host.call('package:preview', token));
    if (seen.ok) return this.#show({ is: 'ready', offered, plan: seen.value });
    this.#discard();
    this.#fail('open', offered.name, seen.error);
  }

  #follow<K extends JobKind>(is: Busy, name: string, start: () => Answer<Started<K>>): Answer<JobProduct<K>> {
    return this.#shown(is, name, this.#jobs.getState().follow(start));
  }

  #shown<T>(is: Busy, name: string, { work, end }: Following<T>): Answer<T> {
    this.#show({ is, name, work });
    return end;
  }

  #fail(what: Failed['what'], name: string, failure: Failure<ErrorCode>): void {
    if (failure.code !== 'package.cancelled') return this.#show({ is: 'failed', what, name, failure });
    this.#discard();
    this.#show({ is: 'idle' });
  }

  #discard(): void {
    if (this.#held !== null) void this.#host.call('package:discard', { package: this.#held.package });
    this.#held = null;
  }
}

type OpenSession = Pick<StoreApi<SessionState>, 'getState'>;

/** How many entries of an inspection are no valid values: of the open one what stands on screen, else what was left. */
function invalidIn(db: WindowMeans['db'], session: OpenSession) {
  return async (inspection: InspectionId): Promise<number> => {
    const { inspection: open } = session.getState();
    if (open?.id === inspection) return open.invalid.length;
    const rows = await db.drafts
      .where('inspection')
      .equals(inspection)
      .toArray()
      .catch(() => []);
    const left = rows
      .map(fromStore)
      .flatMap(({ key, text, draft }) => (draft === null && text !== null ? [[key, text] as const] : []));
    return invalidEntriesIn(Object.fromEntries(left)).length;
  };
}

/** Stores of the same window. */
interface Beside {
  readonly jobs: Jobs;
  readonly projects: StoreApi<ProjectsState>;
  readonly session: OpenSession;
}

/** Packages as one window sees them. */
export function createPackages(
  { host, db }: WindowMeans,
  { jobs, projects, session }: Beside,
): StoreApi<PackagesState> {
  const invalidOf = invalidIn(db, session);
  return createStore<PackagesState>()((set, get) => {
    const flow = new PackageFlow(
      host,
      jobs,
      () => get().phase,
      (phase) => set({ phase }),
    );
    const openOffered = (): void => void flow.openOffered();
    return {
      phase: { is: 'idle' },
      export: async (inspection, name) => {
        const invalid = await invalidOf(inspection);
        if (invalid === 0 || 'work' in get().phase) return flow.export(inspection, name);
        set({ phase: { is: 'asking', inspection, name, invalid } });
      },
      exportAnyway: async () => {
        const { phase } = get();
        if (phase.is === 'asking') await flow.export(phase.inspection, phase.name);
      },
      openFile: (file) => flow.openFile(file),
      import: async () => {
        if (await flow.import()) await projects.getState().load();
      },
      settleKey: (device, fingerprint) => flow.settleKey(device, fingerprint),
      close: () => void flow.close(),
      attend: () => {
        openOffered();
        return host.on((event) => void (event.type === 'package-offered' && openOffered()));
      },
    };
  });
}
