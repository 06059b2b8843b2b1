import { useState, useSyncExternalStore } from 'react';
import type { CommandState, Edition } from '#shared/commands/state.ts';
import { useSettings, useStores, type Stores } from '#renderer/stores/context.ts';
import { isDialogOpen, watchDialogs } from '#renderer/parts/commands/focus.ts';
import { useCommandRegistry, type CommandRegistry } from '#renderer/parts/commands/registry.ts';

/** The state that menus and keys go by, as it is this moment. */
export function readCommandState(stores: Stores, registry: CommandRegistry): CommandState {
  const { inspection, undoable, redoable } = stores.session.getState();
  return {
    screen: stores.navigation.getState().screen,
    inspection: inspection !== null,
    finalised: inspection?.finalised ?? false,
    undoable: undoable > 0,
    redoable: redoable > 0,
    printable: registry.getState()['file.print'] !== undefined,
    dialog: isDialogOpen(),
    recent: stores.recent.getState().recent,
  };
}

/** The same for components: a new object only where something in it has changed. */
export function useCommandState(): CommandState {
  const stores = useStores();
  const registry = useCommandRegistry();
  const [subscription] = useState(() => createSubscription(stores, registry));
  return useSyncExternalStore(subscription.subscribe, subscription.read);
}

function createSubscription(stores: Stores, registry: CommandRegistry) {
  let known = readCommandState(stores, registry);
  const read = (): CommandState => {
    const now = readCommandState(stores, registry);
    if (JSON.stringify(now) !== JSON.stringify(known)) known = now;
    return known;
  };
  const subscribe = (changed: () => void): (() => void) => {
    const { navigation, session, recent } = stores;
    const ends = [navigation, session, recent, registry].map((store) => store.subscribe(changed));
    ends.push(watchDialogs(changed));
    return () => ends.forEach((end) => end());
  };
  return { read, subscribe };
}

/** Which shell this window is in; until the host has said so, the one that can do less. */
export function useEdition(): Edition {
  return useSettings((state) => (state.info?.edition === 'electron' ? 'electron' : 'browser'));
}
