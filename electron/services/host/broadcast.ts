import type { HostEvent } from '#shared/host/records.ts';

/** Where a host's parts tell what happened, and who hears of it. */
export interface Broadcast {
  readonly emit: (event: HostEvent) => void;
  /** Answers how to stop listening. */
  readonly on: (listener: (event: HostEvent) => void) => () => void;
}

/** A listener that fails (a window that is gone) is told to `onFault`: what it was told of has happened all the same. */
export function createBroadcast(onFault: (fault: unknown) => void): Broadcast {
  const listeners = new Set<(event: HostEvent) => void>();
  const tell = (listener: (event: HostEvent) => void, event: HostEvent): void => {
    try {
      listener(event);
    } catch (fault) {
      onFault(fault);
    }
  };
  return {
    emit: (event) => listeners.forEach((listener) => tell(listener, event)),
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
