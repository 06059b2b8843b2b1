import { useEffect } from 'react';
import { meaningOf } from '#shared/commands/available.ts';
import { isComposing } from '#shared/commands/keys.ts';
import { useStores } from '#renderer/stores/context.ts';
import { readCommandState, useEdition } from './command-state.ts';
import { focusOf } from './focus.ts';
import { useCommandRegistry } from './registry.ts';

/** The one place where keys become commands. Nothing fires while an input method composes. */
export function useCommandKeys(): void {
  const stores = useStores();
  const registry = useCommandRegistry();
  const edition = useEdition();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return;
      const meaning = meaningOf(event, readCommandState(stores, registry), edition, focusOf(event.target));
      if (meaning.is === 'foreign') return;
      event.preventDefault();
      if (meaning.is === 'command') registry.getState()[meaning.command]?.(null);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [stores, registry, edition]);
}
