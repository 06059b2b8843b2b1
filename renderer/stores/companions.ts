import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WindowPresence } from '#shared/host/window-records.ts';
import type { Every } from '../host/every.ts';
import type { WindowMeans } from './services.ts';
import type { SessionState } from './session-types.ts';

export interface CompanionsState {
  /** How many other windows have the open inspection open, in this browser or another. */
  readonly others: number;
}

/** Two questions without an answer: a window that was closed without a word, or whose computer sleeps. */
const PATIENCE = 2;

type Companions = StoreApi<CompanionsState> & { readonly leave: () => void };
type Open = Omit<WindowPresence, 'is'>;

const openIn = ({ inspection, window, phase }: SessionState): Open | null =>
  phase.is === 'open' && inspection !== null ? { inspection: inspection.id, window } : null;

const isOther = ({ inspection, window }: WindowPresence, open: Open | null): boolean =>
  inspection === open?.inspection && window !== open.window;

/** Forgets windows that do not answer any more; false: there was none to ask. */
function dropSilent(known: Map<string, number>): boolean {
  const some = known.size > 0;
  for (const [window, silences] of known) {
    if (silences >= PATIENCE) known.delete(window);
    else known.set(window, silences + 1);
  }
  return some;
}

/**
 * Which other windows have the same inspection open: each says so when it opens one, and answers when another asks. While
 * there are others they are asked again now and then, as a window may end without a word.
 */
export function createCompanions({ host }: WindowMeans, session: StoreApi<SessionState>, every: Every): Companions {
  const store = createStore<CompanionsState>()(() => ({ others: 0 }));
  const known = new Map<string, number>();
  let open: Open | null = null;
  const show = (): void => store.setState({ others: known.size });
  const say = (is: WindowPresence['is']): unknown => open && host.call('window:present', { ...open, is });
  const leave = (): void => {
    say('gone');
    open = null;
    known.clear();
    show();
  };
  host.on((event) => {
    if (event.type === 'connection' && event.state === 'back') say('asking');
    if (event.type !== 'window' || !isOther(event.presence, open)) return;
    const { window, is } = event.presence;
    known.set(window, 0);
    if (is === 'gone') known.delete(window);
    if (is === 'asking') say('here');
    show();
  });
  every(() => {
    if (!dropSilent(known)) return;
    show();
    say('asking');
  });
  session.subscribe((state) => {
    const now = openIn(state);
    if (now?.window === open?.window) return;
    leave();
    open = now;
    say('asking');
  });
  return { ...store, leave };
}
