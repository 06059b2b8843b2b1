import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CompanionsState } from './companions.ts';
import type { ConnectionState } from './connection.ts';
import type { EvidenceState } from './evidence.ts';
import type { JobsState } from './jobs.ts';
import type { KeptFormsState } from './kept-forms.ts';
import type { NavigationState } from './navigation.ts';
import type { PackagesState } from './packages.ts';
import type { ProjectsState } from './projects.ts';
import type { Inspection, SessionState } from './session-types.ts';
import type { RecentState } from './recent.ts';
import type { WindowMeans } from './services.ts';
import type { SafetyState } from './safety.ts';
import type { SettingsState } from './settings.ts';
import type { SyncsState } from './sync.ts';
import type { UpdatesState } from './updates.ts';

export interface Stores {
  readonly companions: StoreApi<CompanionsState> & { readonly leave: () => void };
  readonly connection: StoreApi<ConnectionState>;
  readonly jobs: StoreApi<JobsState>;
  readonly navigation: StoreApi<NavigationState>;
  readonly session: StoreApi<SessionState>;
  readonly packages: StoreApi<PackagesState>;
  readonly projects: StoreApi<ProjectsState>;
  readonly settings: StoreApi<SettingsState>;
  readonly safety: StoreApi<SafetyState>;
  readonly sync: StoreApi<SyncsState>;
  readonly forms: StoreApi<KeptFormsState>;
  readonly evidence: StoreApi<EvidenceState>;
  readonly recent: StoreApi<RecentState>;
  readonly updates: StoreApi<UpdatesState>;
}

export interface AppContextValue {
  readonly services: WindowMeans;
  readonly stores: Stores;
}

export const AppContext = createContext<AppContextValue | null>(null);

export function useApp(): AppContextValue {
  const value = use(AppContext);
  if (value === null) throw new Error('no AppContext above this component');
  return value;
}

export const useServices = (): WindowMeans => useApp().services;
export const useStores = (): Stores => useApp().stores;

export function useCompanions<T>(selector: (state: CompanionsState) => T): T {
  return useStore(useApp().stores.companions, selector);
}
export function useConnection<T>(selector: (state: ConnectionState) => T): T {
  return useStore(useApp().stores.connection, selector);
}
export function useJobs<T>(selector: (state: JobsState) => T): T {
  return useStore(useApp().stores.jobs, selector);
}
export function useNavigation<T>(selector: (state: NavigationState) => T): T {
  return useStore(useApp().stores.navigation, selector);
}
export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(useApp().stores.session, selector);
}
export function usePackages<T>(selector: (state: PackagesState) => T): T {
  return useStore(useApp().stores.packages, selector);
}
export function useProjects<T>(selector: (state: ProjectsState) => T): T {
  return useStore(useApp().stores.projects, selector);
}
export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(useApp().stores.settings, selector);
}
export function useSafety<T>(selector: (state: SafetyState) => T): T {
  return useStore(useApp().stores.safety, selector);
}
export function useSync<T>(selector: (state: SyncsState) => T): T {
  return useStore(useApp().stores.sync, selector);
}
export function useForms<T>(selector: (state: KeptFormsState) => T): T {
  return useStore(useApp().stores.forms, selector);
}
export function useEvidence<T>(selector: (state: EvidenceState) => T): T {
  return useStore(useApp().stores.evidence, selector);
}

export function useRecent<T>(selector: (state: RecentState) => T): T {
  return useStore(useApp().stores.recent, selector);
}

export function useUpdateOffer<T>(selector: (state: UpdatesState) => T): T {
  return useStore(useApp().stores.updates, selector);
}

/** The open inspection; for screens that are only shown while there is one. */
export function useInspection<T>(selector: (inspection: Inspection) => T): T {
  return useSession((state) => {
    if (state.inspection === null) throw new Error('no inspection is open');
    return selector(state.inspection);
  });
}

/** Whether nothing can be changed: after 定稿, or where the data folder may only be read. */
export function useFrozen(): boolean {
  const finalised = useInspection((inspection) => inspection.finalised);
  const readOnly = useSettings((state) => state.info?.readOnly ?? false);
  return finalised || readOnly;
}
