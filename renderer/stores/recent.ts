import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecentInspection } from '#shared/commands/state.ts';
import type { HostApi } from '#shared/host/api.ts';

export interface RecentState {
  /** Last opened first. */
  readonly recent: readonly RecentInspection[];
  readonly load: () => Promise<void>;
  /** Puts an inspection first, under its name of today. */
  readonly note: (opened: RecentInspection) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** 最近打开, as the host keeps it. A convenience: where the host cannot tell or keep it, the list stays as it was. */
export function createRecent(host: HostApi): StoreApi<RecentState> {
  return createStore<RecentState>()((set) => {
    const take = (answer: Awaited<ReturnType<typeof host.call<'recent:list'>>>): void => {
      if (answer.ok) set({ recent: answer.value });
    };
    return {
      recent: [],
      load: async () => take(await host.call('recent:list', {})),
      note: async (opened) => take(await host.call('recent:note', opened)),
      clear: async () => take(await host.call('recent:clear', {})),
    };
  });
}
