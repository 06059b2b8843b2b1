import { createStore } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';

export interface ConnectionState {
  /** The host has not been heard of for a while: nothing can be saved until it is back. */
  readonly isLost: boolean;
}

/** A line that is taken up again at once was not worth a word. */
const PATIENCE_MS = 3000;

/** Whether the host is there, as far as the window can tell. */
export function createConnection(host: HostApi) {
  return createStore<ConnectionState>()((set) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    host.on((event) => {
      if (event.type !== 'connection') return;
      clearTimeout(timer);
      if (event.state === 'back') set({ isLost: false });
      else timer = setTimeout(() => set({ isLost: true }), PATIENCE_MS);
    });
    return { isLost: false };
  });
}
