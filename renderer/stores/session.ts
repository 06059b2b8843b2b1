import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InspectionId } from '#shared/ids.ts';
import { dropIndex } from '../db/index-store.ts';
import { isUntouched } from '../db/index-contents.ts';
import { OpenSession } from './open-session.ts';
import type { SessionNeeds } from './services.ts';
import type { SessionPhase, SessionState } from './session-types.ts';

type Data = Pick<
  SessionState,
  | 'phase'
  | 'inspection'
  | 'save'
  | 'unsaved'
  | 'unsavedKeys'
  | 'window'
  | 'setAside'
  | 'undoable'
  | 'redoable'
  | 'nextStep'
  | 'step'
  | 'recovered'
  | 'indexMended'
  | 'typed'
  | 'accepted'
>;

/** Nothing open. */
export const CLOSED: Data = {
  phase: { is: 'closed' },
  inspection: null,
  save: { is: 'saved', at: null },
  unsaved: 0,
  unsavedKeys: new Set(),
  window: '',
  setAside: [],
  undoable: 0,
  redoable: 0,
  nextStep: { undo: [], redo: [] },
  step: null,
  recovered: 0,
  indexMended: false,
  typed: {},
  accepted: [],
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
      const session = opened.value;
      current = session;
      session.start();
      void reopenWrong(needs, session, { isCurrent: () => current === session, open, set });
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
      dismissMended: () => set({ indexMended: false }),
    };
  });
  return store;
}

interface Reopening {
  readonly isCurrent: () => boolean;
  readonly open: (id: InspectionId) => Promise<void>;
  readonly set: (data: Partial<SessionState>) => void;
}

/**
 * Holds what the index gave against the journal's hashes, beside the work. The journal is the truth: an index of other
 * contents goes, and is said to have been wrong.
 */
async function reopenWrong({ services, watch }: SessionNeeds, session: OpenSession, how: Reopening): Promise<void> {
  const { id, indexed, saved, heads } = session.opened;
  const { isCurrent, open, set } = how;
  if (!indexed || (await isUntouched(saved.order, heads, () => !isCurrent())) || !isCurrent()) return;
  watch.differed(saved.order.length);
  await dropIndex(services.db, id);
  if (!isCurrent()) return;
  await open(id);
  set({ indexMended: true });
}

type PassedOn =
  | 'record'
  | 'keepTyping'
  | 'holdTyping'
  | 'dropTyping'
  | 'accept'
  | 'withdraw'
  | 'dismissRecovered'
  | 'mend'
  | 'giveUp'
  | 'retry'
  | 'discardUnsaved'
  | 'undo'
  | 'redo'
  | 'refresh';

/** Actions that do nothing while nothing is open. */
function passOn(current: () => OpenSession | null): Pick<SessionState, PassedOn> {
  return {
    record: async (drafts, stretch) => current()?.record(drafts, stretch ?? null),
    keepTyping: (key, text, draft, stretch) => current()?.keepTyping(key, text, draft, stretch ?? null),
    holdTyping: (key, text) => current()?.holdTyping(key, text),
    dropTyping: (key) => current()?.dropTyping(key),
    accept: (indicators, reason) => current()?.accept(indicators, reason),
    withdraw: (indicator) => current()?.withdraw(indicator),
    dismissRecovered: () => current()?.dismissRecovered(),
    mend: async (id, drafts) => current()?.mend(id, drafts),
    giveUp: (id) => current()?.giveUp(id),
    retry: async () => current()?.flush(),
    discardUnsaved: async () => current()?.discardUnsaved(),
    undo: async (key) => current()?.step('undo', key),
    redo: async () => current()?.step('redo'),
    refresh: async () => current()?.refresh(),
  };
}
