import { createContext, use, useEffect, useRef } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandId } from '#shared/commands/table.ts';
import type { InspectionId } from '#shared/ids.ts';

/** Does a command; `inspection` is what 最近打开 is about. */
export type CommandHandler = (inspection: InspectionId | null) => void;

/** Who does which command at the moment: the frame for most, a screen for what only it can do. */
export type CommandRegistry = StoreApi<Readonly<Partial<Record<CommandId, CommandHandler>>>>;

export const createCommandRegistry = (): CommandRegistry => createStore(() => ({}));

export const CommandContext = createContext<CommandRegistry | null>(null);

export function useCommandRegistry(): CommandRegistry {
  const registry = use(CommandContext);
  if (registry === null) throw new Error('no CommandContext above this component');
  return registry;
}

/** Does `command` while the component is there; null: it cannot at present. */
export function useCommand(command: CommandId, handler: CommandHandler | null): void {
  const registry = useCommandRegistry();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const isThere = handler !== null;
  useEffect(() => {
    if (!isThere) return undefined;
    const run: CommandHandler = (inspection) => latest.current?.(inspection);
    registry.setState({ [command]: run });
    return () => {
      // The next screen may have taken it over already.
      if (registry.getState()[command] === run) registry.setState({ [command]: undefined });
    };
  }, [registry, command, isThere]);
}
