import type { StoreApi } from 'zustand/vanilla';
import type { HostApi } from '#shared/host/api.ts';
import type { EvidenceState } from '../stores/evidence.ts';
import type { SessionState } from '../stores/session-types.ts';

interface Needs {
  readonly host: HostApi;
  readonly session: Pick<StoreApi<SessionState>, 'getState'>;
  readonly evidence: Pick<StoreApi<EvidenceState>, 'getState'>;
  /** Takes the cursor out of its field, by which what is in it becomes a change. */
  readonly leaveField: () => void;
}

/**
 * Before the program ends: records what is being typed, stores the files on their way, sends what is unsaved, and tells
 * the host how much is left.
 */
export function answerDrains({ host, session, evidence, leaveField }: Needs): () => void {
  const answer = async (drain: string): Promise<void> => {
    // A send that is under way takes what was just added along.
    const send = () =>
      session
        .getState()
        .retry()
        .catch(() => undefined);
    leaveField();
    // What was typed first: files may take longer than the host waits.
    await send();
    const files = await evidence.getState().settled();
    await send();
    await host.call('window:drained', { drain, unsaved: session.getState().unsaved + files });
  };
  return host.on((event) => {
    if (event.type === 'drain') void answer(event.drain);
  });
}

/** Leaves the field that has the cursor, if one has. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
