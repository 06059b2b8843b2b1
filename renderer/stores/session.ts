import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InspectionId } from '#shared/ids.ts';
import { OpenSession } from './open-session.ts';
import type { SessionNeeds } from './services.ts';
import type { SessionPhase, SessionState } from './session-types.ts';

type Data = Pick<
  SessionState,
  'phase' | 'inspection' | 'save' | 'unsaved' | 'unsavedKeys' | 'undoable' | 'redoable' | 'recovered' | 'typed'
>;

/** Nothing open. */
export const CLOSED: Data = {
  phase: { is: 'closed' },
  inspection: null,
  save: { is: 'saved', at: null },
  unsaved: 0,
  unsavedKeys: new Set(),
  undoable: 0,
  redoable: 0,
  recovered: 0,
  typed: {},
};

/** The open inspection, if any. Everything that changes it goes through `record`, and on through the host's journal. */
export function createSession(needs: SessionNeeds): StoreApi<SessionState> {
  let current: OpenSession | null = null;
  // Opening is slow; only the latest wish may take effect.
  let wish = 0;
  const store = createStore<SessionState>()((set) => {
    const open = async (id: InspectionId) => {
      wish += 1;
      const mine = wish;
      await current?.close();
      current = null;
      set({ ...CLOSED, phase: { is: 'opening', step: 'reading', done: 0, total: 0 } });
      const report = (phase: SessionPhase) => {
        if (mine === wish) set({ phase });
      };
      const opened = await OpenSession.open(needs, id, report, (data) => {
        if (mine === wish) set(data);
      });
      // Given up meanwhile: it must not keep listening, nor keep what was typed from the next one.
      if (mine !== wish) return opened.ok ? opened.value.close() : undefined;
      if (!opened.ok) return set({ phase: { is: 'failed', inspection: id, failure: opened.error } });
      current = opened.value;
      current.start();
    };
    return {
      ...CLOSED,
      ...passOn(() => current),
      open,
      close: async () => {
        wish += 1;
        await current?.close();
        current = null;
        set(CLOSED);
      },
      dismissRecovered: () => set({ recovered: 0 }),
    };
  });
  return store;
}

type PassedOn =
  'record' | 'keepTyping' | 'holdTyping' | 'dropTyping' | 'retry' | 'discardUnsaved' | 'undo' | 'redo' | 'refresh';

/** Actions that do nothing while nothing is open. */
function passOn(current: () => OpenSession | null): Pick<SessionState, PassedOn> {
  return {
    record: async (drafts, stretch) => current()?.record(drafts, stretch ?? null),
    keepTyping: (key, text, draft) => current()?.keepTyping(key, text, draft),
    holdTyping: (key, text) => current()?.holdTyping(key, text),
    dropTyping: (key) => current()?.dropTyping(key),
    retry: async () => current()?.flush(),
    discardUnsaved: async () => current()?.discardUnsaved(),
    undo: async () => current()?.undo(),
    redo: async () => current()?.redo(),
    refresh: async () => current()?.refresh(),
  };
}
