import { useEffect } from 'react';
import { meaningOf } from '#shared/commands/available.ts';
import { isComposing } from '#shared/commands/keys.ts';
import { useStores, type Stores } from '#renderer/stores/context.ts';
import { readCommandState, useEdition } from './command-state.ts';
import { focusOf } from '#renderer/parts/commands/focus.ts';
import { hasOwn, historyKey, watchOwnHistory } from './own-history.ts';
import { useCommandRegistry } from '#renderer/parts/commands/registry.ts';

/** The one place where keys become commands. Nothing fires while an input method composes. */
export function useCommandKeys(): void {
  const stores = useStores();
  const registry = useCommandRegistry();
  const edition = useEdition();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return;
      const step = historyKey(event);
      if (step !== null && focusOf(event.target) === 'text' && !hasOwn(step, event.target)) {
        if (step === 'undo') takeBackInvalid(stores, event.target);
        return event.preventDefault();
      }
      const meaning = meaningOf(event, readCommandState(stores, registry), edition, focusOf(event.target));
      if (meaning.is === 'foreign') return;
      event.preventDefault();
      if (meaning.is === 'command') registry.getState()[meaning.command]?.(null);
    };
    addEventListener('keydown', onKey);
    const stop = watchOwnHistory((look) => stores.session.subscribe(look));
    return () => {
      removeEventListener('keydown', onKey);
      stop();
    };
  }, [stores, registry, edition]);
}

/** In a field of which nothing was typed in this stay, 撤销 puts an invalid text back to what is saved. */
function takeBackInvalid({ session }: Stores, field: EventTarget | null): void {
  const key = field instanceof HTMLElement ? field.dataset['place'] : undefined;
  const { typed, undo } = session.getState();
  if (key !== undefined && typed[key] !== undefined) void undo(key);
}
