import type { StoreApi } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';
import type { SessionState } from '../stores/session-types.ts';

interface Needs {
  readonly host: HostApi;
  readonly session: Pick<StoreApi<SessionState>, 'getState'>;
  /** Takes the cursor out of its field, by which what is in it becomes a change. */
  readonly leaveField: () => void;
}

/** Before the program ends: records what is being typed, sends what is unsaved, and tells the host how much is left. */
export function answerDrains({ host, session, leaveField }: Needs): () => void {
  const answer = async (drain: string): Promise<void> => {
    leaveField();
    // A send that is under way takes what was just added along.
    await session
      .getState()
      .retry()
      .catch(() => undefined);
    await host.call('window:drained', { drain, unsaved: session.getState().unsaved });
  };
  return host.on((event) => {
    if (event.type === 'drain') void answer(event.drain);
  });
}

/** Leaves the field that has the cursor, if one has. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
