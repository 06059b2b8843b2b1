import { createStore } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';

export interface UpdatesState {
  /** The newer program on offer that nobody has put aside; null: none. */
  readonly offered: string | null;
  /** Not to be said again of this version while the window is open. */
  readonly putAside: () => void;
  /** Listens to the host; the returned function stops. */
  readonly attend: () => () => void;
}

/** Whether there is a newer program, as the host has found it. */
export function createUpdates(host: HostApi) {
  return createStore<UpdatesState>()((set, get) => {
    const aside = new Set<string>();
    const load = async (): Promise<void> => {
      const state = await host.call('update:get', {});
      const version = (state.ok && state.value.offer?.version) || null;
      set({ offered: version === null || aside.has(version) ? null : version });
    };
    return {
      offered: null,
      putAside: () => {
        const { offered } = get();
        if (offered !== null) aside.add(offered);
        set({ offered: null });
      },
      attend: () => {
        void load();
        return host.on(({ type }) => {
          if (type === 'update') void load();
        });
      },
    };
  });
}
