import { useEffect } from 'react';
import { useStores } from '../stores/context.ts';
import { SCREENS } from '../stores/navigation.ts';
import { isTyping } from './typing-target.ts';

/** Shortcuts that hold on every screen: ? for the sheet, Alt+1…5 for the screens, Ctrl+Z and Ctrl+Y. */
export function useShellKeys(openSheet: () => void): void {
  const { navigation, session } = useStores();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const screen = event.altKey ? SCREENS[Number(event.key) - 1] : undefined;
      if (screen !== undefined && (session.getState().inspection !== null || screen === 'projects')) {
        event.preventDefault();
        navigation.getState().goTo(screen);
        return;
      }
      // Within a text the browser's own undo is the one that is meant.
      if (isTyping(event)) return;
      if (event.key === '?' || event.key === '？') openSheet();
      const step = event.ctrlKey || event.metaKey ? stepOf(event) : null;
      if (step === null) return;
      event.preventDefault();
      void session.getState()[step]();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigation, session, openSheet]);
}

function stepOf({ key, shiftKey }: KeyboardEvent): 'undo' | 'redo' | null {
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' ? 'redo' : null;
}
