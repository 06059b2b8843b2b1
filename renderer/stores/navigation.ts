import { createStore } from 'zustand/vanilla';
import type { Screen } from '#shared/commands/state.ts';

/** A part of 设置 that other screens lead to. */
export type SettingsPart = 'updates';

/** Where the window is. `clause`: the clause that new evidence goes to. */
export interface NavigationState {
  readonly screen: Screen;
  readonly indicator: number;
  readonly clause: string | null;
  /** The last jump that should scroll its clause into sight: a new object for every jump. */
  readonly jump: { readonly clause: string } | null;
  readonly goTo: (screen: Screen) => void;
  /** The part of 设置 to show first; null: its top. */
  readonly part: SettingsPart | null;
  readonly showPart: (part: SettingsPart) => void;
  /** Opens an indicator in 逐项; with a clause, scrolls to it. */
  readonly showIndicator: (indicator: number, clause?: string) => void;
  readonly selectClause: (clause: string) => void;
  /** Whether the open inspection's 项目资料 is being edited. */
  readonly editingProfile: boolean;
  readonly editProfile: (editing: boolean) => void;
  /** Whether what was set aside is being looked at. */
  readonly asideShown: boolean;
  readonly showAside: (shown: boolean) => void;
  /** Whether a new inspection is being described, on 验收项目. */
  readonly creating: boolean;
  readonly create: (creating: boolean) => void;
}

/** The window's place, without a router library: five screens, and one indicator among 32. */
export function createNavigation() {
  return createStore<NavigationState>()((set) => ({
    screen: 'projects',
    indicator: 1,
    clause: null,
    jump: null,
    goTo: (screen) => set({ screen, part: null }),
    part: null,
    showPart: (part) => set({ screen: 'settings', part }),
    showIndicator: (indicator, clause) =>
      set({ screen: 'walk', indicator, clause: clause ?? null, jump: clause === undefined ? null : { clause } }),
    selectClause: (clause) => set({ clause }),
    editingProfile: false,
    editProfile: (editingProfile) => set({ editingProfile }),
    asideShown: false,
    showAside: (asideShown) => set({ asideShown }),
    creating: false,
    create: (creating) => set(creating ? { creating, screen: 'projects' } : { creating }),
  }));
}
