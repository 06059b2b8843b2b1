import { useEffect } from 'react';
import { isEnabled } from '#shared/commands/available.ts';
import { useServices, useStores } from '#renderer/stores/context.ts';
import { readCommandState, useCommandState, useEdition } from './command-state.ts';
import { useCommandRegistry } from '#renderer/parts/commands/registry.ts';

/** Does what is chosen in the shell's own menus, and keeps those menus true. A shell without menus is told nothing. */
export function useShellCommands(): void {
  const { host } = useServices();
  const stores = useStores();
  const registry = useCommandRegistry();
  const hasMenus = useEdition() === 'electron';
  const state = useCommandState();
  useEffect(() => {
    if (hasMenus) void host.call('shell:report-state', { ...state, recent: [...state.recent] });
  }, [host, hasMenus, state]);
  useEffect(
    () =>
      host.on((event) => {
        // The menu may be a moment behind the window.
        if (event.type !== 'command' || !isEnabled(event.command, readCommandState(stores, registry))) return;
        registry.getState()[event.command]?.(event.inspection);
      }),
    [host, stores, registry],
  );
}
