import { setTimeout } from 'node:timers/promises';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import { err } from '#shared/result.ts';

/** Writes are done in moments; a call that waits for a person (a dialog for a folder) must not keep the end waiting. */
const LIMIT_MS = 3000;

/** The way into a host: open until the host ends. */
export interface Gate {
  readonly call: Dispatcher;
  /** Refuses further calls (`app.host-unreachable`) and settles when those under way have been answered, or at the limit. */
  shut(): Promise<void>;
}

/** A folder that is given free may be written to by the next program at once: nothing may come in behind that. */
export function gateBefore(call: Dispatcher): Gate {
  const underWay = new Set<Promise<unknown>>();
  let isShut = false;
  return {
    call: async (name, payload, bytes) => {
      if (isShut) return err('app.host-unreachable');
      const answer = call(name, payload, bytes);
      underWay.add(answer);
      try {
        return await answer;
      } finally {
        underWay.delete(answer);
      }
    },
    shut: async () => {
      isShut = true;
      const over = new AbortController();
      const limit = setTimeout(LIMIT_MS, null, { signal: over.signal }).catch(() => null);
      await Promise.race([Promise.allSettled(underWay), limit]);
      over.abort();
    },
  };
}
